import type { Bounds, Optimiser, Question } from "./optimiser.ts";

export interface RelaxationOptions {
  /** Size of a step: the stretch of the tightest spring, as a part of its value. 0.2 by default. */
  readonly rate?: number;
  /** A cost at or below this is as good as zero. */
  readonly zeroCost?: number;
  /** Every step sees other samples: that one of them is at rest says nothing of the others. */
  readonly noisy?: boolean;
}

export interface RelaxationState {
  readonly point: Float64Array;
  readonly bounds: Bounds;
  readonly best: { readonly point: Float64Array; readonly cost: number };
  /** NaN before the first answer. */
  readonly initialCost: number;
  readonly steps: number;
  readonly status: "running" | "converged" | "stalled";
  /** Share of the rate that is taken; halved where a step could not be computed, and grown again by those that could. */
  readonly share: number;
}

/** No value moves by more than this in the optimiser's coordinates: the physics is at rest. */
const RESTING = 1e-9;
/** A cost this far below the first one is zero to rounding. */
const COST_TOLERANCE = 1e-12;
/** A step this many times shorter than asked for is none. */
const SMALLEST_SHARE = 2 ** -20;
/** How the share grows with a step: four steps make good what one failure took. */
const REGROWTH = 2 ** 0.25;

/**
 * No optimiser of its own: the network's relaxation has made the step, and it is taken as it is, but for the bounds. Ends where the physics
 * moves no more. For rules whose parameters are physical variables.
 */
export function createRelaxation({
  rate = 0.2,
  zeroCost = 0,
  noisy = false,
}: RelaxationOptions): Optimiser<RelaxationState> {
  return {
    name: "relaxation",
    init: (start, bounds) => ({
      point: start.slice(),
      bounds,
      best: { point: start.slice(), cost: Number.POSITIVE_INFINITY },
      initialCost: Number.NaN,
      steps: 0,
      status: "running",
      share: 1,
    }),
    ask: ({ point, share }): Question => ({ point, want: "relaxation", rate: rate * share }),
    tell(state, answer) {
      if (!answer.ok || answer.relaxed === undefined) return shorten(state);
      const { cost, relaxed } = answer;
      const initialCost = Number.isNaN(state.initialCost) ? cost : state.initialCost;
      const isZero = cost <= Math.max(zeroCost, COST_TOLERANCE * initialCost);
      const next = intoBounds(relaxed, state.bounds);
      const moved = next.reduce((most, value, n) => Math.max(most, Math.abs(value - state.point[n]!)), 0);
      return {
        ...state,
        point: next,
        best: cost < state.best.cost ? { point: state.point, cost } : state.best,
        initialCost,
        steps: state.steps + 1,
        share: Math.min(1, state.share * REGROWTH),
        status: !noisy && (moved <= RESTING || isZero) ? "converged" : "running",
      };
    },
    status: ({ status }) => status,
    best: ({ best }) => best,
    steps: ({ steps }) => steps,
  };
}

function shorten(state: RelaxationState): RelaxationState {
  const share = state.share / 2;
  return { ...state, share, status: share < SMALLEST_SHARE ? "stalled" : "running" };
}

function intoBounds(point: Float64Array, { lower, upper }: Bounds): Float64Array {
  return point.map((value, n) => Math.min(Math.max(value, lower[n]!), upper[n]!));
}
