import type { Classified } from "../goal/evaluate-classes.ts";
import { type Objective, samplesOf } from "../goal/objective.ts";
import type { FreeRun } from "../gradient/free-run.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { OpenedProblem } from "./open-problem.ts";
import { type FailingSamples, runSamples } from "./run-samples.ts";

/** How a trained circuit does on one part of its data set. */
export interface SampleVerdict {
  readonly samples: number;
  readonly cost: number;
  /** Part of the samples whose class was told right; absent without `@classify`. */
  readonly accuracy?: number;
  /** Counts, a row for each true class, a column for each class told; absent without `@classify`. */
  readonly confusion?: readonly (readonly number[])[];
}

/** The parts of a data set, judged at the values as written. */
export interface JudgedSamples {
  /** Names of the classes, where there are any. */
  readonly classes?: readonly string[];
  readonly train: SampleVerdict;
  /** Null where no sample is kept for it. */
  readonly validate: SampleVerdict | null;
  readonly test: SampleVerdict | null;
  /** Samples of any part that could not be simulated and were left out; numbers from 1 in the order of the file. */
  readonly skipped: readonly number[];
}

/**
 * Judge all parts of the data set at the values of a free run over the training part; undefined where there is no data set. Fails where a part
 * cannot be simulated and failing samples are not skipped.
 */
export async function judgeSamples(
  opened: OpenedProblem,
  objectives: readonly Objective[],
  trained: FreeRun,
  failing: FailingSamples,
  skipped: readonly number[] = [],
): Promise<Outcome<JudgedSamples | undefined>> {
  const samples = objectives.map(samplesOf).find((found) => found !== undefined);
  if (samples === undefined) return succeed(undefined);
  const left = new Set(skipped);
  const judge = async (rows: Int32Array): Promise<Outcome<SampleVerdict | null>> => {
    if (rows.length === 0) return succeed(null);
    const run = await runSamples(opened, rows, trained.theta, 0, failing);
    if (run.kind === "failed") return run;
    await run.value.close();
    for (const sample of run.value.skipped) left.add(sample);
    return succeed(describe(run.value.run, rows.length - run.value.skipped.length));
  };
  const validate = await judge(samples.parts.validate);
  if (validate.kind === "failed") return validate;
  const test = await judge(samples.parts.test);
  if (test.kind === "failed") return test;
  const classified = classesOf(trained);
  return succeed({
    ...(classified === undefined ? {} : { classes: classified.names }),
    train: describe(trained, samples.parts.train.length - skipped.length),
    validate: validate.value,
    test: test.value,
    skipped: [...left].map((sample) => sample + 1).sort((a, b) => a - b),
  });
}

function classesOf({ experiments }: FreeRun): Classified | undefined {
  return experiments.map(({ evaluation }) => evaluation.classes).find((found) => found !== undefined);
}

function describe(run: FreeRun, samples: number): SampleVerdict {
  const classified = classesOf(run);
  if (classified === undefined) return { samples, cost: run.cost };
  const { names, labels, predicted } = classified;
  const confusion = names.map(() => names.map(() => 0));
  labels.forEach((label, sample) => {
    confusion[label]![predicted[sample]!]! += 1;
  });
  const right = confusion.reduce((sum, row, label) => sum + row[label]!, 0);
  return { samples, cost: run.cost, accuracy: right / labels.length, confusion };
}
