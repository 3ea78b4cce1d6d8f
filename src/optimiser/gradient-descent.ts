import { dot } from "../numeric/dense-vector.ts";
import type { Optimiser } from "./optimiser.ts";
import {
  createProjectedDescent,
  type DirectionRule,
  type ProjectedDescentOptions,
  type ProjectedDescentState,
} from "./projected-descent.ts";
import { createRateDescent, type RateDescentOptions, type RateDescentState } from "./rate-descent.ts";

export interface FixedRateOptions extends RateDescentOptions {
  /** Share of the last step that is kept (heavy ball), from 0 to below 1. Default 0. */
  readonly momentum?: number;
}

export type FixedRateState = RateDescentState<Float64Array>;

/** Gradient descent at the rate the user gave: v ← momentum · v - ∂C/∂x, x ← P(x + rate · v). Exactly that: the rate is only halved after a failure. */
export function createFixedRateDescent({
  momentum = 0,
  ...options
}: FixedRateOptions): Optimiser<FixedRateState> {
  return createRateDescent(
    {
      name: "gd",
      begin: (size) => new Float64Array(size),
      step(velocity, gradient) {
        const step = velocity.map((value, n) => momentum * value - gradient[n]!);
        return { moments: step, step };
      },
    },
    { patience: Number.POSITIVE_INFINITY, ...options },
  );
}

/** The rate that the last step suggests; null before there was one. */
export type SpectralRate = { readonly rate: number } | null;

export type SpectralState = ProjectedDescentState<SpectralRate>;

/**
 * Gradient descent that finds its rate: after a step s along which the gradient changed by y, the next rate is sᵀs / sᵀy, the inverse of
 * the curvature just met. A step may go up as long as it stays below the last ten costs; that is what makes the rule fast.
 * Source: Birgin, Martínez & Raydan, Nonmonotone spectral projected gradient methods on convex sets, SIAM J. Optim. 10 (2000) 1196.
 */
export function createSpectralDescent(options: ProjectedDescentOptions = {}): Optimiser<SpectralState> {
  const rule: DirectionRule<SpectralRate> = {
    name: "gd",
    empty: null,
    window: 10,
    direction: (memory, gradient) => memory && gradient.map((slope) => -memory.rate * slope),
    learn: (_, s, y) => ({ rate: dot(s, s) / dot(s, y) }),
  };
  return createProjectedDescent(rule, options);
}
