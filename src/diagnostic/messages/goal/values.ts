import { type MessageDefinition, message } from "../../message-table.ts";
import { deck } from "./example-deck.ts";

/** Weights, scales, tolerances and points. */
export const goalValueMessages = {
  "goal/not-constant": message({
    severity: "error",
    text: ({ text }: { text: string }) => `${text} cannot stand here: a constant is needed`,
    explanation: "Points, weights, scales and tolerances are numbers or expressions of parameters.",
    example: deck("mag(v(out)) = 0.5 weight={v(out)}"),
  }),
  "goal/not-a-number": message({
    severity: "error",
    text: ({ what, text }: { what: string; text: string }) => `${what} has to be a number, not "${text}"`,
    explanation: "The value is a text, or an expression that has no finite real value.",
    example: deck("mag(v(out)) = 0.5 weight={ln(0)}"),
  }),
  "goal/not-positive": message({
    severity: "error",
    text: ({ what, value }: { what: string; value: number }) => `${what} has to be positive, not ${value}`,
    explanation: "Weights, scales and frequencies are greater than zero.",
    example: deck("mag(v(out)) = 0.5 weight=-1"),
  }),
  "goal/negative-tolerance": message({
    severity: "error",
    text: ({ value }: { value: number }) => `tol has to be zero or positive, not ${value}`,
    explanation: "A goal is met when no point misses it by more than tol.",
    example: deck("mag(v(out)) = 0.5 tol=-1m"),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
