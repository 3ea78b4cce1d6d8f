import { isFiniteVector, maximumNorm } from "../numeric/dense-vector.ts";
import { freeGradient, projectOntoBox } from "./box.ts";
import type { Answer, Bounds, Optimiser, OptimiserStatus, Question } from "./optimiser.ts";

/** How a method turns a gradient into a step. */
export interface StepRule<Moments> {
  readonly name: string;
  /** Moments before the first step. */
  begin(size: number): Moments;
  /** The step for a unit rate, and the moments after it. */
  step(moments: Moments, gradient: Float64Array): { readonly moments: Moments; readonly step: Float64Array };
}

export interface RateDescentOptions {
  /** Length scale of the steps. */
  readonly rate: number;
  /** The rate is halved when this many steps brought no better cost. Default 40. */
  readonly patience?: number;
  /**
   * Every step sees a cost of its own (a batch of the samples): costs are not compared with each other, so the rate is never halved for
   * their sake and the descent never ends by itself.
   */
  readonly noisy?: boolean;
  /** Factor of the rate at each step, by the number of steps taken. Default 1. */
  readonly pace?: (steps: number) => number;
  /** Converged when the cost is at most this; default 0. */
  readonly zeroCost?: number;
  /** Converged when the cost is at most this fraction of the first one. Default 1e-12. */
  readonly costTolerance?: number;
  /** Converged when the largest free slope is at most this fraction of the first. Default 1e-7. */
  readonly gradientTolerance?: number;
  /** Ends when the rate has been halved below this fraction of the first. Default 1e-9. */
  readonly rateTolerance?: number;
  /** Diverged when the cost exceeds the first one by this factor. Default 1e6. */
  readonly growthLimit?: number;
}

export interface RateDescentState<Moments> {
  readonly bounds: Bounds;
  readonly status: OptimiserStatus;
  readonly steps: number;
  readonly question: Question;
  readonly rate: number;
  readonly moments: Moments;
  readonly initialCost: number;
  readonly initialSlope: number;
  /** Steps since the best cost or since the rate was halved. */
  readonly idle: number;
  readonly best: { readonly point: Float64Array; readonly cost: number };
}

/**
 * First-order descent at a given rate, x ← P(x + rate · step(∂C/∂x)), P the projection onto the box: one gradient a step, no trial. A cost
 * that no longer improves, or a point where the computation fails, halves the rate; after a failure the descent goes on from
 * the best point.
 *
 * `diverged` when the cost grows beyond all bounds; `stalled` when the first evaluation fails or the rate has been halved away
 * where the slope is not small. Throws a TypeError where the answer has no gradient.
 */
export function createRateDescent<Moments>(
  rule: StepRule<Moments>,
  options: RateDescentOptions,
): Optimiser<RateDescentState<Moments>> {
  type State = RateDescentState<Moments>;
  const settings = {
    patience: 40,
    zeroCost: 0,
    costTolerance: 1e-12,
    gradientTolerance: 1e-7,
    rateTolerance: 1e-9,
    growthLimit: 1e6,
    noisy: false,
    pace: () => 1,
    ...options,
  };

  function retreat(state: State): State {
    if (state.best.cost === Number.POSITIVE_INFINITY) return { ...state, status: "stalled" };
    const { point } = state.best;
    return slowDown(
      { ...state, moments: rule.begin(point.length), question: { point, want: "gradient" } },
      Number.POSITIVE_INFINITY,
    );
  }

  function slowDown(state: State, slope: number): State {
    const rate = state.rate / 2;
    if (rate >= settings.rateTolerance * settings.rate) return { ...state, rate, idle: 0 };
    return { ...state, status: slope <= 1e-3 * state.initialSlope ? "converged" : "stalled" };
  }

  function advance(state: State, answer: Answer & { readonly ok: true }): State {
    const { point } = state.question;
    const { cost } = answer;
    const gradient = freeGradient(point, answer.gradient!, state.bounds);
    const slope = maximumNorm(gradient);
    const first = Number.isNaN(state.initialCost);
    const better = cost < state.best.cost;
    const known: State = {
      ...state,
      initialCost: first ? cost : state.initialCost,
      initialSlope: first ? slope : state.initialSlope,
      best: better ? { point, cost } : state.best,
      idle: better ? 0 : state.idle + 1,
    };
    if (settings.noisy) return move(known, gradient);
    if (cost > settings.growthLimit * Math.abs(known.initialCost)) return { ...known, status: "diverged" };
    const zero = cost >= 0 && cost <= Math.max(settings.zeroCost, settings.costTolerance * known.initialCost);
    if (zero || slope <= settings.gradientTolerance * known.initialSlope)
      return { ...known, status: "converged" };
    const paced = known.idle >= settings.patience ? slowDown(known, slope) : known;
    return paced.status === "running" ? move(paced, gradient) : paced;
  }

  function move(state: State, gradient: Float64Array): State {
    const { moments, step } = rule.step(state.moments, gradient);
    const rate = state.rate * settings.pace(state.steps);
    const target = projectOntoBox(
      state.question.point.map((value, n) => value + rate * step[n]!),
      state.bounds,
    );
    return { ...state, moments, steps: state.steps + 1, question: { point: target, want: "gradient" } };
  }

  return {
    name: rule.name,
    init(start, bounds) {
      const point = projectOntoBox(start, bounds);
      return {
        bounds,
        status: "running",
        steps: 0,
        question: { point, want: "gradient" },
        rate: settings.rate,
        moments: rule.begin(start.length),
        initialCost: Number.NaN,
        initialSlope: Number.NaN,
        idle: 0,
        best: { point, cost: Number.POSITIVE_INFINITY },
      };
    },
    ask: (state) => state.question,
    tell(state, answer) {
      if (state.status !== "running") return state;
      if (answer.ok && !answer.gradient) throw new TypeError(`${rule.name} needs the gradient of the cost`);
      const usable = answer.ok && Number.isFinite(answer.cost) && isFiniteVector(answer.gradient!);
      return usable ? advance(state, answer) : retreat(state);
    },
    status: (state) => state.status,
    best: (state) => state.best,
    steps: (state) => state.steps,
  };
}
