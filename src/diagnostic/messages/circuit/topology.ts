import { type MessageDefinition, message } from "../../message-table.ts";
import { listed } from "./listed.ts";

/** Ground, loops and cutsets. */
export const topologyMessages = {
  "circuit/missing-ground": message({
    severity: "error",
    text: () => "no element is connected to ground (node 0)",
    hint: () => "name one node 0 (or gnd)",
    explanation: "All voltages are measured against node 0; without it none is determined.",
    example: "title\nV1 a b 1\nR1 a b 1k\n.op\n.end\n",
  }),
  "circuit/floating-node": message({
    severity: "error",
    text: ({ nodes }: { nodes: readonly string[] }) =>
      nodes.length === 1
        ? `the voltage of node ${nodes[0]} is not determined: nothing ties it to ground`
        : `the voltages of nodes ${listed(nodes)} are not determined: nothing ties them to ground`,
    hint: () => "connect one of them to ground, if need be through a large resistor",
    explanation:
      "A part of the circuit without a connection to ground (an isolated secondary winding, the control input of a source alone) makes the equations singular.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nV2 b c 1\nR2 b c 1k\n.op\n.end\n",
  }),
  "circuit/current-cutset": message({
    severity: "error",
    text: ({ nodes, sources }: { nodes: readonly string[]; sources: readonly string[] }) =>
      `only current sources (${listed(sources)}) lead to ${nodes.length === 1 ? "node" : "nodes"} ${listed(nodes)}: the voltage is not determined`,
    hint: () => "give the current a way back, if need be through a large resistor",
    explanation: "Where only current sources meet, no voltage makes their sum zero.",
    example: "title\nI1 0 a 1\nI2 a 0 1\nV1 b 0 1\nR1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/no-dc-path": message({
    severity: "warning",
    text: ({ nodes }: { nodes: readonly string[] }) =>
      `there is no path for direct current from ${nodes.length === 1 ? "node" : "nodes"} ${listed(nodes)} to ground`,
    hint: () => "ngspice guesses the operating point; a large resistor to ground makes it definite",
    explanation: "Behind capacitors the voltage at the operating point is not determined.",
    example: "title\nV1 a 0 1\nC1 a b 1n\nC2 b 0 1n\n.op\n.end\n",
  }),
  "circuit/voltage-loop": message({
    severity: "error",
    text: ({ names }: { names: readonly string[] }) =>
      names.length === 1
        ? `both ends of ${names[0]} are connected to the same node`
        : `${listed(names)} form a loop in which nothing limits the current`,
    hint: () => "put a small resistor into the loop",
    explanation: "Voltage sources in a loop contradict each other or leave the current around it open.",
    example: "title\nV1 a 0 1\nV2 a 0 2\nR1 a 0 1k\n.op\n.end\n",
  }),
  "circuit/inductor-loop": message({
    severity: "warning",
    text: ({ names }: { names: readonly string[] }) =>
      `at the operating point nothing limits the current around ${listed(names)}`,
    hint: () => "a small resistor in the loop makes it definite",
    explanation: "Inductors are short circuits for direct current; in a loop of them it may have any value.",
    example: "title\nV1 a 0 1\nR1 a b 1\nL1 b 0 1m\nL2 b 0 1m\n.op\n.end\n",
  }),
  "circuit/single-connection": message({
    severity: "warning",
    text: ({ node, element }: { node: string; element: string }) =>
      `${element} alone is connected to node ${node}`,
    hint: () => "is the name misspelt?",
    explanation: "A node at which a single element ends is often a misspelt name.",
    example: "title\nV1 in 0 1\nR1 in out 1k\nR2 uot 0 1k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
