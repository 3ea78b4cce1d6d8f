import { createAdam } from "./adam.ts";
import { createFixedRateDescent, createSpectralDescent } from "./gradient-descent.ts";
import { createLbfgs } from "./lbfgs.ts";
import { createLevenbergMarquardt } from "./levenberg-marquardt.ts";
import type { Optimiser } from "./optimiser.ts";
import { createRelaxation } from "./relaxation.ts";

/** The names that `optimizer=` takes. */
export type OptimiserName = "lm" | "lbfgs" | "adam" | "gd" | "relaxation";

/** What can be set for every optimiser; each uses what it has a use for. */
export interface OptimiserOptions {
  /** Step length of adam, gd and relaxation. Without it adam uses 0.05, relaxation 0.2, and gd finds its own. */
  readonly rate?: number;
  /** Share of the last step that gd at a fixed rate keeps. */
  readonly momentum?: number;
  /** A cost at or below this is as good as zero. */
  readonly zeroCost?: number;
  /** Every step sees the cost of other samples: for adam and relaxation, and for gd, which then takes the rate 0.05 unless it is given one. */
  readonly noisy?: boolean;
  /** Factor of the rate at each step, for adam and gd at a rate. */
  readonly pace?: (steps: number) => number;
}

/** Rate of adam, and of gd where costs are noisy. */
const DEFAULT_RATE = 0.05;

/**
 * An optimiser whose state is its own affair. States are plain data of readonly fields; `unknown` keeps callers from looking into them.
 */
export type AnyOptimiser = Optimiser<unknown>;

/** Every optimiser by name. */
export const optimisers = {
  lm: ({ zeroCost = 0 }): AnyOptimiser => createLevenbergMarquardt({ zeroCost }),
  lbfgs: ({ zeroCost = 0 }): AnyOptimiser => createLbfgs({ zeroCost }),
  adam: ({ rate = DEFAULT_RATE, ...options }): AnyOptimiser => createAdam({ zeroCost: 0, rate, ...options }),
  gd: ({ rate, noisy = false, ...options }): AnyOptimiser =>
    rate === undefined && !noisy
      ? createSpectralDescent({ zeroCost: options.zeroCost ?? 0 })
      : createFixedRateDescent({ rate: rate ?? DEFAULT_RATE, noisy, ...options }),
  relaxation: ({ rate = 0.2, zeroCost = 0, noisy = false }): AnyOptimiser =>
    createRelaxation({ rate, zeroCost, noisy }),
} satisfies Record<OptimiserName, (options: OptimiserOptions) => AnyOptimiser>;

export const optimiserNames = Object.keys(optimisers) as readonly OptimiserName[];
