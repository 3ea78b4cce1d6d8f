import type { Optimiser } from "./optimiser.ts";
import { createRateDescent, type RateDescentOptions, type RateDescentState } from "./rate-descent.ts";

/** Running means of the gradient and of its square, and how many steps they hold. */
export interface AdamMoments {
  readonly mean: Float64Array;
  readonly square: Float64Array;
  readonly count: number;
}

export interface AdamOptions extends Partial<RateDescentOptions> {
  /** Forgetting factors of the two means. Defaults 0.9 and 0.999. */
  readonly beta1?: number;
  readonly beta2?: number;
}

export type AdamState = RateDescentState<AdamMoments>;

/**
 * Adam with bias correction: step = -m̂ / (√v̂ + ε). Every variable moves by about `rate` a step whatever its slope; the default 0.05 is 5 % on a
 * logarithmic scale. Variables held by a bound keep zero moments.
 * Source: Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1.
 */
export function createAdam({
  beta1 = 0.9,
  beta2 = 0.999,
  rate = 0.05,
  ...options
}: AdamOptions = {}): Optimiser<AdamState> {
  return createRateDescent(
    {
      name: "adam",
      begin: (size) => ({ mean: new Float64Array(size), square: new Float64Array(size), count: 0 }),
      step(moments, gradient) {
        const count = moments.count + 1;
        const mean = moments.mean.map((value, n) => beta1 * value + (1 - beta1) * gradient[n]!);
        const square = moments.square.map((value, n) => beta2 * value + (1 - beta2) * gradient[n]! ** 2);
        const step = mean.map((value, n) => {
          const spread = Math.sqrt(square[n]! / (1 - beta2 ** count));
          // A cost may be of any magnitude, so a fixed ε would stop small gradients; only 0/0 has to be avoided.
          return spread === 0 ? 0 : -value / (1 - beta1 ** count) / spread;
        });
        return { moments: { mean, square, count }, step };
      },
    },
    { rate, ...options },
  );
}
