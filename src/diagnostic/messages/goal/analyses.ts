import { type MessageDefinition, message } from "../../message-table.ts";
import { deck, deckOf } from "./example-deck.ts";

/** The analysis that a goal is judged on. */
export const goalAnalysisMessages = {
  "goal/power-not-yet": message({
    severity: "error",
    text: () => "power(…) is a mean over time, which an AC sweep does not have",
    hint: () => "for a sinusoid the mean of q² is mag(q)^2/2",
    explanation: "power(q) is the mean of q² over a run in time. An AC sweep has no time.",
    example: deck("power(v(out)) = 0.5 on=ac"),
  }),
  "goal/power-apart": message({
    severity: "error",
    text: () => "power(…) is one number for a whole run and cannot stand beside quantities of single points",
    hint: () => "compare it with parameters and constants, over the run or a range `from … to …`",
    explanation:
      "power(q) is the mean of q² over the run or the goal's range, so there is one for all points together.",
    example: deckOf(".tran 1u 1m", "power(v(out)) = v(in)"),
  }),
  "goal/needs-ac": message({
    severity: "error",
    text: ({ text }: { text: string }) => `${text} exists in .ac alone`,
    explanation: "Scattering parameters are ratios of waves at one frequency.",
    example: deckOf(".op", "s(2,1) = 1 on=op"),
  }),
  "goal/outside-run": message({
    severity: "error",
    text: ({ stop }: { stop: number }) => `the run goes from 0 to ${stop} s`,
    explanation: "A goal over time can only speak of times that the .tran card covers.",
    example: deckOf(".tran 1u 1m", "v(out) = 0.5 at 2m"),
  }),
  "goal/no-axis": message({
    severity: "error",
    text: () => "an operating point is a single point: `at` and `from … to …` mean nothing there",
    explanation: "An .op has one state. Points and ranges belong to .ac, .tran and .dc.",
    example: deckOf(".op", "v(out) = 0.5 at 1"),
  }),
  "goal/swept-temperature": message({
    severity: "error",
    text: () => "goals on a sweep of the temperature are not supported",
    explanation: "A .dc card may sweep voltages, currents and resistors for goals, but not the temperature.",
    example: deckOf(".dc temp 0 100 10", "v(out) = 0.5"),
  }),
  "goal/no-analysis": message({
    severity: "error",
    text: ({ analysis }: { analysis: string }) =>
      `this goal needs ${/^[ao]/.test(analysis) ? "an" : "a"} .${analysis} card, and there is none`,
    explanation: "A goal is judged on the results of an analysis that the netlist has to contain.",
    example: "title\nV1 in 0 ac 1\nR1 in out 1k\nR2 out 0 1k\n* @goal mag(v(out)) = 0.5\n.end\n",
  }),
  "goal/analysis-assumed": message({
    severity: "warning",
    text: ({ taken, other }: { taken: string; other: string }) =>
      `this goal fits the .${taken} and the .${other} analysis; .${taken} is taken`,
    hint: ({ taken, other }) => `write on=${taken} or on=${other}`,
    explanation:
      "A quantity such as v(out) exists in every analysis. Where the netlist has several, on= says which is meant.",
    example: deck("v(out) = 0.5", ".op"),
  }),
  "goal/several-sweeps": message({
    severity: "warning",
    text: ({ analysis }: { analysis: string }) =>
      `this second .${analysis} card is not used: goals are judged on the first`,
    explanation: "A netlist may hold several cards of one analysis, but goals belong to the first one.",
    example: deck("mag(v(out)) = 0.5 at 10k", ".ac lin 5 1k 2k"),
  }),
  "goal/two-point-sweep": message({
    severity: "warning",
    text: ({ from }: { from: number; to: number }) =>
      `ngspice runs only the first point of this sweep, ${from} Hz`,
    hint: ({ from, to }) => `for both ends write: .ac lin 3 ${from} ${to}`,
    explanation:
      "ngspice treats a linear sweep of two points as one of one point. Goals see the points that ngspice runs.",
    example:
      "title\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac lin 2 1k 2k\n* @goal mag(v(out)) = 0.5\n.end\n",
  }),
  "goal/too-many-points": message({
    severity: "error",
    text: ({ count, most }: { count: number; most: number }) =>
      `this analysis has ${count.toPrecision(3)} points; goals are judged on at most ${most}`,
    hint: () => "choose a larger step, or a shorter range",
    explanation: "Every goal looks at every point of its analysis in every step of a training.",
    example: deckOf(".tran 1p 1", "v(out) = 0.5"),
  }),
  "goal/drive-not-periodic": message({
    severity: "error",
    text: ({ problem }: { problem: string }) => `there is no periodic steady state: ${problem}`,
    hint: () => "the period must be a whole number of cycles of every source; a PWL is repeated with r=0",
    explanation:
      "With `@periodic` every source has to repeat itself after the period (a PWL that ends within it is repeated).",
    example:
      "title\nV1 in 0 sin(0 1 1.5k)\nR1 in out 1k\nC1 out 0 1n\n.tran 1u 1m\n* @periodic 1m\n* @goal power(v(out)) = 0.1\n.end\n",
  }),
  "goal/periodic-nonlinear": message({
    severity: "error",
    text: ({ name }: { name: string }) =>
      `${name} is not known to be linear: the periodic steady state is solved harmonic by harmonic`,
    hint: () => "without @periodic the goals speak of the transient as it runs",
    explanation:
      "`@periodic` solves each harmonic for itself, which is right for linear networks of R, L, C, K, sources and linear controlled sources only.",
    example:
      "title\nV1 in 0 sin(0 1 1k)\nR1 in out 1k\nD1 out 0 dx\n.model dx d\n.tran 1u 1m\n* @periodic 1m\n* @goal power(v(out)) = 0.1\n.end\n",
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
