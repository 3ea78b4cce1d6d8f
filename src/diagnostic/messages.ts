import type { MessageDefinition } from "./message-table.ts";
import { circuitMessages } from "./messages/circuit.ts";
import { directiveMessages } from "./messages/directive.ts";
import { fabricationMessages } from "./messages/fabrication.ts";
import { goalMessages } from "./messages/goal.ts";
import { inputMessages } from "./messages/input.ts";
import { networkMessages } from "./messages/network.ts";
import { syntaxMessages } from "./messages/syntax.ts";
import { trainingMessages } from "./messages/training.ts";
import { transformMessages } from "./messages/transform.ts";

/** Every message that Tellegen can give about a netlist, by code: one table per stage. */
export const messages = {
  ...inputMessages,
  ...syntaxMessages,
  ...directiveMessages,
  ...circuitMessages,
  ...networkMessages,
  ...goalMessages,
  ...trainingMessages,
  ...fabricationMessages,
  ...transformMessages,
} as const satisfies Record<string, MessageDefinition<never>>;

/** A code of the table, `stage/kebab-name`. */
export type MessageCode = keyof typeof messages;

/** The arguments that the text of a code is built from: `{}` for a text without any. */
export type MessageArguments<Code extends MessageCode> =
  (typeof messages)[Code] extends MessageDefinition<infer Args>
    ? [Args] extends [never]
      ? Record<string, never>
      : Args
    : never;
