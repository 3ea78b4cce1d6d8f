import { type MessageDefinition, message } from "../../message-table.ts";

/** Devices that are kept, but that the embedded simulator lacks. */
export const deviceMessages = {
  "circuit/element-not-simulated": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `${element} is kept, but the embedded simulator has no such devices`,
    explanation:
      "XSPICE devices (A), compiled Verilog-A (N) and numerical CIDER models (numd, nbjt, numos) need a simulator that was built with them.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nA1 a b gain\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/form-not-simulated": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `this form of ${element} is kept, but the embedded simulator does not know it`,
    explanation:
      "Gates and delays among the controlled sources, and tables of this kind, need a simulator that was built with XSPICE.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nE1 b 0 pwl(1) a 0 0,0 1,2\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/port-on-source": message({
    severity: "error",
    onlyToRun: true,
    text: ({ element }: { element: string }) =>
      `${element} is declared as a port by portnum, which is not supported`,
    hint: () => "use an annotation: * @port 1 <node> z0=50",
    explanation: "S-parameters are taken between the ports of `@port` annotations.",
    example: "title\nV1 a 0 dc 0 ac 1 portnum 1 z0 50\nR1 a 0 1k\n.ac dec 10 1 1k\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
