import type { Engine } from "../engine/engine.ts";
import type { EstimatorName } from "../gradient/estimator.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";

// Tables, so that a name that is forgotten here does not compile; types alone, so that `--help` loads none of what they name.
const engines = { ngspice: true, model: true } satisfies Record<Engine["name"], true>;
const estimators = {
  auto: true,
  adjoint: true,
  centred: true,
  onesided: true,
  aep: true,
  dyadic: true,
  coupled: true,
  aeqprop: true,
  "aeqprop-optimistic": true,
  "aeqprop-pessimistic": true,
  "frequency-propagation": true,
  lagrangian: true,
  holomorphic: true,
  vf: true,
  "finite-difference": true,
} satisfies Record<EstimatorName | "auto", true>;
const optimisers = { lm: true, lbfgs: true, adam: true, gd: true, relaxation: true } satisfies Record<
  OptimiserName,
  true
>;

/** What `--engine` takes. */
export const engineChoices: readonly string[] = Object.keys(engines);
/** What `--estimator` takes. */
export const estimatorChoices: readonly string[] = Object.keys(estimators);
/** What `--optimizer` takes. */
export const optimiserChoices: readonly string[] = Object.keys(optimisers);
