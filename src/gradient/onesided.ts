import { contrastiveEstimator } from "./contrast.ts";
import { refuseContrast } from "./coverage.ts";

/** [∂S(+β) - ∂S(0)]/β: two runs; its bias is proportional to β, also on linear networks. */
export const onesided = contrastiveEstimator("onesided", {
  refuse: refuseContrast,
  deviation: { linear: 1e-6, nonlinear: 1e-6 },
  phases: [
    { at: 1, weight: 1 },
    { at: 0, weight: -1 },
  ],
});
