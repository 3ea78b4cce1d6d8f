import type { MessageDefinition } from "../message-table.ts";

/** Messages of elaboration: names, values and topology of the circuit. */
export const circuitMessages = {} as const satisfies Record<string, MessageDefinition<never>>;
