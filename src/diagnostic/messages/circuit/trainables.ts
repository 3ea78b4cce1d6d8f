import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";
import { listed } from "./listed.ts";

/** Trained values and their bounds. */
export const trainableMessages = {
  "circuit/selector-matches-nothing": message({
    severity: "error",
    text: ({ pattern }: { pattern: string; nearest?: string | undefined }) => `nothing is named ${pattern}`,
    hint: didYouMean,
    explanation: "A selector of @train names no element and no parameter that is in use.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R11\n.op\n.end\n",
  }),
  "circuit/nothing-to-train": message({
    severity: "error",
    text: ({ name, reason }: { name: string; reason: string }) => `${name} cannot be trained: ${reason}`,
    explanation: "A trained quantity is one number in the netlist.",
    example: "title\n.model dio d\nV1 a 0 1\nR1 a b 1k\nD1 b 0 dio\n* @train D1\n.op\n.end\n",
  }),
  "circuit/not-trained": message({
    severity: "info",
    text: ({ pattern, names }: { pattern: string; names: readonly string[] }) =>
      `${pattern} also fits ${listed(names)}, which cannot be trained`,
    explanation: "A pattern trains those of its elements that are described by a number.",
    example: "title\nV1 a 0 ac\nR1 a 0 1k\n* @train *\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/bare-ac": message({
    severity: "error",
    text: ({ name }: { name: string }) =>
      `${name} cannot be trained: its AC magnitude is not written on its card`,
    hint: () => "write ac 1 instead of ac",
    explanation: "A bare `ac` means a magnitude of 1. A trained value needs a number to be written to.",
    example: "title\nV1 a 0 ac\nR1 a 0 1k\n* @train V1\n.ac dec 10 1 1k\n.end\n",
  }),
  "circuit/bound-not-finite": message({
    severity: "error",
    text: ({ key }: { key: string }) => `${key} is not a finite number`,
    explanation: "Bounds are numbers or expressions of parameters; leave one out where there is none.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min={1/0}\n.op\n.end\n",
  }),
  "circuit/bounds-crossed": message({
    severity: "error",
    text: ({ name, min, max }: { name: string; min: number; max: number }) =>
      `the bounds of ${name} leave nothing: min=${min} lies above max=${max}`,
    explanation: "The lower bound of a trained value lies above its upper bound.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=2k max=1k\n.op\n.end\n",
  }),
  "circuit/log-of-non-positive": message({
    severity: "error",
    text: ({ name, bound }: { name: string; bound: number }) =>
      `${name} cannot have a logarithmic scale: its range begins at ${bound}`,
    hint: () => "give a positive min, or scale=linear",
    explanation: "On a logarithmic scale, the value and both bounds are positive.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=0 scale=log\n.op\n.end\n",
  }),
  "circuit/start-moved": message({
    severity: "warning",
    text: ({ name, value, start }: { name: string; value: number; start: number }) =>
      `${name} = ${value} lies outside its bounds; training starts at ${start}`,
    explanation: "A start outside the bounds is moved to the nearer bound.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n* @train R1 min=2k max=3k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
