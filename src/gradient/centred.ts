import { contrastiveEstimator } from "./contrast.ts";
import { refuseContrast } from "./coverage.ts";

/** [∂S(+β) - ∂S(-β)]/2β: three runs; exact for every β on linear networks, where S is quadratic; error O(β²) on others. */
export const centred = contrastiveEstimator("centred", {
  refuse: refuseContrast,
  deviation: { linear: 1e-3, nonlinear: 1e-5 },
  phases: [
    { at: 1, weight: 0.5 },
    { at: -1, weight: -0.5 },
  ],
});
