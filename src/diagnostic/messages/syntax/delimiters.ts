import { type MessageDefinition, message } from "../../message-table.ts";

/** Quotes, braces and parentheses. */
export const delimiterMessages = {
  "syntax/unterminated-quote": message({
    severity: "error",
    text: ({ quote }: { quote: string }) => `this ${quote} is never closed`,
    explanation: "A quoted expression or file name has to end on the card on which it begins.",
    example: "title\n.param r='2*3\nR1 a 0 1k\n.end\n",
  }),
  "syntax/unbalanced-brace": message({
    severity: "error",
    text: ({ brace }: { brace: string }) =>
      brace === "{" ? "this { is never closed" : "this } closes nothing",
    explanation: "An expression in braces has to end on the card on which it begins.",
    example: "title\nR1 a 0 {2*3\n.end\n",
  }),
  "syntax/unbalanced-parenthesis": message({
    severity: "error",
    text: ({ parenthesis }: { parenthesis: string }) =>
      parenthesis === "(" ? "this ( is never closed" : "this ) closes nothing",
    explanation: "Every parenthesis of a card has to be closed on that card.",
    example: "title\nV1 a 0 pulse(0 1 1n\nR1 a 0 1k\n.end\n",
  }),
  "syntax/model-parenthesis": message({
    severity: "warning",
    text: ({ parenthesis }: { parenthesis: string }) =>
      parenthesis === "("
        ? "this ( is never closed, and passed over"
        : "this ) closes nothing, and is passed over",
    hint: ({ parenthesis }) =>
      parenthesis === "(" ? "a ) on a line of its own needs a + before it" : undefined,
    explanation:
      "SPICE ignores the parentheses around the parameters of a model and around the points of a table, so the card is read all the same.",
    example: "title\nR1 a 0 1k\nD1 a 0 d1\n.model d1 d (\n+ is=1f\n)\n.end\n",
  }),
  "syntax/nesting-too-deep": message({
    severity: "error",
    text: ({ limit }: { limit: number }) => `more than ${limit} levels of nesting`,
    explanation:
      "Parentheses, braces and subcircuit definitions may be nested to a depth that no real netlist reaches.",
    example: `title\n.param a=${"(".repeat(300)}1${")".repeat(300)}\n.end\n`,
  }),
  "syntax/name-before-parenthesis": message({
    severity: "error",
    text: ({ text }: { text: string }) => `ngspice reads "${text})" here, and refuses the parenthesis`,
    hint: ({ text }) => `write {${text}}`,
    explanation:
      "The parameters of an element may stand in parentheses, but the last of them must be a number or in braces: ngspice takes the parenthesis for a part of a name.",
    example: "title\n.param len=1u\nV1 a 0 1\nR1 a 0 film (w=2u l=len)\n.model film r(rsh=1k)\n.op\n.end\n",
  }),
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
