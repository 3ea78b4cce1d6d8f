import { type MessageDefinition, message } from "../message-table.ts";

/** A small deck around one goal, and whatever else the example needs. */
function deck(goal: string, ...more: readonly string[]): string {
  const lines = ["title", "V1 in 0 ac 1", "R1 in out 1k", "C1 out 0 1n", ".ac dec 10 1k 1meg"];
  return [...lines, ...more, `* @goal ${goal}`, ".end", ""].join("\n");
}

function didYouMean({ nearest }: { nearest?: string | undefined }): string | undefined {
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}

/** A small deck of another analysis around one goal. */
function deckOf(card: string, goal: string): string {
  return ["title", "V1 in 0 1", "R1 in out 1k", "R2 out 0 1k", card, `* @goal ${goal}`, ".end", ""].join(
    "\n",
  );
}

/** Messages of goals and data. */
export const goalMessages = {
  "goal/data-not-yet": message({
    severity: "error",
    text: ({ what }: { what: string }) => `training on data sets is not supported yet: ${what}`,
    explanation: "`@data`, `@classify` and `data(column)` are read but cannot be trained on in this version.",
    example: deck("mag(v(out)) = data(level)"),
  }),
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
    text: ({ analysis }: { analysis: string }) => `this goal needs an .${analysis} card, and there is none`,
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
    text: ({ name }: { name: string; nearest?: string | undefined }) => `there is no parameter "${name}"`,
    hint: didYouMean,
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
  "goal/not-constant": message({
    severity: "error",
    text: ({ text }: { text: string }) => `${text} cannot stand here: a constant is needed`,
    explanation: "Points, weights, scales and tolerances are numbers or expressions of parameters.",
    example: deck("mag(v(out)) = 0.5 weight={v(out)}"),
  }),
  "goal/not-a-number": message({
    severity: "error",
    text: ({ what, text }: { what: string; text: string }) => `${what} has to be a number, not "${text}"`,
    explanation: "The value is a text, or an expression that has no finite real value.",
    example: deck("mag(v(out)) = 0.5 weight={ln(0)}"),
  }),
  "goal/not-positive": message({
    severity: "error",
    text: ({ what, value }: { what: string; value: number }) => `${what} has to be positive, not ${value}`,
    explanation: "Weights, scales and frequencies are greater than zero.",
    example: deck("mag(v(out)) = 0.5 weight=-1"),
  }),
  "goal/negative-tolerance": message({
    severity: "error",
    text: ({ value }: { value: number }) => `tol has to be zero or positive, not ${value}`,
    explanation: "A goal is met when no point misses it by more than tol.",
    example: deck("mag(v(out)) = 0.5 tol=-1m"),
  }),
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
  "goal/reversed-range": message({
    severity: "error",
    text: ({ from, to }: { from: number; to: number }) =>
      `the range ends at ${to} before it begins at ${from}`,
    explanation: "`from a to b` needs a no larger than b.",
    example: deck("mag(v(out)) = 0.5 from 100k to 10k"),
  }),
  "goal/empty-range": message({
    severity: "error",
    text: ({
      from,
      to,
      first,
      last,
      axis,
    }: {
      from: number;
      to: number;
      first: number;
      last: number;
      axis: string;
    }) => `no ${axis} of the sweep lies between ${from} and ${to}; it runs from ${first} to ${last}`,
    hint: () => "give single values with `at`, or let the sweep visit more points",
    explanation: "A range chooses among the points of the sweep; those after `at` are added to it.",
    example: deck("mag(v(out)) = 0.5 from 2meg to 3meg"),
  }),
  "goal/repeated-name": message({
    severity: "warning",
    text: ({ name }: { name: string }) => `another goal is named "${name}" too`,
    explanation: "Results are reported by the goals' names, so two of one name cannot be told apart.",
    example: deck("pass: mag(v(out)) >= 0.5 at 1k", "* @goal pass: mag(v(out)) >= 0.4 at 2k"),
  }),
  "goal/table-missing": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the table "${file}" cannot be read: ${reason}`,
    explanation: "table(…) names a CSV file relative to the netlist.",
    example: deck('mag(v(out)) = table("no-such-file.csv")'),
  }),
  "goal/table-forbidden": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the table "${file}" is not read: ${reason}`,
    explanation: "Files outside the netlist's folder and the -I folders are not read.",
    example: deck('mag(v(out)) = table("/etc/hostname")'),
  }),
  "goal/table-syntax": message({
    severity: "error",
    text: ({ reason }: { reason: string }) => `malformed CSV: ${reason}`,
    explanation: "A table is a text of lines whose cells are parted by commas, semicolons or tabs.",
    example: deck('mag(v(out)) = table("quote-left-open.csv")'),
  }),
  "goal/table-number": message({
    severity: "error",
    text: ({ cell, column }: { cell: string; column: number }) =>
      cell === "" ? `column ${column} is empty here` : `"${cell}" in column ${column} is not a number`,
    explanation: "Below the header, the first column and the one that is read hold numbers only.",
    example: deck('mag(v(out)) = table("word-among-numbers.csv")'),
  }),
  "goal/table-repeated": message({
    severity: "error",
    text: ({ x }: { x: number }) => `a second row for ${x}`,
    explanation: "A table gives one value for each value of its first column.",
    example: deck('mag(v(out)) = table("repeated-row.csv")'),
  }),
  "goal/table-empty": message({
    severity: "error",
    text: ({ file }: { file: string }) => `the table "${file}" holds no rows`,
    explanation: "A table needs at least one row of numbers.",
    example: deck('mag(v(out)) = table("header-only.csv")'),
  }),
  "goal/table-column": message({
    severity: "error",
    text: ({
      file,
      column,
    }: {
      file: string;
      column: string;
      columns: string;
      nearest?: string | undefined;
    }) => `the table "${file}" has no column ${column}`,
    hint: ({ columns, nearest }) =>
      nearest === undefined ? `it has ${columns}` : `did you mean ${nearest}?`,
    explanation:
      "A column is named by the header or by its number, counted from 1; the second is the default.",
    example: deck('mag(v(out)) = table("response.csv", "gian")'),
  }),
  "goal/table-range": message({
    severity: "error",
    text: ({ at, first, last }: { at: number; first: number; last: number }) =>
      `the goal needs this table at ${at}, but it runs from ${first} to ${last}`,
    hint: () => "restrict the goal with `from … to …`, or extend the table",
    explanation: "A table is interpolated between its points and never continued beyond them.",
    example: deck('mag(v(out)) = table("response.csv")'),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
