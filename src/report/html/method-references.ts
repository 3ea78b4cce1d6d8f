import type { EstimatorName } from "../../gradient/estimator.ts";
import type { OptimiserName } from "../../optimiser/optimisers.ts";
import type { TrainingResult } from "../../training/training-result.ts";

const tellegen =
  "B. D. H. Tellegen, A general network theorem, with applications, Philips Research Reports 7 (1952).";
const director =
  "S. W. Director and R. A. Rohrer, The generalized adjoint network and network sensitivities, IEEE Trans. Circuit Theory 16 (1969).";
const berneman = "Berneman and Hexner, Equilibrium Propagation for Dissipative Dynamics, arXiv:2506.20402.";
const scellier =
  "B. Scellier and Y. Bengio, Equilibrium Propagation: Bridging the Gap between Energy-Based Models and Backpropagation, Frontiers in Computational Neuroscience 11 (2017).";
const scurria =
  "Scurria, Vanden Abeele, Mognetti and Massar, Equilibrium Propagation for Non-Conservative Systems, arXiv:2602.03670.";

const agnostic =
  "B. Scellier, S. Mishra, Y. Bengio and Y. Ollivier, Agnostic Physics-Driven Deep Learning, arXiv:2205.15021.";

/** Where each learning rule comes from. */
const ofEstimator = {
  adjoint: [tellegen, director, berneman, scurria],
  centred: [scellier, berneman],
  onesided: [scellier, berneman],
  aep: [scurria],
  dyadic: [scurria],
  aeqprop: [agnostic],
  "aeqprop-optimistic": [agnostic],
  "aeqprop-pessimistic": [agnostic],
  "frequency-propagation": [
    "V. R. Anisetti, A. Kandala, B. Scellier and J. M. Schwarz, Frequency Propagation: Multi-Mechanism Learning in Nonlinear Physical Networks, arXiv:2208.08862.",
  ],
  lagrangian: [
    "S. Massar, Equilibrium Propagation for Learning in Lagrangian Dynamical Systems, arXiv:2505.07363.",
  ],
  coupled: [
    "M. Stern, D. Hexner, J. W. Rocks and A. J. Liu, Supervised Learning in Physical Networks: From Machine Learning to Learning Machines, Phys. Rev. X 11, 021045 (2021).",
  ],
  holomorphic: [
    "A. Laborieux and F. Zenke, Holomorphic Equilibrium Propagation Computes Exact Gradients Through Finite Size Oscillations, arXiv:2209.00530.",
  ],
  vf: [
    "B. Scellier, A. Goyal, J. Binas, T. Mesnard and Y. Bengio, Generalization of Equilibrium Propagation to Vector Field Dynamics, arXiv:1808.04873.",
    scurria,
  ],
  "finite-difference": [
    "Central differences of the cost or its residuals: no more than a simulator is needed.",
  ],
} as const satisfies Record<EstimatorName, readonly string[]>;

const ofOptimiser = {
  lm: [
    "K. Levenberg, Quart. Appl. Math. 2 (1944) 164; D. W. Marquardt, SIAM J. Appl. Math. 11 (1963) 431; J. J. Moré, The Levenberg-Marquardt algorithm: implementation and theory (1978).",
  ],
  lbfgs: ["J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed. (2006), algorithm 7.4."],
  adam: ["D. P. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, arXiv:1412.6980."],
  gd: [
    "E. G. Birgin, J. M. Martínez and M. Raydan, Nonmonotone spectral projected gradient methods on convex sets, SIAM J. Optim. 10 (2000) 1196.",
  ],
  relaxation: ["The relaxation of the trained network itself: see the learning rule."],
} as const satisfies Record<OptimiserName, readonly string[]>;

const ngspice =
  "ngspice, the open-source SPICE simulator, ngspice.sourceforge.io; in WebAssembly by the eecircuit-engine project.";

/** The references of the methods that a training used. */
export function methodReferences({
  estimator,
  optimizer,
  engine,
  verification,
}: TrainingResult): readonly string[] {
  const simulated = engine === "ngspice" || verification !== undefined;
  return [...ofEstimator[estimator], ...ofOptimiser[optimizer], ...(simulated ? [ngspice] : [])];
}
