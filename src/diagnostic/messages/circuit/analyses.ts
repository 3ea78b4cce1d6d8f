import { type MessageDefinition, message } from "../../message-table.ts";

/** Cards that ask for analyses or name nodes. */
export const analysisCardMessages = {
  "circuit/unknown-node": message({
    severity: "error",
    text: ({ name }: { name: string }) => `there is no node ${name}`,
    explanation: "A node is named that no element touches.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nB1 b 0 v={v(c)}\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/voltage-of-unknown-node": message({
    severity: "warning",
    text: ({ card, name }: { card: string; name: string }) =>
      `${card} has no effect on ${name}: there is no such node`,
    explanation: "`.ic` and `.nodeset` of a node that no element touches are left out, as in ngspice.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.nodeset v(b)=1\n.op\n.end\n",
  }),
  "circuit/bad-analysis": message({
    severity: "error",
    text: ({ card, problem }: { card: string; problem: string }) => `${card}: ${problem}`,
    explanation: "The arguments of an analysis do not describe a sweep.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac dec 10 1k 1\n.end\n",
  }),
  "circuit/empty-analysis": message({
    severity: "warning",
    text: ({ card }: { card: string }) => `${card} asks for no points, and is not run`,
    explanation: "Schematic editors write `.ac lin 0 0Hz 0Hz` where no sweep was filled in.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac lin 0 0Hz 0Hz\n.op\n.end\n",
  }),
  "circuit/bad-period": message({
    severity: "error",
    text: ({ problem }: { problem: string }) => `the period: ${problem}`,
    explanation:
      "`@periodic` gives the period of all drives in seconds. The step of the .tran card divides it into samples.",
    example: "title\nV1 a 0 sin(0 1 1k)\nR1 a 0 1k\n.tran 1u 1m\n* @periodic 0\n.end\n",
  }),
  "circuit/period-without-transient": message({
    severity: "warning",
    text: () => "a period means nothing without a .tran card",
    explanation: "`@periodic` makes the goals on .tran speak of one period of the steady state.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.op\n* @periodic 1m\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
