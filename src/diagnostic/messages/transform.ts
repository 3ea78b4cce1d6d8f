import { type MessageDefinition, message } from "../message-table.ts";

const plain = "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n.end\n";

/** What a transformation cannot do, or does only in part. */
export const transformMessages = {
  "transform/refused": message<{ pass: string; what: string; reason: string }>({
    severity: "error",
    text: ({ pass, what, reason }) => `--${pass} cannot treat ${what}: ${reason}`,
    explanation:
      "A transformation met something that it has no rule for. Nothing is written then: half a transformation would be another circuit.",
    example: "title\nV1 in 0 1\nR1 in a 1k\nD1 a 0 dm\n.model dm d\n.op\n.end\n",
  }),
  "transform/left-as-it-is": message<{ pass: string; what: string; reason: string }>({
    severity: "warning",
    text: ({ pass, what, reason }) => `--${pass} leaves ${what} as it is: ${reason}`,
    explanation:
      "A transformation kept a part of the netlist that it would have had to change, and says why.",
    example: "title\nV1 in 0 1\nR1 in 0 1k\n.control\nrun\nprint v(in)\n.endc\n.op\n.end\n",
  }),
  "transform/dropped": message<{ pass: string; what: string; reason: string }>({
    severity: "warning",
    text: ({ pass, what, reason }) => `--${pass} leaves ${what} out: ${reason}`,
    explanation: "A part of the netlist has no meaning in the transformed one, and is not in it.",
    example: "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n.print ac v(out)\n.end\n",
  }),
  "transform/no-counterpart": message<{ what: string; dialect: string; advice: string | undefined }>({
    severity: "warning",
    text: ({ what, dialect }) => `${dialect} has no counterpart of ${what}`,
    hint: ({ advice }) => advice,
    explanation:
      "The other simulator does not know a construct, and it cannot be written in its terms. It is kept as it stands.",
    example: "title\nV1 in 0 1\nR1 in 0 1k\n.control\nrun\n.endc\n.op\n.end\n",
  }),
  "transform/not-planar": message<{ around: string }>({
    severity: "error",
    text: ({ around }) =>
      `the network has no dual: it cannot be drawn in a plane without crossings (around ${around})`,
    explanation:
      "Only a planar network has a dual (Whitney). Five nodes that are all connected to each other, or three that are each connected to three others, cannot be drawn without a crossing.",
    example:
      "title\nV1 a 0 1\nR1 a b 1\nR2 a c 1\nR3 a d 1\nR4 b c 1\nR5 b d 1\nR6 c d 1\nR7 b 0 1\nR8 c 0 1\nR9 d 0 1\n.op\n.end\n",
  }),
  "transform/name-taken": message<{ pass: string; name: string }>({
    severity: "error",
    text: ({ pass, name }) => `--${pass} needs the name ${name}, which something else has`,
    hint: () => "rename that first",
    explanation: "Two different things would have one name in the transformed netlist.",
    example: plain,
  }),
  "transform/no-such-node": message<{ name: string; nearest: string | undefined }>({
    severity: "error",
    text: ({ name }) => `no node is called ${name}`,
    hint: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation:
      "`--rename-nodes` names a node that the deck does not have (nodes inside subcircuits are not renamed).",
    example: plain,
  }),
  "transform/misleading-number": message<{ text: string; written: string }>({
    severity: "warning",
    text: ({ text, written }) => `${text} is written as ${written}, which is what ngspice reads in it`,
    explanation: "SPICE ignores what follows a suffix, so that `4k7` is 4000; other simulators read 4700.",
    example: "title\nV1 in 0 1\nR1 in 0 4k7\n.op\n.end\n",
  }),
} as const satisfies Record<string, MessageDefinition<never>>;
