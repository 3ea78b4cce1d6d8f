import type { Circuit } from "../circuit/circuit.ts";
import { adjoint } from "./adjoint.ts";
import { aep } from "./aep.ts";
import { aeqprop, aeqpropOptimistic, aeqpropPessimistic } from "./aeqprop.ts";
import { centred } from "./centred.ts";
import { coupled } from "./coupled.ts";
import { type AnalysisKinds, uncoveredParameters } from "./coverage.ts";
import { dyadic } from "./dyadic.ts";
import type { Estimator, EstimatorName } from "./estimator.ts";
import { finiteDifference } from "./finite-difference.ts";
import { frequencyPropagation } from "./frequency-propagation.ts";
import { holomorphic } from "./holomorphic.ts";
import { lagrangian } from "./lagrangian.ts";
import { onesided } from "./onesided.ts";
import { vf } from "./vf.ts";

/** Every estimator by its name. */
export const estimators = {
  adjoint,
  centred,
  onesided,
  aep,
  dyadic,
  coupled,
  aeqprop,
  "aeqprop-optimistic": aeqpropOptimistic,
  "aeqprop-pessimistic": aeqpropPessimistic,
  "frequency-propagation": frequencyPropagation,
  lagrangian,
  holomorphic,
  vf,
  "finite-difference": finiteDifference,
} satisfies Record<EstimatorName, Estimator>;

/** The rule to use, or why the one asked for is not valid here. */
export type EstimatorChoice =
  | {
      readonly estimator: Estimator /** Why `auto` did not take the exact rule, or why the rule asked for is not one. */;
      readonly remark?: string;
    }
  | { readonly refused: string };

/** `auto` is the cheapest exact rule: the adjoint where it is valid, otherwise finite differences with a remark that says why. */
export function chooseEstimator(
  circuit: Circuit,
  analyses: AnalysisKinds,
  asked: EstimatorName | "auto",
): EstimatorChoice {
  if (asked !== "auto") {
    const refused = estimators[asked].refuse(circuit, analyses);
    if (refused !== undefined) return { refused };
    const estimator: Estimator = estimators[asked];
    const remark = estimator.caution?.(circuit);
    return remark === undefined ? { estimator } : { estimator, remark };
  }
  const reason = adjoint.refuse(circuit, analyses);
  if (reason !== undefined)
    return { estimator: finiteDifference, remark: `${reason}; finite differences are taken` };
  const start = Float64Array.from(circuit.trainables, ({ start: value }) => value);
  const uncovered = uncoveredParameters(circuit, analyses, circuit.evaluate(start));
  if (uncovered.length === 0) return { estimator: adjoint };
  const names = uncovered.map((index) => circuit.trainables[index]!.name).join(", ");
  return {
    estimator: adjoint,
    remark: `finite differences for ${names}: no exact rule covers what they act through`,
  };
}
