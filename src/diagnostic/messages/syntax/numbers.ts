import { type MessageDefinition, message } from "../../message-table.ts";
import { typographic } from "../typographic.ts";

/** Numbers and expressions as they are written. */
export const numberMessages = {
  "syntax/bare-expression": message({
    severity: "error",
    text: ({ text }: { text: string }) => `ngspice refuses the expression ${text} without braces`,
    hint: ({ text }) => `write {${text}}`,
    explanation: "On the cards of elements, an expression stands in braces or in single quotes.",
    example: "title\n.param r=1k\nV1 a 0 1\nR1 a 0 2*r\n.op\n.end\n",
  }),
  "syntax/unit-of-another-kind": message({
    severity: "warning",
    text: ({ text, value, unit }: { text: string; value: number; unit: string }) =>
      `"${text}" is read as ${value} ${unit}: ngspice passes over the unit`,
    hint: () => "is it the value of another element?",
    explanation:
      "A resistor has a value in farads or henries, a capacitor in ohms or henries, or an inductor in ohms or farads.",
    example: "title\nV1 a 0 1\nR1 a 0 10nF\n.op\n.end\n",
  }),
  "syntax/bad-number": message({
    severity: "error",
    text: ({ text }: { text: string }) => `"${text}" is not a number`,
    hint: ({ text }) => typographic(text),
    explanation:
      "A SPICE number is digits with an optional point, exponent, scale suffix (t g meg k m u n p f mil) and unit.",
    example: "title\nR1 a 0 1e999\n.end\n",
  }),
  "syntax/number-with-rest": message({
    severity: "error",
    onlyToRun: true,
    text: ({ text }: { text: string; value: number; rest: string }) => `"${text}" is not a number`,
    hint: ({ value, rest }) => `ngspice reads ${value} and passes over "${rest}": write what is meant`,
    explanation:
      "A number with two decimal points, or followed by what is no unit. ngspice takes what it can read and says nothing of the rest.",
    example: "title\nR1 a 0 1.2.3\n.end\n",
  }),
  "syntax/digits-after-suffix": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value}: SPICE ignores what follows the suffix`,
    hint: ({ text }) => {
      // The 3 of `1e3e3` belongs to an exponent.
      const parts = /^(\d+)((?!e\d)[a-zA-Z]+)(\d+)/i.exec(text);
      return parts === null
        ? undefined
        : `write ${parts[1]}.${parts[3]}${/^r$/i.test(parts[2]!) ? "" : parts[2]}`;
    },
    explanation: "Schematics write 4k7 for 4.7 kΩ. SPICE reads 4k and takes the rest for a unit.",
    example: "title\nR1 a 0 4k7\n.end\n",
  }),
  "syntax/atto-or-ampere": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value}, but ngspice 45 takes the "a" for the suffix atto`,
    hint: ({ text }) => `write ${text.replace(/a.*$/i, "")}`,
    explanation:
      "An A directly behind the digits is a unit for SPICE and ngspice up to version 39, and the suffix 1e-18 for later ones. A number without it means the same everywhere.",
    example: "title\nI1 a 0 1A\nR1 a 0 1k\n.end\n",
  }),
  "syntax/mil-in-expression": message({
    severity: "warning",
    text: ({ text }: { text: string }) =>
      `ngspice reads "${text}" in an expression as a thousandth, not as thousandths of an inch`,
    hint: ({ text }) => `write ${text.replace(/mil.*$/i, "")}*25.4u`,
    explanation: "The suffix `mil` is 25.4e-6 on a card. In braces ngspice knows only its first letter, m.",
    example: "title\nR1 a 0 {1mil}\n.end\n",
  }),
  "syntax/milli-or-mega": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value} Ohm: "M" is milli`,
    hint: ({ text }) => `write ${text.replace(/M$/, "meg")} for mega, ${text.replace(/M$/, "m")} for milli`,
    explanation:
      "SPICE does not tell m from M; mega is written meg. Resistors of milliohms are rare, so a capital M is suspicious.",
    example: "title\nR1 a 0 1M\n.end\n",
  }),
  "syntax/femto-or-farad": message({
    severity: "warning",
    text: ({ text, value }: { text: string; value: number }) =>
      `"${text}" is read as ${value} F: "F" is the suffix femto`,
    hint: ({ text }) => `write ${text.slice(0, -1)} for farads, ${text.slice(0, -1)}f for femtofarads`,
    explanation:
      "A letter directly behind the number is a scale suffix where there is one: 10F is 10 fF, and 1e-9F is 1e-24 F.",
    example: "title\nC1 a 0 10F\n.end\n",
  }),
  "syntax/bad-expression": message({
    severity: "error",
    text: ({ found, expected }: { found: string; expected: string }) =>
      `${found === "" ? "the expression ends too early" : `"${found}" cannot stand here`}: expected ${expected}`,
    hint: ({ found }) => (found === "and" ? "write &&" : found === "or" ? "write ||" : undefined),
    explanation:
      "An expression is made of numbers, names, + - * / ^ ** %, comparisons, && || !, a ? b : c, and calls.",
    example: "title\n.param r={2*}\n.end\n",
  }),
} as const satisfies Record<`syntax/${string}`, MessageDefinition<never>>;
