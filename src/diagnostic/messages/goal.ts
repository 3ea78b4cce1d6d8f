import type { MessageDefinition } from "../message-table.ts";

/** Messages of goals and data. */
export const goalMessages = {} as const satisfies Record<string, MessageDefinition<never>>;
