import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";
import { deck } from "./example-deck.ts";

/** Nodes, elements, ports and parameters that a goal names. */
export const goalNameMessages = {
  "goal/unknown-node": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no node "${name}"`,
    hint: didYouMean,
    explanation: "v(…) takes the name of a node; inside a subcircuit it is written X1.node.",
    example: deck("mag(v(outt)) = 0.5"),
  }),
  "goal/unknown-element": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no element "${name}"`,
    hint: didYouMean,
    explanation: "i(…) takes the name of an element; inside a subcircuit it is written X1.R1.",
    example: deck("mag(i(R2)) = 1m"),
  }),
  "goal/no-current": message({
    severity: "error",
    text: ({ name }: { name: string }) => `the current of ${name} cannot be observed`,
    hint: () => "put a source of 0 V in series with it and use the current of that source",
    explanation:
      "Currents are known of R, L, C, sources and controlled sources, but not of devices and couplings.",
    example: deck("mag(i(D1)) = 1m", "D1 out 0 dx", ".model dx d"),
  }),
  "goal/unknown-port": message({
    severity: "error",
    text: ({ name }: { name: string; known: readonly number[] }) => `there is no port ${name}`,
    hint: ({ known }) =>
      known.length === 0 ? "declare ports with * @port <number> <node>" : `the ports are ${known.join(", ")}`,
    explanation: "s(i,j) speaks of ports that @port lines declare.",
    example: deck("mag(s(2,1)) = 0.5", "* @port 1 in"),
  }),
  "goal/unknown-name": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined; element?: string | undefined }) =>
      `there is no parameter "${name}"`,
    hint: ({ element, nearest }) =>
      element === undefined
        ? didYouMean({ nearest })
        : `${element} is an element: make its value a .param (and ${element} … {name}) to speak of it`,
    explanation: "A bare name in a goal is f, pi or a .param of the netlist. Voltages are written v(node).",
    example: deck("mag(v(out)) = gain"),
  }),
  "goal/wrong-axis": message({
    severity: "error",
    text: ({ name, axis }: { name: string; axis: string | undefined }) =>
      `${name} does not exist in this analysis${axis === undefined ? "" : `; its variable is ${axis}`}`,
    explanation: "f belongs to .ac, t to .tran and x to .dc.",
    example: deck("mag(v(out)) = t on=ac"),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
