import { createModelEngine, createNgspiceEngine, generateNetlist, gradient, train } from "../src/index.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import type { ExperimentFigures, ExperimentRun } from "./experiment.ts";
import { geometricMean, median } from "./statistics.ts";

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SIZES = [
  { masses: 12, columns: 4 },
  { masses: 30, columns: 6 },
] as const;
const FACTOR = 1e4;

/** One experiment with spring networks, told in its own words. */
export interface SpringTask {
  readonly drive: "periodic" | "rest";
  /** Steps at most. */
  readonly steps: number;
  /** Heading of the column of runs. */
  readonly runs: string;
  /** Heading of the column of what ngspice finds for the written netlist. */
  readonly verified: string;
  /** What is to be known of failures and figures; told the largest gradient error. */
  remark(gradientError: string): string;
}

/** Train spring networks of both sizes from every seed, each from one start, and count those whose cost comes down by 1e4. */
export async function trainSprings(
  { drive, steps: most, runs, verified, remark }: SpringTask,
  run: ExperimentRun,
): Promise<ExperimentFigures> {
  const seeds = SEEDS.slice(0, Number(run.option("seeds") ?? SEEDS.length));
  const [engine, verifier] = [createModelEngine(), createNgspiceEngine()];
  const rows: (readonly (string | number)[])[] = [];
  const failures: string[] = [];
  const reached: string[] = [];
  let gradientError = 0;
  for (const { masses, columns } of SIZES) {
    const trainings: { downBy: number; steps: number; analyses: number; verified: number }[] = [];
    for (const seed of seeds) {
      const options = { masses, columns, drive, seed } as const;
      // Goals with a tolerance end a training when they are met; here it is to go on.
      const text = expectValue(generateNetlist("springs", options)).replaceAll(/ tol=\S+/g, "");
      const compilation = compileGenerated(text);
      if (seed === seeds[0]) {
        const { check } = expectValue(await gradient(compilation, { engine, check: true }));
        gradientError = Math.max(gradientError, check!.maxRelativeError);
      }
      const result = expectValue(await train(compilation, { engine, verifier, steps: most }));
      const { initial, final } = result.cost;
      const { steps, analyses, outcome, verification } = result;
      trainings.push({ downBy: initial / final, steps, analyses, verified: initial / verification!.cost });
      if (final * FACTOR > initial)
        failures.push(
          `${masses} masses, seed ${seed}: down by ${(initial / final).toExponential(1)} (${outcome} after ${steps} steps)`,
        );
    }
    const downBy = trainings.map((training) => training.downBy);
    const succeeded = downBy.filter((factor) => factor >= FACTOR).length;
    reached.push(`${succeeded} of ${seeds.length} seeds with ${masses} masses`);
    rows.push([
      masses,
      2 * masses,
      `${succeeded} of ${seeds.length}`,
      geometricMean(downBy),
      Math.min(...downBy),
      median(trainings.map(({ steps }) => steps)),
      median(trainings.map(({ analyses }) => analyses)),
      median(trainings.map((training) => training.verified)),
    ]);
  }
  await engine.close();
  await verifier.close();
  return {
    tables: [
      {
        title: `${seeds.length} seeds, at most ${most} steps`,
        headings: [
          "masses",
          "springs",
          "down by 1e4",
          "down by, mean",
          "least",
          "steps, median",
          runs,
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
