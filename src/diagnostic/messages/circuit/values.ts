import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";
import { listed } from "./listed.ts";

/** Models and values of elements. */
export const valueMessages = {
  "circuit/unknown-element-parameter": message({
    severity: "error",
    text: ({
      name,
      element,
    }: {
      name: string;
      element: string;
      nearest?: string | undefined;
      advice?: string | undefined;
    }) => `${element} has no parameter ${name}`,
    hint: ({ nearest, advice }) => advice ?? didYouMean({ nearest }),
    explanation: "ngspice refuses a deck in which an element is given a parameter that it does not have.",
    example: "title\nV1 a 0 1\nR1 a 0 1k tc3=1\n.op\n.end\n",
  }),
  "circuit/coefficient-list": message({
    severity: "warning",
    text: ({ element }: { element: string }) =>
      `ngspice refuses this list of coefficients of ${element} outside its PSpice mode`,
    hint: () => "write tc1=… tc2=…",
    explanation:
      "ngspice takes two coefficients behind `tc=` of a resistor when a blank parts them (`tc=1m 1u` or `tc=1m, 1u`), not with a comma alone. Here the list is read as the linear and the quadratic coefficient.",
    example: "title\nV1 a 0 1\nR1 a 0 1k tc=1m,1u\n.op\n.end\n",
  }),
  "circuit/coefficients-of-resistors": message({
    severity: "warning",
    text: ({ element }: { element: string }) => `ngspice refuses tc= on ${element} outside its PSpice mode`,
    hint: () => "write tc1=… tc2=…",
    explanation:
      "Only resistors have `tc=`; capacitors and inductors have `tc1=` and `tc2=`. Here it is read as these.",
    example: "title\nV1 a 0 1\nR1 a 0 1k\nC1 a 0 1n tc=1m\n.op\n.end\n",
  }),
  "circuit/model-behind-expression": message({
    severity: "warning",
    text: ({ element, model }: { element: string; model: string; value: string }) =>
      `ngspice does not see that ${element} uses the model ${model}, and refuses the card`,
    hint: ({ model, value }) => `write the model first: ${model} ${value}`,
    explanation:
      "ngspice drops the models that no element uses, and looks for their names right behind the nodes or behind a number. The card can be trained here, but ngspice by itself refuses it.",
    example: "title\n.param x=1k\nV1 a 0 1\nR1 a 0 {x} film\n.model film r(tc1=1m)\n.op\n.end\n",
  }),
  "circuit/unknown-model": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no .model ${name}`,
    hint: didYouMean,
    explanation: "An element names a model that is defined nowhere in the deck or its includes.",
    example: "title\n.model dio d\nV1 a 0 1\nD1 a 0 doi\n.op\n.end\n",
  }),
  "circuit/wrong-model-type": message({
    severity: "error",
    text: ({ name, type, element }: { name: string; type: string; element: string }) =>
      `model ${name} is of type ${type}, which ${element} cannot use`,
    explanation:
      "Every kind of element takes models of its own types: r (res), c, l, d, npn and pnp, njf and pjf, nmos and pmos.",
    example: "title\n.model dio d\nV1 a 0 1\nR1 a 0 1k dio\n.op\n.end\n",
  }),
  "circuit/unknown-model-level": message({
    severity: "error",
    text: ({ level, type }: { level: number; type: string; levels: readonly string[] }) =>
      `there is no level ${level} of ${type} models`,
    hint: ({ levels }) => `ngspice has the levels ${listed(levels)}`,
    explanation:
      "The level of a transistor's model chooses its equations. ngspice does not know those of every simulator.",
    example: "title\n.model n nmos level=7\nV1 a 0 1\nM1 a a 0 0 n\n.op\n.end\n",
  }),
  "circuit/level-out-of-range": message({
    severity: "warning",
    text: ({ level }: { level: number }) => `ngspice takes level 1 in place of ${level}`,
    hint: () => "levels are numbers from 1 to 99",
    explanation: "A level below 0 or above 99 is read as level 1.",
    example: "title\n.model n nmos level=104\nV1 a 0 1\nM1 a a 0 0 n\n.op\n.end\n",
  }),
  "circuit/unknown-model-parameter": message({
    severity: "warning",
    text: ({ names, type }: { names: readonly string[]; type: string; nearest?: string | undefined }) =>
      `ngspice passes over ${listed(names)}, which this ${type} model does not have`,
    hint: didYouMean,
    explanation:
      "ngspice reads a model without the parameters that it does not know; the device then has the default value. The names that a model knows depend on its type and level.",
    example: "title\n.model d1 d(iss=1e-14)\nV1 a 0 1\nR1 a b 1k\nD1 b 0 d1\n.op\n.end\n",
  }),
  "circuit/computed-model-parameter": message({
    severity: "error",
    text: ({ name, type }: { name: string; type: string }) =>
      `${name} of a model of type ${type} is computed and cannot be given`,
    hint: () => "leave it out",
    explanation:
      "Some quantities of a model can be read after a run but not set; ngspice refuses a device whose model gives one.",
    example: "title\n.model s1 sw(vt=1 gon=1m)\nV1 a 0 1\nS1 a b a 0 s1\nR1 b 0 1k\n.op\n.end\n",
  }),
  "circuit/model-after-value": message({
    severity: "error",
    text: ({ name, element }: { name: string; element: string; value: string }) =>
      `ngspice refuses the model ${name} of ${element} behind the value`,
    hint: ({ name, value }) => `write ${name} ${value}`,
    explanation:
      "On capacitors and inductors the model comes before the value; on resistors either may come first.",
    example: "title\n.model film c(tc1=1m)\nV1 a 0 1\nR1 a 0 1k\nC1 a 0 1n film\n.op\n.end\n",
  }),
  "circuit/binned-model": message({
    severity: "error",
    onlyToRun: true,
    text: ({ name }: { name: string }) =>
      `model ${name} is given in bins (${name}.1 …), which is not supported`,
    hint: () => "name the bin that fits the device",
    explanation: "Models whose parameters are chosen by a transistor's size are not read.",
    example: "title\n.model n.1 nmos\n.model n.2 nmos\nV1 a 0 1\nM1 a a 0 0 n\n.op\n.end\n",
  }),
  "circuit/zero-resistance": message({
    severity: "warning",
    text: ({ element, used }: { element: string; used: number }) =>
      `${element} has no resistance; ngspice takes ${used} ohms instead, and so do we`,
    explanation: "A resistance of exactly 0 cannot be simulated. ngspice puts 1 milliohm in its place.",
    example: "title\nV1 a 0 1\nR1 a b 0\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/zero-value": message({
    severity: "warning",
    text: ({ element, quantity, becomes }: { element: string; quantity: string; becomes: string }) =>
      `the ${quantity} of ${element} is 0, which makes it ${becomes}`,
    explanation: "A capacitor of 0 F is nothing, an inductor of 0 H is a wire.",
    example: "title\nV1 a 0 1\nR1 a b 1k\nC1 b 0 0\nR2 b 0 1k\n.op\n.end\n",
  }),
  "circuit/negative-value": message({
    severity: "warning",
    text: ({ element, quantity, value }: { element: string; quantity: string; value: number }) =>
      `the ${quantity} of ${element} is negative (${value})`,
    explanation:
      "Simulators accept negative R, L and C, but the circuit may be unstable and cannot be built.",
    example: "title\nV1 a 0 1\nR1 a b -1k\nR2 b 0 10k\n.op\n.end\n",
  }),
} as const satisfies Record<`circuit/${string}`, MessageDefinition<never>>;
