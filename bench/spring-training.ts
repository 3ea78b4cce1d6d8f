import { createModelEngine, createNgspiceEngine, generateNetlist, gradient, train } from "../src/index.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import type { ExperimentFigures, ExperimentRun } from "./experiment.ts";
import { median } from "./statistics.ts";
import { describeFailure, type SummarisedTraining, summarise } from "./training-summary.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SIZES = [
  { masses: 12, columns: 4 },
  { masses: 30, columns: 6 },
] as const;
const STEPS = 300;
const FACTOR = 1e4;

/** How the leftmost mass is moved, and what is said of it. */
export interface SpringMotion {
  readonly drive: "rest" | "periodic";
  /** What the last column shows: the netlist as ngspice runs it. */
  readonly verification: string;
  /** What a reader should know of the figures, given the largest error of a gradient at the start. */
  remark(gradientError: string): string;
}

/** Train spring networks of two sizes from ten seeds each. */
export async function trainSprings(
  { drive, verification: verified, remark }: SpringMotion,
  run: ExperimentRun,
): Promise<ExperimentFigures> {
  const seeds = SEEDS.slice(0, Number(run.option("seeds") ?? SEEDS.length));
  const [engine, verifier] = [createModelEngine(), createNgspiceEngine()];
  const rows: (readonly (string | number)[])[] = [];
  const failures: string[] = [];
  const reached: string[] = [];
  let gradientError = 0;
  for (const { masses, columns } of SIZES) {
    const trainings: (SummarisedTraining & { readonly verified: number })[] = [];
    for (const seed of seeds) {
      const options = { masses, columns, drive, seed };
      // Goals with a tolerance end a training when they are met; here it is to go on.
      const text = expectValue(generateNetlist("springs", options)).replaceAll(/ tol=\S+/g, "");
      const compilation = compileGenerated(text);
      if (seed === seeds[0]) {
        const { check } = expectValue(await gradient(compilation, { engine, check: true }));
        gradientError = Math.max(gradientError, check!.maxRelativeError);
      }
      const result = expectValue(await train(compilation, { engine, verifier, steps: STEPS }));
      const { initial, final } = result.cost;
      const { steps, analyses, outcome, verification } = result;
      const training = { initial, final, steps, analyses, verified: initial / verification!.cost };
      trainings.push(training);
      if (final * FACTOR > initial)
        failures.push(describeFailure(`${masses} masses, seed ${seed}`, training, outcome));
    }
    const { succeeded, cells } = summarise(trainings, FACTOR);
    reached.push(`${succeeded} seeds with ${masses} masses`);
    rows.push([masses, 2 * masses, ...cells, median(trainings.map(({ verified }) => verified))]);
  }
  await engine.close();
  await verifier.close();
  return {
    tables: [
      {
        title: `${seeds.length} seeds, at most ${STEPS} steps`,
        headings: [
          "masses",
          "springs",
          "down by 1e4",
          "down by, mean",
          "least",
          "steps, median",
          "runs, median",
          verified,
        ],
        rows,
      },
    ],
    reached: `down by 1e4 in ${reached.join(", ")}`,
    seeds,
    remarks: [
      failures.length === 0 ? "No training failed." : `Not down by 1e4: ${failures.join("; ")}.`,
      remark(gradientError.toExponential(0)),
    ],
  };
}
