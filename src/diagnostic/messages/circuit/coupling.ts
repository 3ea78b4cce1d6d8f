import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";

/** Elements that name other elements: couplings and controlled sources. */
export const couplingMessages = {
  "circuit/coupling-out-of-range": message({
    severity: "error",
    text: ({ element, value }: { element: string; value: number }) =>
      `the coupling coefficient of ${element} is ${value}, but must lie between -1 and 1`,
    explanation: "Two inductors cannot be coupled by more than 1: the stored energy would become negative.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nL2 c 0 1u\nR2 c 0 1\nK1 L1 L2 1.5\n.op\n.end\n",
  }),
  "circuit/coupled-to-itself": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) => `${element} couples ${name} to itself`,
    explanation: "A K card names different inductors.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nK1 L1 L1 0.5\n.op\n.end\n",
  }),
  "circuit/missing-inductor": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) =>
      `${element} couples ${name}, but there is no such inductor`,
    explanation: "A K card names two L elements of the same deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1u\nK1 L1 L2 0.5\n.op\n.end\n",
  }),
  "circuit/missing-control": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string; nearest?: string | undefined }) =>
      `${element} is controlled by ${name}, but there is no such element`,
    hint: didYouMean,
    explanation:
      "F, H and W are controlled by the current of a voltage source of the same deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nF1 0 b V2 2\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/control-without-current": message({
    severity: "error",
    text: ({ element, name }: { element: string; name: string }) =>
      `${element} cannot be controlled by the current of ${name}`,
    hint: () => "put a voltage source of 0 V in series and name that",
    explanation: "Only the current of a voltage source can control F and H.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nF1 0 b R1 2\nR2 b 0 1k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
