import type { Random } from "../../numeric/random.ts";

/** How a part's value lies within its tolerance. */
export const distributionNames = ["uniform", "normal"] as const;
export type DistributionName = (typeof distributionNames)[number];

/** A distribution of the deviation in units of the tolerance: always within ±1. */
export interface Distribution {
  /** Standard deviation in units of the tolerance. */
  readonly sigma: number;
  draw(random: Random): number;
}

/** `normal` puts the tolerance at three standard deviations and sorts out what lies beyond. */
export const distributions = {
  uniform: { sigma: 1 / Math.sqrt(3), draw: (random) => 2 * random.uniform() - 1 },
  normal: {
    // Of a normal distribution cut at 3σ: 1 - 2·3·φ(3)/(2Φ(3) - 1) of the variance is left.
    sigma: Math.sqrt(1 - (6 * 0.004431848411938008) / 0.9973002039367398) / 3,
    draw(random) {
      for (;;) {
        const value = random.normal() / 3;
        if (Math.abs(value) <= 1) return value;
      }
    },
  },
} as const satisfies Record<DistributionName, Distribution>;
