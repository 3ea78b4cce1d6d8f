import type { EstimatorName } from "../gradient/estimator.ts";

/** What a learning rule is, for people. */
export interface RuleNote {
  /** What it does and how exact that is, in a few words. */
  readonly what: string;
  /** Where it comes from. */
  readonly references: readonly string[];
}

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

/** Every learning rule. */
export const ruleNotes: Readonly<Record<EstimatorName, RuleNote>> = {
  adjoint: {
    what: "one unit nudge per output on the transposed network; exact",
    references: [tellegen, director, berneman, scurria],
  },
  centred: {
    what: "nudges +β and -β; exact on linear networks, else error of β²",
    references: [scellier, berneman],
  },
  onesided: { what: "free and one nudge; error of β", references: [scellier, berneman] },
  aep: {
    what: "nudges ±β on the transposed network; exact on linear ones, else error of β²",
    references: [scurria],
  },
  dyadic: { what: "the network and its transpose in one deck; exact on linear ones", references: [scurria] },
  coupled: {
    what: "outputs clamped towards their targets; the gradient for one output, not for several",
    references: [
      "M. Stern, D. Hexner, J. W. Rocks and A. J. Liu, Supervised Learning in Physical Networks: From Machine Learning to Learning Machines, Phys. Rev. X 11, 021045 (2021).",
    ],
  },
  aeqprop: {
    what: "values are physical variables that relax by themselves; symmetric nudges",
    references: [agnostic],
  },
  "aeqprop-optimistic": { what: "the same, nudged towards the target only", references: [agnostic] },
  "aeqprop-pessimistic": { what: "the same, nudged away from the target only", references: [agnostic] },
  "frequency-propagation": {
    what: "drive and nudge at once, at two frequencies; error of β² with devices",
    references: [
      "V. R. Anisetti, B. Scellier and J. M. Schwarz, Frequency propagation: Multi-mechanism learning in nonlinear physical networks, arXiv:2208.08862.",
    ],
  },
  lagrangian: {
    what: "the ordinary action of a lossless network, nudged forward in time; exact",
    references: [
      "S. Massar, Equilibrium Propagation for Learning in Lagrangian Dynamical Systems, arXiv:2505.07363.",
    ],
  },
  holomorphic: {
    what: "six nudges; error of β⁶",
    references: [
      "A. Laborieux and F. Zenke, Holomorphic Equilibrium Propagation Computes Exact Gradients Through Finite Size Oscillations, arXiv:2209.00530.",
    ],
  },
  vf: {
    what: "nudges ±β uncorrected: wrong where the network is not reciprocal; a baseline",
    references: [
      "B. Scellier, A. Goyal, J. Binas, T. Mesnard and Y. Bengio, Generalization of Equilibrium Propagation to Vector Field Dynamics, arXiv:1808.04873.",
      scurria,
    ],
  },
  "finite-difference": {
    what: "two runs per value; needs nothing but a simulator",
    references: [
      "Central differences of the residuals or the cost: no theory, and the witness of all other rules.",
    ],
  },
};
