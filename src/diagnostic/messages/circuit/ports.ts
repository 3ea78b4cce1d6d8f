import { type MessageDefinition, message } from "../../message-table.ts";

/** Annotations that speak of the circuit as a whole. */
export const portMessages = {
  "circuit/port-number": message({
    severity: "error",
    text: ({ problem }: { problem: string }) => problem,
    explanation: "Ports are numbered 1, 2, 3 … without gaps, each once.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 2 a\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/port-impedance": message({
    severity: "error",
    text: ({ port }: { port: number }) => `z0 of port ${port} must be above 0`,
    explanation: "The reference impedance of a port is real and positive.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 1 a z0=0\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/port-shorted": message({
    severity: "error",
    text: ({ port }: { port: number }) => `port ${port} lies between a node and itself`,
    explanation: "A port has two different nodes; the second is ground when it is left out.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n* @port 1 0\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/directive-in-subcircuit": message({
    severity: "error",
    text: ({ directive, subcircuit }: { directive: string; subcircuit: string }) =>
      `@${directive} inside .subckt ${subcircuit} would mean every instance`,
    hint: () => "move it out of the subcircuit and name nodes as X1.node",
    explanation: "Only @train may stand inside a subcircuit: its values are one text for all instances.",
    example: "title\n.subckt s a b\nR1 a b 1k\n* @goal v(a) = 1\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
