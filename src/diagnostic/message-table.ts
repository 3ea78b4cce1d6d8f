import type { Severity } from "./diagnostic.ts";

/**
 * One row of the table of messages. `text` builds the sentence from typed arguments; `hint` says what to do;
 * `explanation` and `example` (a netlist that produces it) go into docs/diagnostics.md. An error that only stands in the way of running is
 * `onlyToRun`: a check, which runs nothing, warns of it.
 */
export interface MessageDefinition<Args> {
  readonly severity: Severity;
  readonly onlyToRun?: true;
  readonly text: (args: Args) => string;
  readonly hint?: (args: Args) => string | undefined;
  readonly explanation: string;
  readonly example: string;
}

/** Define one message with the type of its arguments inferred from `text`. */
export function message<Args = Record<string, never>>(
  definition: MessageDefinition<Args>,
): MessageDefinition<Args> {
  return definition;
}
