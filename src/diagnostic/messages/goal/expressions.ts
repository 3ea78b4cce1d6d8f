import { type MessageDefinition, message } from "../../message-table.ts";
import { deck } from "./example-deck.ts";

/** The two sides of a goal. */
export const goalExpressionMessages = {
  "goal/argument-count": message({
    severity: "error",
    text: ({
      name,
      minimum,
      maximum,
      found,
    }: {
      name: string;
      minimum: number;
      maximum: number;
      found: number;
    }) => {
      const wanted =
        maximum === minimum
          ? `${minimum}`
          : maximum === Number.POSITIVE_INFINITY
            ? `at least ${minimum}`
            : `${minimum} or ${maximum}`;
      return `${name}(…) takes ${wanted} argument${wanted === "1" ? "" : "s"}, not ${found}`;
    },
    explanation: "The function is called with too few or too many arguments.",
    example: deck("mag(v(out), 2) = 0.5"),
  }),
  "goal/needs-real": message({
    severity: "error",
    text: ({ name }: { name: string }) => `${name}(…) compares plain numbers, but this is a phasor`,
    hint: () => "take mag(…), db(…), phase(…), re(…) or im(…) of it",
    explanation: "Phasors are complex and have no order, so there is no larger or smaller one.",
    example: deck("max(v(out), v(in)) = 0.5"),
  }),
  "goal/needs-phasor": message({
    severity: "error",
    text: ({ name }: { name: string }) =>
      `${name}(…) is taken of a phasor such as v(out), but this is a plain number`,
    explanation: "The group delay is the slope of a phase over frequency; a plain number has no phase.",
    example: deck("delay(mag(v(out))) = 1u"),
  }),
  "goal/nested-delay": message({
    severity: "error",
    text: () => "a group delay cannot be taken of a group delay",
    explanation:
      "delay(…) looks beside each frequency once, which one delay inside another would need twice.",
    example: deck("delay(v(out)*delay(v(in))) = 1u"),
  }),
  "goal/unexpected-text": message({
    severity: "error",
    text: ({ text }: { text: string }) => `the text "${text}" has no value`,
    explanation: "Texts in quotes stand only in table(…).",
    example: deck('mag(v(out)) = "half"'),
  }),
  "goal/unsupported-operator": message({
    severity: "error",
    text: ({ operator }: { operator: string }) => `"${operator}" cannot be used in a goal`,
    hint: () => "goals know + - * / ^ and the functions min and max",
    explanation: "Goals are differentiated, so they are built of arithmetic without decisions.",
    example: deck("mag(v(out)) = 7 % 2"),
  }),
  "goal/complex-limit": message({
    severity: "error",
    text: ({ relation }: { relation: string }) => `${relation} compares plain numbers, but this is a phasor`,
    hint: () => "take mag(…), db(…), phase(…), re(…) or im(…) of it",
    explanation: "Phasors are complex and have no order. An equality may have phasors on both sides.",
    example: deck("v(out) <= 0.5"),
  }),
  "goal/reads-nothing": message({
    severity: "warning",
    text: () => "nothing of the circuit occurs in this goal, so no training can change it",
    explanation: "A goal compares quantities such as v(out), or values of the circuit, with a target.",
    example: deck("2 = 3"),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
