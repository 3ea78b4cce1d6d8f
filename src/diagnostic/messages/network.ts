import type { MessageDefinition } from "../message-table.ts";

/** Messages of the network model: what it cannot represent. */
export const networkMessages = {} as const satisfies Record<string, MessageDefinition<never>>;
