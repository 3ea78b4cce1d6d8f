import type { Engine } from "../../engine/engine.ts";
import type { Objective } from "../../goal/objective.ts";
import { chooseEstimator } from "../../gradient/estimators.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type OpenedProblem, openProblem } from "../../training/open-problem.ts";
import { startOf } from "../parts/find-part-values.ts";
import { separateParts } from "../parts/separate-parts.ts";
import { type BuiltCircuit, buildNominal } from "./built-circuit.ts";
import { distributions } from "./distribution.ts";
import { placeGoalRows } from "./goal-rows.ts";
import { type MonteCarloOptions, runMonteCarlo, type Specimens } from "./monte-carlo.ts";
import { type GoalSpread, predictSpread } from "./predict-spread.ts";
import { type Proportion, wilsonInterval } from "./wilson-interval.ts";

/** A goal under tolerance: what first derivatives predict, and what the specimens show. */
export interface GoalTolerance extends Omit<GoalSpread, "shares" | "point"> {
  readonly monteCarlo: { readonly mean: number; readonly sigma: number };
  /** σ predicted over σ observed; NaN where nothing spreads. */
  readonly ratio: number;
  /** Part of the specimens that meet it; null for a goal without a verdict. */
  readonly yield: Proportion | null;
  /** The parts that bring most of the variance, the first the most. */
  readonly dominant: readonly { readonly part: string; readonly share: number }[];
  /** r of every specimen at the goal's point (|r| where it is complex), NaN where it could not be simulated. */
  readonly samples: Float64Array;
}

/** What tolerances do to a circuit. */
export interface ToleranceReport {
  readonly samples: number;
  readonly failed: number;
  readonly seed: number;
  readonly distribution: MonteCarloOptions["distribution"];
  readonly parts: readonly { readonly name: string; readonly tolerance: number }[];
  /** Part of the specimens that meet every goal with a verdict; null where no goal has one. */
  readonly yield: Proportion | null;
  readonly goals: readonly GoalTolerance[];
  /** Cost of the specimens. */
  readonly cost: { readonly mean: number; readonly sigma: number; readonly samples: Float64Array };
  /** The part that brings most of the variance of the goal that is met least often. */
  readonly dominant?: { readonly part: string; readonly share: number; readonly goal: string };
}

/** Parts named for each goal. */
const DOMINANT_PARTS = 5;

/**
 * Predict how tolerances spread every goal, and check it against specimens. Fails as the engine does, and where no rule gives
 * sensitivities.
 *
 * @param engines one lane each; the result does not depend on how many there are.
 */
export async function analyseTolerance(
  built: BuiltCircuit,
  objectives: readonly Objective[],
  engines: readonly Engine[],
  options: MonteCarloOptions,
): Promise<Outcome<ToleranceReport>> {
  const tolerances = built.parts.map(({ tolerance }) => tolerance);
  const separate = separateParts(built);
  const choice = chooseEstimator(separate.circuit, new Set(objectives.map(({ kind }) => kind)), "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const opened: OpenedProblem[] = [];
  const open = async (circuit: typeof separate.circuit, engine: Engine): Promise<Outcome<OpenedProblem>> => {
    const one = await openProblem(circuit, objectives, engine);
    if (one.kind === "ok") opened.push(one.value);
    return one;
  };
  try {
    const sensitive = await open(separate.circuit, engines[0]!);
    if (sensitive.kind === "failed") return sensitive;
    const goals = placeGoalRows(sensitive.value.problem);
    const { sigma } = distributions[options.distribution];
    const spreads = await predictSpread(
      sensitive.value.problem,
      choice.estimator,
      separate.theta,
      goals,
      tolerances,
      sigma,
    );
    if (spreads.kind === "failed") return spreads;
    const lanes: OpenedProblem[] = [];
    for (const engine of engines) {
      const lane = await open(buildNominal(built), engine);
      if (lane.kind === "failed") return lane;
      lanes.push(lane.value);
    }
    const specimens = await runMonteCarlo(
      built,
      lanes.map(({ problem }) => problem),
      startOf(built.ideal),
      goals,
      spreads.value,
      options,
    );
    if (specimens.kind === "failed") return specimens;
    return succeed(summarise(built, spreads.value, specimens.value, options));
  } finally {
    for (const problem of opened) await problem.close();
  }
}

function summarise(
  { parts }: BuiltCircuit,
  spreads: readonly GoalSpread[],
  specimens: Specimens,
  { samples, seed, distribution }: MonteCarloOptions,
): ToleranceReport {
  const judged = specimens.goals.length;
  const yieldOf = (goal: string): Proportion | null => {
    const index = specimens.goals.indexOf(goal);
    if (index < 0) return null;
    const met = countWhere(samples, (k) => specimens.met[k * judged + index] === 1);
    return wilsonInterval(met, samples);
  };
  const goals = spreads.map((spread, n): GoalTolerance => {
    const { shares, point: _, ...rest } = spread;
    const monteCarlo = spreadOf(specimens.r, n, spreads.length, samples);
    const order = [...shares.keys()].sort((a, b) => shares[b]! - shares[a]!);
    return {
      ...rest,
      monteCarlo,
      ratio: spread.sigma / monteCarlo.sigma,
      yield: yieldOf(spread.goal),
      dominant: order
        .slice(0, DOMINANT_PARTS)
        .filter((index) => shares[index]! > 0)
        .map((index) => ({ part: parts[index]!.name, share: shares[index]! })),
      samples: samplesOf(specimens.r, n, spreads.length, samples),
    };
  });
  const all = countWhere(samples, (k) =>
    specimens.met.subarray(k * judged, (k + 1) * judged).every((met) => met === 1),
  );
  const weakest = goals.reduce(
    (low: GoalTolerance | undefined, goal) => (low === undefined || rank(goal) < rank(low) ? goal : low),
    undefined,
  );
  const [top] = weakest?.dominant ?? [];
  return {
    samples,
    failed: specimens.failed,
    seed,
    distribution,
    parts: parts.map(({ name, tolerance }) => ({ name, tolerance })),
    yield: judged === 0 ? null : wilsonInterval(all, samples),
    goals,
    cost: { ...momentsOf(specimens.cost), samples: specimens.cost },
    ...(top === undefined ? {} : { dominant: { ...top, goal: weakest!.goal } }),
  };
}

/** Goals by how seldom they are met; those without a verdict by how little they spread. */
function rank({ yield: proportion, nominal, sigma }: GoalTolerance): number {
  return proportion === null ? 2 - Math.min((Math.abs(nominal) + sigma) * 1e-9, 1) : proportion.value;
}

function countWhere(samples: number, holds: (k: number) => boolean): number {
  let count = 0;
  for (let k = 0; k < samples; k++) if (holds(k)) count++;
  return count;
}

/** Mean of |r| where complex (else of r), and sqrt of the mean squared distance from the mean r. */
function spreadOf(
  r: Float64Array,
  spread: number,
  spreads: number,
  samples: number,
): { readonly mean: number; readonly sigma: number } {
  const part = (offset: 0 | 1): Float64Array =>
    Float64Array.from({ length: samples }, (_, k) => r[(k * spreads + spread) * 2 + offset]!);
  const re = momentsOf(part(0));
  const im = momentsOf(part(1));
  if (Number.isNaN(im.mean)) return re;
  return { mean: Math.hypot(re.mean, im.mean), sigma: Math.hypot(re.sigma, im.sigma) };
}

/** One goal's r of every specimen; of a complex goal its magnitude. */
function samplesOf(r: Float64Array, spread: number, spreads: number, samples: number): Float64Array {
  return Float64Array.from({ length: samples }, (_, k) => {
    const at = (k * spreads + spread) * 2;
    return Number.isNaN(r[at + 1]!) ? r[at]! : Math.hypot(r[at]!, r[at + 1]!);
  });
}

/** Mean and standard deviation of the numbers that are numbers; NaN of none. */
function momentsOf(values: Float64Array): { readonly mean: number; readonly sigma: number } {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { mean: Number.NaN, sigma: Number.NaN };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const square = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sigma: Math.sqrt(square / Math.max(known.length - 1, 1)) };
}
