import { type MessageDefinition, message } from "../../message-table.ts";

/** What a card lacks, or has too much of. */
export const argumentMessages = {
  "syntax/missing-nodes": message({
    severity: "error",
    text: ({ element, needed, found }: { element: string; needed: number; found: number }) =>
      `${element} needs ${needed} nodes, but has ${found === 0 ? "none" : found}`,
    explanation:
      "Each kind of element has a fixed or a smallest number of nodes, which stand directly after its name.",
    example: "title\nR1 a\n.end\n",
  }),
  "syntax/times-backwards": message({
    severity: "warning",
    text: ({ time, before }: { time: number; before: number }) => `the time ${time} stands behind ${before}`,
    hint: () => "the times of a pwl source increase",
    explanation:
      "ngspice warns of a piecewise linear source whose times go backwards, and cannot run a transient with it.",
    example: "title\nV1 a 0 pwl(0 0 2m 1 1m 0)\nR1 a 0 1k\n.tran 1u 3m\n.end\n",
  }),
  "syntax/missing-value": message({
    severity: "error",
    text: ({ element, what }: { element: string; what: string }) => `${element} has no ${what}`,
    explanation:
      "The element needs a value (a number, an expression in braces or the name of a parameter), or a model that gives it.",
    example: "title\nR1 a 0\n.end\n",
  }),
  "syntax/missing-name": message({
    severity: "error",
    text: ({ element, what }: { element: string; what: string }) =>
      `${element} does not say which ${what} it means`,
    explanation:
      "The element needs the name of a model, a subcircuit or another element, and the card ends before it.",
    example: "title\nM1 d g s b\n.end\n",
  }),
  "syntax/coupling-of-one": message({
    severity: "error",
    text: ({ element }: { element: string }) => `${element} couples fewer than two inductors`,
    explanation: "A K card names at least two inductors and a coupling coefficient.",
    example: "title\nL1 a 0 1u\nK1 L1 0.5\n.end\n",
  }),
  "syntax/missing-argument": message({
    severity: "error",
    text: ({ card, what }: { card: string; what: string }) => `${card} needs ${what}`,
    explanation: "The card ends before everything that it has to say has been said.",
    example: "title\n.include\n.end\n",
  }),
  "syntax/unexpected-argument": message({
    severity: "error",
    text: ({ card, text }: { card: string; text: string }) =>
      `${card} does not know what to do with "${text}"`,
    explanation: "The argument has no meaning at this place of the card.",
    example: "title\nV1 a 0 1 foo\n.end\n",
  }),
  "syntax/unused-argument": message({
    severity: "warning",
    text: ({ card, text }: { card: string; text: string }) => `"${text}" on ${card} is kept but not used`,
    explanation: "The argument stands where the element needs none. It survives in the written netlist.",
    example: "title\nL1 a 0 1u 2u\n.end\n",
  }),
  "syntax/param-without-sign": message({
    severity: "warning",
    text: ({ name }: { name: string }) =>
      `.param ${name} without = is a form of LTspice that ngspice does not have`,
    hint: ({ name }) => `write .param ${name}=…`,
    explanation:
      "LTspice lets the sign between the name and the value of a parameter be left out. It is read in that way.",
    example: "title\n.param r 1k\nR1 a 0 {r}\n.end\n",
  }),
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
