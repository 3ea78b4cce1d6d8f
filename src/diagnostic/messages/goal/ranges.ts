import { type MessageDefinition, message } from "../../message-table.ts";
import { deck } from "./example-deck.ts";

/** Ranges of points, and names of goals. */
export const goalRangeMessages = {
  "goal/reversed-range": message({
    severity: "error",
    text: ({ from, to }: { from: number; to: number }) =>
      `the range ends at ${to} before it begins at ${from}`,
    explanation: "`from a to b` needs a no larger than b.",
    example: deck("mag(v(out)) = 0.5 from 100k to 10k"),
  }),
  "goal/empty-range": message({
    severity: "error",
    text: ({
      from,
      to,
      first,
      last,
      axis,
    }: {
      from: number;
      to: number;
      first: number;
      last: number;
      axis: string;
    }) => `no ${axis} of the sweep lies between ${from} and ${to}; it runs from ${first} to ${last}`,
    hint: () => "give single values with `at`, or let the sweep visit more points",
    explanation: "A range chooses among the points of the sweep; those after `at` are added to it.",
    example: deck("mag(v(out)) = 0.5 from 2meg to 3meg"),
  }),
  "goal/repeated-name": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `another goal is named "${name}" too`,
    explanation: "Results are reported by the goals' names, so two of one name cannot be told apart.",
    example: deck("pass: mag(v(out)) >= 0.5 at 1k", "* @goal pass: mag(v(out)) >= 0.4 at 2k"),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
