import type { MessageDefinition } from "../message-table.ts";

/** Messages of files and command-line input. */
export const inputMessages = {} as const satisfies Record<string, MessageDefinition<never>>;
