import { type MessageDefinition, message } from "../../message-table.ts";

/** The deck as a whole. */
export const deckMessages = {
  "circuit/parts-list": message({
    severity: "warning",
    text: ({ count }: { count: number }) =>
      `this is a list of a board's parts, and ngspice loads no circuit from it: ${count} ${count === 1 ? "card" : "cards"} cannot be simulated`,
    hint: () => "give the parts simulation models in the schematic, and add an analysis",
    explanation:
      "KiCad writes the parts of any schematic in the form of a netlist: connectors, holes and buttons with the letters of elements. Where no analysis is asked for, what is wrong with such cards is only warned of by `check`.",
    example: ".title KiCad schematic\nH1 MountingHole\nJ1 a b Conn_01x02\n.end\n",
  }),
  "circuit/devices-without-ground": message({
    severity: "error",
    onlyToRun: true,
    text: () => "no element is connected to ground (node 0)",
    hint: () => "connect one node to 0; all voltages are measured against it",
    explanation:
      "A part of a circuit, drawn to become a subcircuit, often has no ground of its own. ngspice reads such a deck and may even find voltages by the small conductances that it adds at its devices; they mean nothing.",
    example: "title\nV1 a b 1\nD1 a b d1\n.model d1 d\n.op\n.end\n",
  }),
  "circuit/no-circuit": message({
    severity: "warning",
    text: () => "the netlist has no elements of its own",
    explanation:
      "A file of definitions or of commands is no circuit: there is nothing to simulate or train. A deck without elements that asks for an analysis is an error.",
    example: "title\n.subckt half a b\nR1 a b 1k\nR2 b 0 1k\n.ends\n.end\n",
  }),
  "circuit/no-elements": message({
    severity: "error",
    text: () => "the netlist has no elements",
    explanation: "There is nothing to simulate or train.",
    example: "title\n.op\n.end\n",
  }),
  "circuit/analysis-of-control": message({
    severity: "info",
    text: ({ command }: { command: string }) =>
      `no analysis card stands in the deck: ${command} of the .control block is taken for one`,
    hint: ({ command }) => `write .${command.toLowerCase()} … as a card of its own`,
    explanation:
      "Commands of a `.control` block are never executed. Where a deck asks for its analyses only there, the first ac, dc, tran and op that stand in no loop and use no variables are taken for its analysis cards.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n.control\nac dec 10 1 1k\n.endc\n.end\n",
  }),
  "circuit/no-analysis": message({
    severity: "warning",
    text: () => "no analysis is asked for",
    hint: () => "add .ac, .tran, .dc or .op",
    explanation: "Without an analysis card nothing can be simulated or trained.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
