import { contrastiveEstimator } from "./contrast.ts";

/** [∂S(+β) - ∂S(-β)]/2β: three runs; exact for every β on linear networks, where S is quadratic. */
export const centred = contrastiveEstimator("centred", [
  { at: 1, weight: 0.5 },
  { at: -1, weight: -0.5 },
]);
