import { type MessageDefinition, message } from "../../message-table.ts";
import { didYouMean } from "../did-you-mean.ts";

/** A divider that is driven by the samples of a file, and whatever else an example needs. */
function learner(data: string, ...more: readonly string[]): string {
  const cards = ["title", "V1 in 0 1", "R1 in a 1k", "R2 a 0 1k", "R3 in b 1k", "R4 b 0 1k", ".op"];
  return [...cards, `* ${data}`, ...more.map((line) => `* ${line}`), ".end", ""].join("\n");
}

const goal = "@goal v(a) = data(y)";

/** The same with waveforms of one millisecond. */
function periodicLearner(data: string): string {
  const cards = ["title", "V1 in 0 1", "R1 in a 1k", "R2 a 0 1k", ".tran 0.2m 1m", "* @periodic 1m"];
  return [...cards, `* ${data}`, "* @goal power(v(a)) = 1", ".end", ""].join("\n");
}

/** Data sets and classes. */
export const goalDataMessages = {
  "goal/data-missing": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the data file "${file}" cannot be read: ${reason}`,
    explanation: "`@data` names a CSV or JSON file relative to the netlist.",
    example: learner('@data "no-such-file.csv" V1=x', goal.replace("data(y)", "1")),
  }),
  "goal/data-forbidden": message({
    severity: "error",
    text: ({ file, reason }: { file: string; reason: string }) =>
      `the data file "${file}" is not read: ${reason}`,
    explanation: "Files outside the netlist's folder and the -I folders are not read.",
    example: learner('@data "/etc/hostname" V1=x', goal.replace("data(y)", "1")),
  }),
  "goal/data-syntax": message({
    severity: "error",
    text: ({ reason }: { reason: string }) => `malformed data: ${reason}`,
    explanation:
      "A data file is CSV with one sample a line and as many cells in every line, or JSON: a list of objects, or an object of lists.",
    example: learner('@data "ragged.csv" V1=x', goal.replace("data(y)", "1")),
  }),
  "goal/data-empty": message({
    severity: "error",
    text: ({ file }: { file: string }) => `the data file "${file}" holds no samples`,
    explanation: "A data set needs at least one sample below its header.",
    example: learner('@data "header-only.csv" V1=f', goal.replace("data(y)", "1")),
  }),
  "goal/data-column": message({
    severity: "error",
    text: ({ name, file }: { name: string; file: string; columns: string; nearest?: string | undefined }) =>
      `"${file}" has no column ${name}`,
    hint: ({ columns, nearest }) =>
      nearest === undefined ? `it has ${columns}` : `did you mean ${nearest}?`,
    explanation:
      "Columns are named by the first line of the file, whatever the case; without a header by their numbers from 1.",
    example: learner('@data "samples.csv" V1=x', "@goal v(a) = data(z)"),
  }),
  "goal/data-value": message({
    severity: "error",
    text: ({
      sample,
      column,
      found,
      wanted,
      more,
    }: {
      sample: number;
      column: string;
      found?: string | undefined;
      wanted: string;
      more: number;
    }) => {
      const what = found === undefined ? "is missing" : `is ${found}, not ${wanted}`;
      const rest = more > 0 ? ` (and ${more} more like it)` : "";
      return `${column} of sample ${sample} ${what}${rest}`;
    },
    hint: () => "complete the file, or leave the sample out",
    explanation: "Every sample in use needs a number in the columns that drive sources and that goals read.",
    example: learner('@data "gap.csv" V1=x', goal.replace("data(y)", "1")),
  }),
  "goal/data-source": message({
    severity: "error",
    text: ({ name }: { name: string; nearest?: string | undefined }) =>
      `${name} is no independent source of this circuit`,
    hint: didYouMean,
    explanation: "`source=column` sets the value of a V or an I for every sample.",
    example: learner('@data "samples.csv" V2=x', goal.replace("data(y)", "1")),
  }),
  "goal/data-source-twice": message({
    severity: "error",
    text: ({ name }: { name: string }) => `${name} is driven by two columns`,
    explanation: "A source has one value in a sample.",
    example: learner('@data "samples.csv" V1=x V1=y', goal.replace("data(y)", "1")),
  }),
  "goal/data-source-taken": message({
    severity: "error",
    text: ({ name, by }: { name: string; by: string }) => `${name} is driven by the samples and ${by}`,
    explanation: "The value of a source that a column sets can neither be trained nor swept.",
    example: learner('@data "samples.csv" V1=x', "@train V1", goal),
  }),
  "goal/data-option": message({
    severity: "error",
    text: ({ key, wanted, found }: { key: string; wanted: string; found: string }) =>
      `${key} is ${wanted}, not ${found}`,
    explanation:
      "`split` is the part of the samples that is trained on, `validate` the part of those kept aside to end the training early, `seed` draws both.",
    example: learner('@data "samples.csv" V1=x split=80', goal),
  }),
  "goal/data-split-empty": message({
    severity: "error",
    text: ({ samples }: { samples: number }) => `a part of this split of ${samples} samples is empty`,
    hint: () => "use more samples, another fraction, or no split",
    explanation: "Training, validation and test each need at least one sample, or one group of samples.",
    example: learner('@data "one.csv" V1=x split=0.5', goal.replace("data(y)", "1")),
  }),
  "goal/data-several": message({
    severity: "error",
    text: ({ what }: { what: string }) => `a second ${what}: a netlist has one`,
    explanation: "A netlist is trained on one data set and has one set of classes.",
    example: learner('@data "samples.csv" V1=x', '@data "samples.csv" V1=y', goal),
  }),
  "goal/data-lacking": message({
    severity: "error",
    text: ({ what }: { what: string }) => `${what} needs a data set, and there is no @data`,
    hint: () => '* @data "file.csv" V1=column names one',
    explanation: "`data(column)` and `@classify` read the samples that `@data` names.",
    example: learner("a comment", goal),
  }),
  "goal/data-analysis": message({
    severity: "error",
    text: ({ what, analysis }: { what: string; analysis: string }) =>
      `${what} cannot be used on .${analysis}: samples are trained on .op and .dc, and on .tran with @periodic`,
    explanation:
      "The samples of a data set set the DC values of sources, so they are told apart by operating points; with `@periodic` by steady states.",
    example: learner('@data "samples.csv" V1=x', `${goal} on=ac`).replace(".op", ".op\n.ac lin 1 1k 1k"),
  }),
  "goal/data-unused": message({
    severity: "warning",
    text: () => "nothing is trained on these samples",
    explanation: "A data set is used by goals on `.op` or `.dc`, and by `@classify`.",
    example: learner('@data "samples.csv" V1=x'),
  }),
  "goal/classify-count": message({
    severity: "error",
    text: ({ quantities, labels, listed }: { quantities: number; labels: number; listed: string }) =>
      `${quantities} ${quantities === 1 ? "quantity" : "quantities"} for ${labels} labels (${listed})`,
    hint: () => 'labels="a, b" chooses among the labels and gives their order',
    explanation:
      "`@classify` needs one quantity for each label. Without `labels` they belong together in the order of the labels: numbers ascending, words alphabetically.",
    example: learner('@data "samples.csv" V1=x', "@classify kind by v(a)"),
  }),
  "goal/classify-label": message({
    severity: "error",
    text: ({ label, column }: { label: string; column: string }) =>
      `no sample has the label ${label} in column ${column}`,
    explanation: "Every class needs at least one sample.",
    example: learner('@data "samples.csv" V1=x', '@classify kind by v(a), v(b) labels="up, dwon"'),
  }),
  "goal/classify-varies": message({
    severity: "error",
    text: () => "this quantity is not one number of a sample",
    hint: () => "use power(…) over the sweep, or an .op",
    explanation: "Classes are told by one number for each quantity and sample.",
    example: learner('@data "samples.csv" V1=x', "@classify kind by power(v(a)), v(b) on=dc").replace(
      ".op",
      "V9 c 0 0\nR9 c 0 1k\n.dc V9 0 1 1",
    ),
  }),
  "goal/wave": message({
    severity: "error",
    text: ({ sample, column, problem }: { sample: number; column: string; problem: string }) =>
      `${column} of sample ${sample} is no waveform for this column: it ${problem}`,
    hint: () =>
      "a waveform is one period: a list of numbers (as long as all others), a sound file, or a constant",
    explanation:
      "With `@periodic` a column drives a source with one period in every sample. All lists of a column have the same length.",
    example: periodicLearner('@data "waves.json" V1=ragged'),
  }),
  "goal/wave-too-fast": message({
    severity: "error",
    text: ({
      sample,
      harmonic,
      highest,
    }: {
      sample: number;
      harmonic: number;
      highest: number;
      step: number;
    }) =>
      `sample ${sample} has harmonic ${harmonic} of the period, and the steps of .tran carry ${highest} only`,
    hint: ({ step }) => `make tstep ${step.toPrecision(3)} s or shorter`,
    explanation:
      "The waveforms of `@data` are taken to the samples of the period without loss; a step that is too long would lose their fastest parts.",
    example: periodicLearner('@data "waves.json" V1=fast'),
  }),
} as const satisfies Record<`goal/${string}`, MessageDefinition<never>>;
