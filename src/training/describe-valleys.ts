import type { Trainable } from "../circuit/circuit.ts";
import type { Sensitivity } from "../gradient/estimator.ts";
import { parametrise } from "../optimiser/parametrisation.ts";
import { findValleys } from "../optimiser/valleys.ts";
import type { Valley } from "./training-result.ts";

/** Above this number of parameters the singular vectors take longer than they are worth. */
const MOST_PARAMETERS = 200;
/** More valleys than this are counted, not listed: their basis is arbitrary anyway. */
const MOST_VALLEYS = 8;

/**
 * The directions in which trained values may move together without changing the residuals, from the last Jacobian of a training, with log
 * scales as relative changes. Empty where the estimator gave no Jacobian.
 */
export function describeValleys(
  sensitivity: Sensitivity | undefined,
  theta: Float64Array,
  trainables: readonly Trainable[],
): readonly Valley[] {
  const count = trainables.length;
  if (sensitivity?.jacobian === undefined || count > MOST_PARAMETERS) return [];
  const parametrisation = parametrise(trainables);
  const jacobian = parametrisation.chainJacobian(parametrisation.toInternal(theta), sensitivity.jacobian);
  return findValleys(jacobian, count)
    .slice(0, MOST_VALLEYS)
    .map(({ direction }) => ({
      parameters: trainables.flatMap(({ name }, index) =>
        direction[index] === 0 ? [] : [{ name, weight: direction[index]! }],
      ),
    }));
}
