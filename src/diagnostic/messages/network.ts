import { type MessageDefinition, message } from "../message-table.ts";

/** Messages of the network model: what is odd about the equations as a whole. */
export const networkMessages = {
  "network/indefinite-inductance": message({
    severity: "warning",
    text: ({ inductors }: { inductors: readonly string[] }) =>
      `no real inductors are coupled like this: the inductances of ${inductors.join(", ")} could hold a negative energy`,
    hint: () => "lower the coupling coefficients, or couple every pair of the group",
    explanation:
      "The matrix of self and mutual inductances must be positive semidefinite. Three inductors that are each strongly coupled to " +
      "a second one, for example, cannot be uncoupled among themselves. The circuit is solved as it is written, as ngspice does, " +
      "but it may be unstable.",
    example:
      "title\nV1 a 0 ac 1\nR1 a b 50\nL1 b 0 1u\nL2 c 0 1u\nL3 d 0 1u\nK1 L1 L2 0.9\nK2 L2 L3 0.9\nR2 c 0 50\nR3 d 0 50\n.ac dec 10 1k 1meg\n.end\n",
  }),
} as const satisfies Record<string, MessageDefinition<never>>;
