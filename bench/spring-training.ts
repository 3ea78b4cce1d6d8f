import { createModelEngine, createNgspiceEngine, generateNetlist, gradient, train } from "../src/index.ts";
import { compileGenerated, expectValue } from "./built-library.ts";
import type { ExperimentFigures, ExperimentRun } from "./experiment.ts";
import { geometricMean, median } from "./statistics.ts";

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
    const trainings: { downBy: number; steps: number; analyses: number; verified: number }[] = [];
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
      median(trainings.map(({ verified }) => verified)),
    ]);
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
