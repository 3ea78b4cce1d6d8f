import { contrastiveEstimator } from "./contrast.ts";
import { refuseContrast, refuseUncontrasted } from "./coverage.ts";

/**
 * The vector-field rule: the centred contrast without any correction, on any network. On a reciprocal one it is `centred`; on others its
 * direction is wrong by the antisymmetric part of the Jacobian. Kept as the baseline that the corrected rules are measured against.
 * Scellier et al., arXiv:1808.04873, as discussed in Scurria et al., arXiv:2602.03670.
 */
export const vf = contrastiveEstimator("vf", {
  refuse: refuseUncontrasted,
  caution(circuit) {
    const reason = refuseContrast(circuit, new Set());
    return reason && `vf is run as a baseline: ${reason}`;
  },
  deviation: { linear: 1e-3, nonlinear: 1e-5 },
  phases: [
    { at: 1, weight: 0.5 },
    { at: -1, weight: -0.5 },
  ],
});
