import type { MessageDefinition } from "../message-table.ts";
import { argumentMessages } from "./syntax/arguments.ts";
import { blockMessages } from "./syntax/blocks.ts";
import { delimiterMessages } from "./syntax/delimiters.ts";
import { lineMessages } from "./syntax/lines.ts";
import { numberMessages } from "./syntax/numbers.ts";

/** Messages of the netlist parser: cards that are malformed, and constructs that are kept but not used. */
export const syntaxMessages = {
  ...lineMessages,
  ...delimiterMessages,
  ...argumentMessages,
  ...numberMessages,
  ...blockMessages,
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
