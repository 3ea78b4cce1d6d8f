import type { CostEvaluation } from "../goal/objective.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";

/**
 * How far each observed number is from its goal, as the cost sees it: X - t for a goal `X = t`, whatever its weight, and in general the
 * step along ∂C/∂X to the least value of the linearised cost. 0 where the cost does not depend on X. Shape (observables, points).
 */
export function goalDistance({ costDerivative, residualDerivatives }: CostEvaluation): ComplexMatrix {
  const { rows, columns, re, im } = costDerivative;
  const distance = complexMatrix(rows, columns);
  if (residualDerivatives === undefined) return distance;
  const { observable, point, dRe, dIm } = residualDerivatives;
  const curvature = new Float64Array(rows * columns);
  for (let entry = 0; entry < observable.length; entry++) {
    const at = observable[entry]! * columns + point[entry]!;
    curvature[at]! += (dRe[entry]! * re[at]! + dIm[entry]! * im[at]!) ** 2;
  }
  curvature.forEach((bend, at) => {
    if (bend === 0) return;
    const step = (re[at]! ** 2 + im[at]! ** 2) / bend;
    distance.re[at] = step * re[at]!;
    distance.im[at] = step * im[at]!;
  });
  return distance;
}
