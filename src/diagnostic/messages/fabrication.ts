import { type MessageDefinition, message } from "../message-table.ts";

/** A deck whose last directive is the one that is wrong. */
const deck = (directive: string): string =>
  `title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 1meg\n* @train R1\n* @goal mag(v(out)) = 0.5 at 100k\n* ${directive}\n.end\n`;

/** What `@fabricate` can be told wrongly. */
export const fabricationMessages = {
  "fabricate/matches-nothing": message<{ pattern: string; nearest: string | undefined }>({
    severity: "error",
    text: ({ pattern }) => `no resistor, capacitor or inductor is called ${pattern}`,
    hint: ({ nearest }) => (nearest === undefined ? undefined : `did you mean ${nearest}?`),
    explanation:
      "A selector of `@fabricate` fits no R, L or C. It is compared with the flat name (`X1.R2`) and with the name in the definition (`sec.R2`); a pattern without a dot also with the last part of the name alone, so that `C*` is every trained capacitor, inside subcircuits too.",
    example: deck("@fabricate R7 series=E24"),
  }),
  "fabricate/parameter": message<{ name: string }>({
    severity: "error",
    text: ({ name }) => `param:${name} is a number, not a part: name the elements it gives their values`,
    explanation:
      "`@fabricate` speaks of parts that are bought: resistors, capacitors, inductors. A parameter may set several of them.",
    example:
      "title\n.param r=1k\nV1 in 0 ac 1\nR1 in out {r}\nC1 out 0 1n\n.ac dec 10 1k 1meg\n* @train param:r\n* @goal mag(v(out)) = 0.5 at 100k\n* @fabricate param:r series=E24\n.end\n",
  }),
  "fabricate/bad-number": message<{ key: string; wanted: string; found: string }>({
    severity: "error",
    text: ({ key, wanted, found }) => `${key} takes ${wanted}, not "${found}"`,
    explanation: "A number of `@fabricate` is out of its range, or an expression where a number is needed.",
    example: deck("@fabricate R1 tol=150%"),
  }),
  "fabricate/not-for-kind": message<{ key: string; element: string; kind: string }>({
    severity: "error",
    text: ({ key, element, kind }) => `${key} has no meaning for ${element}: it is a ${kind}`,
    hint: () =>
      "esr and esl belong to capacitors, dcr to inductors, q with qf and srf to both, power to resistors",
    explanation:
      "A parasitic or rating was given to a kind of part that does not have it. A wildcard that also fits other kinds is taken to mean those that have it.",
    example: deck("@fabricate C1 dcr=0.1"),
  }),
  "fabricate/q-without-frequency": message<{ given: string; missing: string }>({
    severity: "error",
    text: ({ given, missing }) => `${given} needs ${missing}: a quality factor holds at one frequency`,
    explanation:
      "`q` is the quality factor at the frequency `qf`; together they say how large the series resistance is.",
    example: deck("@fabricate C1 q=200"),
  }),
  "fabricate/range-crossed": message<{ min: number; max: number }>({
    severity: "error",
    text: ({ min, max }) => `min=${min} is larger than max=${max}`,
    explanation: "The smallest value that may be used is larger than the largest.",
    example: deck("@fabricate R1 min=10k max=1k"),
  }),
  "fabricate/tolerance-is-percent": message<{ found: string }>({
    severity: "warning",
    text: ({ found }) => `tol=${found} is read as ${found} %`,
    hint: ({ found }) => `write tol=${found}%`,
    explanation: "Tolerances are percentages; the sign says so to the reader.",
    example: deck("@fabricate R1 tol=5"),
  }),
} as const satisfies Record<string, MessageDefinition<never>>;
