import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";

/** What is defined and used by name: parameters, elements, subcircuits. */
export const definitionMessages = {
  "circuit/parameter-redefined": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `parameter ${name} is defined again; the last definition is used`,
    explanation: "As in ngspice, the last of several definitions of one parameter is in force.",
    example: "title\n.param r=1k\n.param r=2k\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n",
  }),
  "circuit/redefined": message({
    severity: "warning",
    text: ({ card, name }: { card: string; name: string }) =>
      `${card} ${name} is defined again; the first definition is used`,
    explanation: "As in ngspice, the first of several models or subcircuits of one name is used.",
    example:
      "title\n.subckt s a b\nR1 a b 1k\n.ends\n.subckt s a b\nR1 a b 2k\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
  "circuit/duplicate-element": message({
    severity: "error",
    text: ({ name }: { name: string }) => `there are two elements named ${name}`,
    explanation: "The name of an element (without regard to case) may be used once in a deck or subcircuit.",
    example: "title\nV1 a 0 1\nR1 a b 1k\nr1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/unknown-subcircuit": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no .subckt ${name}`,
    hint: didYouMean,
    explanation: "An X card names a subcircuit that is defined nowhere in the deck or its includes.",
    example: "title\n.subckt section a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a 0 sektion\n.op\n.end\n",
  }),
  "circuit/recursive-subcircuit": message({
    severity: "error",
    text: ({ path }: { path: readonly string[] }) => `this subcircuit contains itself: ${path.join(" -> ")}`,
    explanation: "A subcircuit that uses itself, directly or through others, has no end.",
    example: "title\n.subckt s a b\nX1 a b s\n.ends\nV1 a 0 1\nX1 a 0 s\n.op\n.end\n",
  }),
  "circuit/port-count": message({
    severity: "error",
    text: ({ name, expected, found }: { name: string; expected: number; found: number }) =>
      `subcircuit ${name} has ${expected} ${expected === 1 ? "port" : "ports"}, but ${found} ${found === 1 ? "node is" : "nodes are"} given`,
    explanation: "An X card gives one node for each port of its subcircuit.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a s\n.op\n.end\n",
  }),
  "circuit/repeated-port": message({
    severity: "warning",
    text: ({ subcircuit }: { subcircuit: string }) =>
      `two ports of ${subcircuit} have one name; the first is used`,
    explanation:
      "As in ngspice, the node of the first counts inside; that of the second is connected to nothing.",
    example: "title\n.subckt s a a\nR1 a 0 1k\n.ends\nV1 n 0 1\nR1 m n 1k\nX1 n m s\n.op\n.end\n",
  }),
  "circuit/too-large": message({
    severity: "error",
    text: ({ elements, levels }: { elements: number; levels: number }) =>
      `the circuit has more than ${elements} elements after flattening, or more than ${levels} levels`,
    explanation: "Subcircuits inside subcircuits multiply; a circuit of this size cannot be treated.",
    example:
      "title\n.subckt s1 a b\nX1 a b s0\nX2 a b s0\n.ends\n* … and so on, each twice the one before …\n.subckt s30 a b\nX1 a b s29\nX2 a b s29\n.ends\nV1 a 0 1\nX1 a 0 s30\n.op\n.end\n",
  }),
  "circuit/unused-override": message({
    severity: "warning",
    text: ({ name, subcircuit }: { name: string; subcircuit: string; nearest?: string | undefined }) =>
      `subcircuit ${subcircuit} has no parameter ${name}`,
    hint: didYouMean,
    explanation: "A parameter given on an X card has no effect unless the subcircuit defines it.",
    example: "title\n.subckt s a b r=1k\nR1 a b {r}\n.ends\nV1 a 0 1\nX1 a 0 s rr=2k\n.op\n.end\n",
  }),
  "circuit/refused-override": message({
    severity: "error",
    text: ({ name, subcircuit }: { name: string; subcircuit: string }) =>
      `subcircuit ${subcircuit} has no parameters at all, and ngspice refuses ${name} here`,
    hint: ({ name, subcircuit }) =>
      `leave it out, or give the subcircuit a default: .subckt ${subcircuit} … ${name}=…`,
    explanation:
      "ngspice passes over a parameter that a subcircuit does not have, but refuses one where the subcircuit has none at all.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.ends\nV1 a 0 1\nX1 a 0 s r=2k\n.op\n.end\n",
  }),
  "circuit/name-of-callee": message({
    severity: "warning",
    text: ({ name, subcircuit }: { name: string; subcircuit: string }) =>
      `ngspice takes this ${name} for the parameter of ${subcircuit}, not for the caller's`,
    hint: () => "give the caller's parameter another name",
    explanation:
      "ngspice assigns the parameters of an X card one after another inside the new instance, so that a text sees those assigned before it. Here the caller has a parameter of that name with another value, which other simulators would take.",
    example:
      "title\n.param x=1k y=3k\n.subckt s a x=1 y=1\nR1 a b {x}\nR2 b 0 {y}\n.ends\nV1 a 0 1\nX1 a s x={y} y={x}\n.op\n.end\n",
  }),
  "circuit/multiplier-lost": message({
    severity: "warning",
    text: ({ name, subcircuit }: { name: string; subcircuit: string }) =>
      `the m around ${name} does not reach the elements of ${subcircuit} in ngspice`,
    hint: ({ name }) => `write m=1 on ${name}, or its subcircuit's definition behind the X card with the m`,
    explanation:
      "ngspice goes through the X cards once, in the order of the text, and writes the `m` of each on the cards of its subcircuit. X cards in there that it has passed by then do not hand it on.",
    example:
      "title\n.subckt s a w=1\nR1 a 0 {w*1k}\n.ends\n.subckt o a\nX1 a s\n.ends\nV1 a 0 1\nX1 a o m=3\n.op\n.end\n",
  }),
  "circuit/multiplier-refused": message({
    severity: "error",
    text: ({ name, subcircuit }: { name: string; subcircuit: string }) =>
      `ngspice writes the m around ${name} on it and refuses it: ${subcircuit} has no parameters`,
    hint: ({ name }) => `write m=1 on ${name}, or its subcircuit's definition behind the X card with the m`,
    explanation:
      "ngspice goes through the X cards once, in the order of the text, and writes the `m` of each on the cards of its subcircuit. An X card in there that it has passed by then has a parameter that its subcircuit does not know; where that has none at all, ngspice stops with `0 formal but 1 actual params`.",
    example:
      "title\n.subckt s a\nR1 a 0 1k\n.ends\n.subckt o a\nX1 a s\n.ends\nV1 a 0 1\nX1 a o m=3\n.op\n.end\n",
  }),
  "circuit/hidden-multiplier": message({
    severity: "warning",
    text: () => "this m has no effect: ngspice takes that of the X card around it",
    hint: () => "multiply the two by hand",
    explanation:
      "ngspice replaces the `m` of everything inside a subcircuit by the `m` of its X card instead of multiplying them.",
    example: "title\n.subckt s a b\nR1 a b 1k m=2\n.ends\nV1 a 0 1\nX1 a 0 s m=3\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
