import type { OptimiserName } from "../../optimiser/optimisers.ts";
import type { TrainingResult } from "../../training/training-result.ts";
import { ruleNotes } from "../rule-notes.ts";

/** Where each optimiser comes from. */
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
  return [...ruleNotes[estimator].references, ...ofOptimiser[optimizer], ...(simulated ? [ngspice] : [])];
}
