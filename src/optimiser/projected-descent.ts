import { addScaled, dot, isFiniteVector, maximumNorm, norm } from "../numeric/dense-vector.ts";
import { freeGradient, projectOntoBox } from "./box.ts";
import type { Answer, Bounds, Optimiser, OptimiserStatus, Question } from "./optimiser.ts";

/** How a line-search method picks its directions, and what it remembers to do so. */
export interface DirectionRule<Memory> {
  readonly name: string;
  /** What is remembered before the first step, and after a restart. */
  readonly empty: Memory;
  /** Downhill direction for a gradient in which variables held by their bounds are zero; null where only a plain gradient step is known. */
  direction(memory: Memory, gradient: Float64Array): Float64Array | null;
  /** Learn from an accepted step s and the change y of the gradient along it. */
  learn(memory: Memory, s: Float64Array, y: Float64Array): Memory;
  /** A step is accepted when it is below the largest of this many last costs: 1 for monotone descent. */
  readonly window: number;
}

/** Stopping rules and the first step; all have defaults. */
export interface ProjectedDescentOptions {
  /** A step without curvature information is `length · √parameters` long. Default 0.3. */
  readonly length?: number;
  /** Converged when the cost is at most this; default 0. */
  readonly zeroCost?: number;
  /** Converged when the cost is at most this fraction of the first one. Default 1e-12. */
  readonly costTolerance?: number;
  /** Converged when a full step would bring less than this fraction of the cost. Default 1e-12. */
  readonly reductionTolerance?: number;
  /** Converged when the largest free slope is at most this fraction of the first. Default 1e-9. */
  readonly gradientTolerance?: number;
  /** The line search gives up when no variable would move by more than this. Default 1e-11. */
  readonly stepTolerance?: number;
}

export interface ProjectedDescentState<Memory> {
  readonly bounds: Bounds;
  readonly status: OptimiserStatus;
  readonly steps: number;
  readonly question: Question;
  readonly memory: Memory;
  /** Length of the next step that is made without curvature information. */
  readonly length: number;
  readonly initialCost: number;
  readonly initialSlope: number;
  /** Costs of the last accepted points, the newest last. */
  readonly costs: readonly number[];
  readonly current: {
    readonly point: Float64Array;
    readonly cost: number;
    readonly gradient: Float64Array;
  } | null;
  /** The line being searched; `plain` where it follows the gradient, without curvature information. */
  readonly line: {
    readonly direction: Float64Array;
    readonly plain: boolean;
    readonly fraction: number;
  } | null;
  readonly best: { readonly point: Float64Array; readonly cost: number };
}

/** Share of the decrease that the slope promises which a step must bring (Armijo). */
const sufficient = 1e-4;
/** No step is longer than this times √parameters: beyond it the slope says nothing. */
const longestStep = 1.5;

/**
 * Descent along the projection of a line onto the box, P(x + t d), with backtracking: the cost is asked for at a trial, the gradient only at
 * a point that was accepted. The trial length after a failure is the minimum of the parabola through what is known, kept
 * between a tenth and a half. Variables that stand on a bound and would leave the box are taken out of the direction.
 *
 * `stalled` when the first evaluation fails, or no step along the plain gradient goes down although the gradient is not small.
 * Throws a TypeError where a gradient was asked for and the answer has none.
 * Source: Bertsekas, Projected Newton methods, SIAM J. Control Optim. 20 (1982) 221.
 */
export function createProjectedDescent<Memory>(
  rule: DirectionRule<Memory>,
  options: ProjectedDescentOptions = {},
): Optimiser<ProjectedDescentState<Memory>> {
  type State = ProjectedDescentState<Memory>;
  const settings = {
    length: 0.3,
    zeroCost: 0,
    costTolerance: 1e-12,
    reductionTolerance: 1e-12,
    gradientTolerance: 1e-9,
    stepTolerance: 1e-11,
    ...options,
  };

  const isZero = (cost: number, initial: number) =>
    cost >= 0 && cost <= Math.max(settings.zeroCost, settings.costTolerance * initial);

  function takeGradient(state: State, answer: Answer): State {
    const { point } = state.question;
    if (answer.ok && !answer.gradient) throw new TypeError(`${rule.name} needs the gradient of the cost`);
    if (!answer.ok || !Number.isFinite(answer.cost) || !isFiniteVector(answer.gradient!)) {
      return state.current ? shorten(state, null) : { ...state, status: "stalled" };
    }
    const current = { point, cost: answer.cost, gradient: answer.gradient! };
    const slope = maximumNorm(freeGradient(point, current.gradient, state.bounds));
    const next: State = {
      ...state,
      current,
      line: null,
      ...(state.current ? learnStep(state, current) : { initialCost: current.cost, initialSlope: slope }),
      costs: [...state.costs, current.cost].slice(-rule.window),
      best: current.cost < state.best.cost ? current : state.best,
    };
    const flat = slope <= settings.gradientTolerance * next.initialSlope;
    return flat || isZero(current.cost, next.initialCost) ? { ...next, status: "converged" } : aim(next);
  }

  /** A step along which the slope did not rise tells nothing of the curvature, except that it could have been longer. */
  function learnStep(state: State, { point, gradient }: NonNullable<State["current"]>): Partial<State> {
    const s = addScaled(point, -1, state.current!.point);
    const y = addScaled(gradient, -1, state.current!.gradient);
    if (dot(s, y) > 1e-10 * norm(s) * norm(y)) return { memory: rule.learn(state.memory, s, y) };
    return { memory: rule.empty, length: Math.min(2 * norm(s), longestStep * Math.sqrt(s.length)) };
  }

  /** Choose a direction and ask for the cost at its end. */
  function aim(state: State): State {
    const { point, gradient, cost } = state.current!;
    const free = freeGradient(point, gradient, state.bounds);
    const learned = rule.direction(state.memory, free);
    const trusted = learned && dot(learned, free) < -1e-10 * norm(learned) * norm(free) ? learned : null;
    const limit = trusted ? longestStep * Math.sqrt(point.length) : state.length;
    const raw = (trusted ?? free.map((slope) => -slope)).map((value, n) => (free[n] === 0 ? 0 : value));
    const scale = trusted ? Math.min(1, limit / norm(raw)) : limit / norm(raw);
    const direction = raw.map((value) => value * scale);
    const promised = -dot(direction, free) / 2;
    if (trusted && scale === 1 && promised <= settings.reductionTolerance * Math.abs(cost)) {
      return { ...state, status: "converged" };
    }
    return askAlong({ ...state, line: { direction, plain: !trusted, fraction: 1 } });
  }

  function askAlong(state: State): State {
    const { point } = state.current!;
    const { direction, fraction } = state.line!;
    const target = projectOntoBox(addScaled(point, fraction, direction), state.bounds);
    if (maximumNorm(addScaled(target, -1, point)) <= settings.stepTolerance) return restart(state);
    return { ...state, question: { point: target, want: "cost" } };
  }

  /** The line search failed: forget the curvature and try the plain gradient; where that was it, there is no way down. */
  function restart(state: State): State {
    const { point, gradient, cost } = state.current!;
    if (!state.line!.plain) {
      return aim({ ...state, memory: rule.empty, length: settings.length * Math.sqrt(point.length) });
    }
    const slope = norm(freeGradient(point, gradient, state.bounds));
    const flat = slope <= 1e-6 * Math.max(Math.abs(cost), state.initialSlope);
    return { ...state, status: flat ? "converged" : "stalled" };
  }

  function takeTrial(state: State, answer: Answer): State {
    const { point, gradient } = state.current!;
    const target = state.question.point;
    if (!answer.ok || !Number.isFinite(answer.cost)) return shorten(state, null);
    const slope = dot(gradient, addScaled(target, -1, point));
    if (answer.cost > Math.max(...state.costs) + sufficient * slope || slope >= 0)
      return shorten(state, answer.cost);
    const next: State = {
      ...state,
      steps: state.steps + 1,
      best: answer.cost < state.best.cost ? { point: target, cost: answer.cost } : state.best,
      question: { point: target, want: "gradient" },
    };
    return isZero(answer.cost, state.initialCost) ? { ...next, status: "converged" } : next;
  }

  function shorten(state: State, cost: number | null): State {
    const { direction, plain, fraction } = state.line!;
    const slope = dot(state.current!.gradient, direction) * fraction;
    const rise = cost === null ? Number.POSITIVE_INFINITY : cost - state.current!.cost - slope;
    const factor = Math.min(Math.max(-slope / (2 * rise), 0.1), 0.5);
    return askAlong({ ...state, line: { direction, plain, fraction: fraction * factor } });
  }

  return {
    name: rule.name,
    init: (start, bounds) => {
      const point = projectOntoBox(start, bounds);
      return {
        bounds,
        status: "running",
        steps: 0,
        question: { point, want: "gradient" },
        memory: rule.empty,
        length: settings.length * Math.sqrt(Math.max(start.length, 1)),
        initialCost: Number.NaN,
        initialSlope: Number.NaN,
        costs: [],
        current: null,
        line: null,
        best: { point, cost: Number.POSITIVE_INFINITY },
      };
    },
    ask: (state) => state.question,
    tell(state, answer) {
      if (state.status !== "running") return state;
      return state.question.want === "gradient" ? takeGradient(state, answer) : takeTrial(state, answer);
    },
    status: (state) => state.status,
    best: (state) => state.best,
    steps: (state) => state.steps,
  };
}
