import { type MessageDefinition, message } from "../../message-table.ts";

/** Constructs of PSpice that ngspice reads otherwise. */
export const pspiceMessages = {
  "circuit/digital-primitive": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `${element} is a digital device of PSpice: it is kept, but not simulated`,
    hint: () => "ngspice translates such cards for XSPICE, which the embedded simulator was built without",
    explanation:
      "PSpice describes gates, flip-flops and logic expressions by U cards. ngspice's own U is an RC line.",
    example:
      "title\nV1 a 0 1\nR1 a 0 1k\nU1 inv vcc 0 a b d_gate io_std\nR2 b 0 1k\nV2 vcc 0 5\n.model d_gate ugate\n.op\n.end\n",
  }),
  "circuit/form-unknown-to-ngspice": message({
    severity: "error",
    text: ({ element, form }: { element: string; form: string }) =>
      `${element} is given by ${form}, a form of PSpice that ngspice does not have`,
    hint: ({ form }) =>
      form === "LAPLACE" ? "build the transfer function of R, C and controlled sources" : undefined,
    explanation:
      "PSpice describes controlled sources by transfer functions (LAPLACE) and by tables over frequency (FREQ). ngspice reads what follows as names of parameters and refuses the deck.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nE1 b 0 laplace {v(a)} {1/(1+s)}\nR2 b 0 1k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
