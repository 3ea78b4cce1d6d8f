import { dot, isFiniteVector, maximumNorm, norm } from "../numeric/dense-vector.ts";
import { freeGradient, isHeld, measureRoom, projectOntoBox } from "./box.ts";
import type { Answer, Bounds, Optimiser, OptimiserStatus, Question } from "./optimiser.ts";
import { buildResidualModel, type ResidualModel } from "./residual-model.ts";
import { findTrustRegionStep } from "./trust-region-step.ts";

/** Stopping rules and the first radius; all have defaults. */
export interface LevenbergMarquardtOptions {
  /** Longest first step is `radius · √parameters`, so that a typical variable may move by `radius`. Default 0.2: 22 % on a log scale. */
  readonly radius?: number;
  /** Converged when the cost is at most this; default 0. */
  readonly zeroCost?: number;
  /**
   * Converged when the cost is at most this fraction of the first one. Default 1e-12: residuals have shrunk a million times. Where the
   * solution is a singular point (a symmetric filter), each further digit would cost as much as the one before.
   */
  readonly costTolerance?: number;
  /** Converged when a decrease of less than this fraction of the cost is expected, by a step the radius does not limit, or met. Default 1e-10. */
  readonly reductionTolerance?: number;
  /** Converged when no variable would move by more than this. Default 1e-9. */
  readonly stepTolerance?: number;
  /** Converged when the cosine between the residuals and every free column of J is below this. Default 1e-10. */
  readonly gradientTolerance?: number;
}

/** A point that was accepted; `residuals` are absent where the answer had none. */
interface Evaluated {
  readonly point: Float64Array;
  /** As answered; reported by best(). */
  readonly cost: number;
  /** What the steps decrease: |r|²/2 where there are residuals (inner margins make it differ from the cost), else the cost. */
  readonly merit: number;
  readonly residuals: Float64Array | null;
}

interface Trial {
  readonly point: Float64Array;
  readonly length: number;
  readonly predicted: number;
  readonly limited: boolean;
}

export interface LevenbergMarquardtState {
  readonly bounds: Bounds;
  readonly status: OptimiserStatus;
  readonly steps: number;
  readonly question: Question;
  readonly radius: number;
  readonly initialMerit: number;
  /** The point with a model; null before the first answer. */
  readonly current: (Evaluated & { readonly model: ResidualModel }) | null;
  /** The step being tried from `current`. */
  readonly trial: Trial | null;
  /** Better than `current`; waits for its Jacobian, and becomes `current` with it. */
  readonly accepted: Evaluated | null;
}

/** A step counts when it brings this share of what the model promised. */
const acceptRatio = 1e-4;
/** After a step that failed or went up, the next is at most this fraction as long. */
const shrink = 0.25;

/**
 * Levenberg-Marquardt for C = |r|²/2 within bounds: a trust region around a Gauss-Newton model that also knows how the residuals bent in
 * the last step (residual-model.ts).
 *
 * Thrifty with analyses: it asks for the cost at a trial, and for a Jacobian only at a point that was accepted, so a rejected trial costs
 * one analysis and an accepted one two; the last accepted point needs none. The radius doubles where the model proved right and
 * shrinks where not. The coordinates should be those of parametrise(): 1 is a large change of every variable, so lengths are plain
 * Euclidean ones. Scaling them by column lengths of J instead would let a parameter that hardly matters yet run away.
 *
 * `stalled` when the first evaluation fails, or steps shrink to nothing away from a minimum.
 * Throws a TypeError where a Jacobian was asked for and the answer has none.
 */
export function createLevenbergMarquardt(
  options: LevenbergMarquardtOptions = {},
): Optimiser<LevenbergMarquardtState> {
  const settings = {
    radius: 0.2,
    zeroCost: 0,
    costTolerance: 1e-12,
    reductionTolerance: 1e-10,
    stepTolerance: 1e-9,
    gradientTolerance: 1e-10,
    ...options,
  };
  return {
    name: "lm",
    init: (start, bounds) => ({
      bounds,
      status: "running",
      steps: 0,
      question: { point: projectOntoBox(start, bounds), want: "jacobian" },
      radius: settings.radius * Math.sqrt(Math.max(start.length, 1)),
      initialMerit: Number.NaN,
      current: null,
      trial: null,
      accepted: null,
    }),
    ask: (state) => state.question,
    tell(state, answer) {
      if (state.status !== "running") return state;
      return state.question.want === "jacobian"
        ? takeJacobian(state, answer, settings)
        : takeTrial(state, answer, settings);
    },
    status: (state) => state.status,
    best(state) {
      const best = state.accepted ?? state.current;
      return best ?? { point: state.question.point, cost: Number.POSITIVE_INFINITY };
    },
    steps: (state) => state.steps,
  };
}

type Settings = Required<LevenbergMarquardtOptions>;

/** The answer at a point, or null where the computation failed or gave something that is not a number. */
function readAnswer(point: Float64Array, answer: Answer): Evaluated | null {
  if (!answer.ok) return null;
  const residuals = answer.residuals ?? null;
  const merit = residuals ? dot(residuals, residuals) / 2 : answer.cost;
  return Number.isFinite(merit) && Number.isFinite(answer.cost)
    ? { point, cost: answer.cost, merit, residuals }
    : null;
}

function takeJacobian(
  state: LevenbergMarquardtState,
  answer: Answer,
  settings: Settings,
): LevenbergMarquardtState {
  const { point } = state.question;
  const evaluated = readAnswer(point, answer);
  if (answer.ok && !(answer.residuals && answer.jacobian)) {
    throw new TypeError("Levenberg-Marquardt needs residuals and their Jacobian");
  }
  if (!evaluated || !answer.ok || !isFiniteVector(answer.jacobian!)) {
    // The costs were fine here, but the derivatives are not: go back and take a shorter step.
    return state.current
      ? rejectTrial({ ...state, accepted: null }, settings)
      : { ...state, status: "stalled" };
  }
  const past = state.current?.residuals
    ? { point: state.current.point, residuals: state.current.residuals }
    : null;
  const model = buildResidualModel(point, evaluated.residuals!, answer.jacobian!, past);
  const next: LevenbergMarquardtState = {
    ...state,
    current: { ...evaluated, model },
    accepted: null,
    initialMerit: state.current ? state.initialMerit : evaluated.merit,
  };
  const flat = slopeCosine(next.bounds, point, model) <= settings.gradientTolerance;
  const done = flat || isZero(evaluated.merit, next.initialMerit, settings);
  return done ? { ...next, status: "converged" } : proposeTrial(next, settings);
}

/** Largest |cosine| between the residuals and a column of J whose variable is free to move downhill. */
function slopeCosine(bounds: Bounds, point: Float64Array, model: ResidualModel): number {
  const length = Math.sqrt(2 * model.cost);
  const cosines = freeGradient(point, model.gradient, bounds).map((slope, n) =>
    slope === 0 ? 0 : slope / (model.columnNorms[n]! * length),
  );
  return maximumNorm(cosines);
}

function proposeTrial(state: LevenbergMarquardtState, settings: Settings): LevenbergMarquardtState {
  const { bounds, radius } = state;
  const { point, model, merit } = state.current!;
  const free = [...point.keys()].filter((n) => !isHeld(n, point, model.gradient, bounds));
  const { step, predicted, limited } = findTrustRegionStep(model, free, measureRoom(point, bounds), radius);
  const small = predicted <= settings.reductionTolerance * merit;
  if (maximumNorm(step) <= settings.stepTolerance) {
    // A model that still promises much while no step succeeds is wrong: derivatives that do not belong to these costs, or a kink.
    return { ...state, trial: null, status: limited && !small ? "stalled" : "converged" };
  }
  if (small && !limited) return { ...state, trial: null, status: "converged" };
  const target = projectOntoBox(
    point.map((value, n) => value + step[n]!),
    bounds,
  );
  return {
    ...state,
    trial: { point: target, length: norm(step), predicted, limited },
    question: { point: target, want: "cost" },
  };
}

function takeTrial(
  state: LevenbergMarquardtState,
  answer: Answer,
  settings: Settings,
): LevenbergMarquardtState {
  const { merit } = state.current!;
  const trial = state.trial!;
  const evaluated = readAnswer(trial.point, answer);
  const gained = evaluated ? merit - evaluated.merit : Number.NEGATIVE_INFINITY;
  const ratio = gained / trial.predicted;
  const accepted = evaluated !== null && ratio > acceptRatio;
  // Expected and real change are both invisible: this is the bottom, or the noise above it.
  const idle = Math.max(Math.abs(gained), trial.predicted) <= settings.reductionTolerance * merit;
  if (!accepted) return idle ? { ...state, status: "converged" } : rejectTrial(state, settings);
  const done = idle || isZero(evaluated.merit, state.initialMerit, settings);
  return {
    ...state,
    steps: state.steps + 1,
    accepted: evaluated,
    radius: adaptRadius(state.radius, trial, ratio),
    question: { point: trial.point, want: "jacobian" },
    status: done ? "converged" : "running",
  };
}

/** Nothing that matters is left of the cost. */
function isZero(merit: number, initial: number, { zeroCost, costTolerance }: Settings): boolean {
  return merit <= Math.max(zeroCost, costTolerance * initial);
}

function adaptRadius(radius: number, trial: Trial, ratio: number): number {
  if (ratio < 0.25) return Math.min(radius, trial.length) / 2;
  if (ratio > 0.75 || (!trial.limited && ratio > 0.5)) return Math.max(radius, 2 * trial.length);
  return radius;
}

function rejectTrial(state: LevenbergMarquardtState, settings: Settings): LevenbergMarquardtState {
  return proposeTrial({ ...state, radius: shrink * Math.min(state.radius, state.trial!.length) }, settings);
}
