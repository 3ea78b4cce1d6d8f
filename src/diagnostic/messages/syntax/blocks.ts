import { type MessageDefinition, message } from "../../message-table.ts";

/** Blocks that are not closed or not open: .subckt, .control, .lib, .if. */
export const blockMessages = {
  "syntax/subcircuit-not-closed": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.subckt ${name} has no .ends`,
    explanation: "Every `.subckt` needs an `.ends` before the end of the file.",
    example: "title\n.subckt s a b\nR1 a b 1k\n",
  }),
  "syntax/ends-without-subcircuit": message({
    severity: "error",
    text: () => ".ends closes no .subckt",
    explanation: "An `.ends` card has to follow a `.subckt` card of the same file.",
    example: "title\nR1 a 0 1k\n.ends\n.end\n",
  }),
  "syntax/ends-other-name": message({
    severity: "warning",
    text: ({ name, open }: { name: string; open: string }) => `.ends ${name} closes .subckt ${open}`,
    explanation: "The name behind `.ends` is not checked by SPICE; it closes the innermost open subcircuit.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.ends t\n.end\n",
  }),
  "syntax/end-inside-subcircuit": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.end stands inside .subckt ${name}`,
    explanation: "`.end` ends the deck. The subcircuit around it was not closed by `.ends`.",
    example: "title\n.subckt s a b\nR1 a b 1k\n.end\n",
  }),
  "syntax/control-not-closed": message({
    severity: "error",
    text: () => ".control has no .endc: the cards below it are taken for commands",
    explanation:
      "A block of interactive commands begins with `.control` and ends with `.endc`. Without one ngspice takes the rest of the file for commands, cards included.",
    example: "title\nR1 a 0 1k\n.control\nrun\n.op\n",
  }),
  "syntax/control-to-end": message({
    severity: "warning",
    text: () => ".control has no .endc: all that follows is taken for commands",
    hint: () => "end the block with .endc",
    explanation:
      "Nothing but commands follows, so that ngspice runs them; other simulators may not find the end of the block.",
    example: "title\nR1 a 0 1k\n.control\nrun\n",
  }),
  "syntax/endc-without-control": message({
    severity: "error",
    text: () => ".endc closes no .control",
    explanation: "A block of interactive commands begins with `.control` and ends with `.endc`.",
    example: "title\nR1 a 0 1k\n.endc\n.end\n",
  }),
  "syntax/control-not-run": message({
    severity: "info",
    text: () => "the .control block is kept but not executed",
    explanation:
      "Commands of an interactive block survive in the written netlist; training and simulation do not run them.",
    example: "title\nR1 a 0 1k\n.control\nrun\n.endc\n.end\n",
  }),
  "syntax/library-not-closed": message({
    severity: "error",
    text: ({ name }: { name: string }) => `.lib ${name} has no .endl`,
    explanation: "A section of a library begins with `.lib name` and ends with `.endl`.",
    example: "title\n.lib fast\n.model d1 d\n",
  }),
  "syntax/endl-without-library": message({
    severity: "error",
    text: () => ".endl closes no .lib section",
    explanation: "A section of a library begins with `.lib name` and ends with `.endl`.",
    example: "title\nR1 a 0 1k\n.endl\n.end\n",
  }),
  "syntax/condition-not-closed": message({
    severity: "error",
    text: () => ".if has no .endif",
    explanation: "A conditional part begins with `.if` and ends with `.endif`.",
    example: "title\n.if (1)\nR1 a 0 1k\n.end\n",
  }),
  "syntax/condition-not-open": message({
    severity: "error",
    text: ({ card }: { card: string }) => `${card} belongs to no .if`,
    explanation: "`.elseif`, `.else` and `.endif` stand between or after the parts of an `.if`.",
    example: "title\nR1 a 0 1k\n.endif\n.end\n",
  }),
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
