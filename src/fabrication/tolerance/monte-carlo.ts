import type { GradientProblem } from "../../gradient/problem.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { createRandom } from "../../numeric/random.ts";
import { createBreather } from "../../training/breather.ts";
import { type BuiltCircuit, buildSpecimen } from "./built-circuit.ts";
import { type DistributionName, distributions } from "./distribution.ts";
import { measureGoals, type PlacedRows, rowsOfPoint } from "./goal-rows.ts";
import type { GoalSpread } from "./predict-spread.ts";

/** What a Monte Carlo run is to do. */
export interface MonteCarloOptions {
  readonly samples: number;
  readonly seed: number;
  readonly distribution: DistributionName;
  readonly signal?: AbortSignal;
  /** Called after each specimen with how many are done. */
  readonly onSample?: (done: number) => void;
}

/** Every specimen of a Monte Carlo run, in order of its number. */
export interface Specimens {
  readonly cost: Float64Array;
  /** Verdict of each goal that has one: 1 met. Shape (samples, goals). */
  readonly met: Uint8Array;
  readonly goals: readonly string[];
  /** r of each spread's goal at its point, real and imaginary part: shape (samples, spreads · 2). */
  readonly r: Float64Array;
  /** Specimens that could not be simulated; they meet nothing, and their cost is NaN. */
  readonly failed: number;
}

/**
 * Simulate specimens with parts drawn from their tolerances. Specimen k depends on the seed and k alone: the result is the same on every
 * run and for any number of lanes.
 *
 * @param lanes the same problem opened several times; each lane works by itself.
 */
export async function runMonteCarlo(
  built: BuiltCircuit,
  lanes: readonly GradientProblem[],
  theta: Float64Array,
  goals: readonly PlacedRows[],
  spreads: readonly GoalSpread[],
  options: MonteCarloOptions,
): Promise<Outcome<Specimens>> {
  const { samples, seed, distribution, signal } = options;
  const [first] = lanes;
  const nominal = await measureGoals(first!, theta, goals);
  if (nominal.kind === "failed") return nominal;
  const { margin, run } = nominal.value;
  const judged = run.goals.flatMap(({ met }, index) => (met === null ? [] : [index]));
  const cost = new Float64Array(samples).fill(Number.NaN);
  const met = new Uint8Array(samples * judged.length);
  const r = new Float64Array(samples * spreads.length * 2).fill(Number.NaN);
  const random = createRandom(seed);
  const { draw } = distributions[distribution];
  let next = 0;
  let done = 0;
  let failed = 0;

  const simulate = async (lane: GradientProblem, k: number): Promise<void> => {
    const stream = random.split(k);
    const deviations = built.parts.map(() => draw(stream));
    const measured = await measureGoals(
      { ...lane, circuit: buildSpecimen(built, deviations) },
      theta,
      goals,
      margin,
    );
    if (measured.kind === "failed") {
      failed++;
      return;
    }
    cost[k] = measured.value.run.cost;
    judged.forEach((goal, n) => {
      met[k * judged.length + n] = measured.value.run.goals[goal]!.met ? 1 : 0;
    });
    spreads.forEach(({ goal, point }, n) => {
      const placed = goals.find(({ name }) => name === goal)!;
      rowsOfPoint(placed, point).forEach((row, part) => {
        r[(k * spreads.length + n) * 2 + part] = measured.value.r[row]!;
      });
    });
  };
  const breathe = createBreather();
  const work = async (lane: GradientProblem): Promise<void> => {
    while (next < samples && !signal?.aborted) {
      await breathe();
      if (next >= samples) return;
      const k = next++;
      await simulate(lane, k);
      options.onSample?.(++done);
    }
  };
  await Promise.all(lanes.map(work));
  if (signal?.aborted) return fail("interrupted", "the Monte Carlo run was interrupted");
  return succeed({ cost, met, goals: judged.map((goal) => run.goals[goal]!.name), r, failed });
}
