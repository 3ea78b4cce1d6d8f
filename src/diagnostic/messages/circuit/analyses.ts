import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";

/** Cards that ask for analyses or name nodes. */
export const analysisCardMessages = {
  "circuit/unknown-node": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no node ${name}`,
    hint: didYouMean,
    explanation: "A node is named that no element touches.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nB1 b 0 v={v(c)}\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/node-of-another-simulator": message({
    severity: "error",
    onlyToRun: true,
    text: ({ name }: { name: string; dotted: string }) =>
      `${name} is how Xyce names a node of a subcircuit; ngspice makes a new node of it, which nothing drives`,
    hint: ({ dotted }) => `write ${dotted}`,
    explanation:
      "Xyce separates the name of a subcircuit and of a node inside it by a colon, ngspice by a full stop.",
    example:
      "title\nV1 a 0 1\nX1 a half\n.subckt half a\nR1 a m 1k\nR2 m 0 1k\n.ends\nB1 b 0 v={v(X1:m)}\nR1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/voltage-of-unknown-node": message({
    severity: "warning",
    text: ({ card, name }: { card: string; name: string }) =>
      `${card} has no effect on ${name}: there is no such node`,
    explanation: "`.ic` and `.nodeset` of a node that no element touches are left out, as in ngspice.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.nodeset v(b)=1\n.op\n.end\n",
  }),
  "circuit/bad-analysis": message({
    severity: "error",
    text: ({ card, problem }: { card: string; problem: string }) => `${card}: ${problem}`,
    explanation: "The arguments of an analysis do not describe a sweep.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac dec 10 1k 1\n.end\n",
  }),
  "circuit/point-count": message({
    severity: "warning",
    text: ({ given, used }: { given: number; used: number }) => `ngspice takes ${used} for ${given} points`,
    hint: ({ used }) => `write ${used}`,
    explanation:
      "The number of points of `.ac`, in each decade or octave or in all, is rounded to a whole number, here as in ngspice.",
    example: "title\nV1 a 0 ac 1\nR1 a 0 1k\n.ac dec 2.5 1 1k\n.end\n",
  }),
  "circuit/time-not-used": message({
    severity: "warning",
    text: ({ what }: { what: string }) => `this ${what} has no effect in ngspice`,
    hint: () => "leave it out",
    explanation:
      "`.tran` begins its record at 0 where the start is negative, and chooses its largest step itself where that is 0.",
    example: "title\nV1 a 0 sin(0 1 1k)\nR1 a 0 1k\n.tran 1u 1m 0 0\n.end\n",
  }),
  "circuit/outer-sweep-backwards": message({
    severity: "warning",
    text: () =>
      "the step does not lead from the first value to the last: the second sweep stays at the first",
    explanation: "ngspice runs the inner sweep once then, without a word. So is done here.",
    example: "title\nV1 a 0 1\nI1 0 a 0\nR1 a 0 1k\n.dc V1 0 1 0.1 I1 0 1m -1m\n.end\n",
  }),
  "circuit/swept-twice": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `${name} is swept already: the second sweep has no effect`,
    explanation: "Both sweeps of `.dc` set one value. ngspice runs the first alone.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.dc V1 0 1 0.1 V1 0 2 1\n.end\n",
  }),
  "circuit/step-beyond-stop": message({
    severity: "warning",
    text: ({ step, stop }: { step: number; stop: number }) =>
      `the step of ${step} s is longer than the whole run of ${stop} s`,
    hint: () => "the step comes first: .tran 1u 1m",
    explanation:
      "A `.tran` card gives the step, then the stop time. In the other order there is hardly anything to see.",
    example: "title\nV1 a 0 sin(0 1 1k)\nR1 a 0 1k\n.tran 1m 1u\n.end\n",
  }),
  "circuit/no-ac-source": message({
    severity: "warning",
    text: () => "no source has an AC magnitude: everything is 0 in this sweep",
    hint: () => "write ac 1 on the source that drives the circuit",
    explanation:
      "An `.ac` analysis takes the magnitude and phase of its sources from `ac` on their cards; `dc` and waveforms do not count.",
    example: "title\nV1 in 0 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n.end\n",
  }),
  "circuit/misspelt-option": message({
    severity: "warning",
    text: ({ name }: { name: string; nearest: string }) => `there is no option ${name}`,
    hint: didYouMean,
    explanation:
      "ngspice passes over options that it does not know. One that is written nearly like a known one is probably meant to be it.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.options retol=1e-4\n.op\n.end\n",
  }),
  "circuit/option-without-value": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `the option ${name} has no value, and no effect`,
    hint: ({ name }) => `write ${name}=…`,
    explanation:
      "Options of numbers are given with an equals sign; without it ngspice takes the name for a switch and refuses it.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.options reltol 1e-4\n.op\n.end\n",
  }),
  "circuit/empty-analysis": message({
    severity: "warning",
    text: ({ card }: { card: string }) => `${card} asks for no points, and is not run`,
    explanation: "Schematic editors write `.ac lin 0 0Hz 0Hz` where no sweep was filled in.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.ac lin 0 0Hz 0Hz\n.op\n.end\n",
  }),
  "circuit/bad-period": message({
    severity: "error",
    text: ({ problem }: { problem: string }) => `the period: ${problem}`,
    explanation:
      "`@periodic` gives the period of all drives in seconds. The step of the .tran card divides it into samples.",
    example: "title\nV1 a 0 sin(0 1 1k)\nR1 a 0 1k\n.tran 1u 1m\n* @periodic 0\n.end\n",
  }),
  "circuit/period-without-transient": message({
    severity: "warning",
    text: () => "a period means nothing without a .tran card",
    explanation: "`@periodic` makes the goals on .tran speak of one period of the steady state.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\n.op\n* @periodic 1m\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
