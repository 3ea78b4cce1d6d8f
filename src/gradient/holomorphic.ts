import { contrastiveEstimator } from "./contrast.ts";
import { refuseContrast } from "./coverage.ts";

/**
 * Nudges on a circle of radius β, of which a real operating point allows the two real points of each radius: the six-point real stencil at
 * ±β/3, ±2β/3, ±β, which cancels the errors of order β² and β⁴ of the centred rule. Exact on linear networks.
 * Laborieux & Zenke, arXiv:2209.00530; the weights are those of the sixth-order central difference, (45, -9, 1)/60 per β/3.
 */
export const holomorphic = contrastiveEstimator("holomorphic", {
  refuse: refuseContrast,
  deviation: { linear: 1e-3, nonlinear: 1e-4 },
  phases: [
    { at: 1 / 3, weight: 45 / 20 },
    { at: -1 / 3, weight: -45 / 20 },
    { at: 2 / 3, weight: -9 / 20 },
    { at: -2 / 3, weight: 9 / 20 },
    { at: 1, weight: 1 / 20 },
    { at: -1, weight: -1 / 20 },
  ],
});
