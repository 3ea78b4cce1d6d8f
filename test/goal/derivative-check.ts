import { expect } from "vitest";
import type { CircuitState } from "../../src/circuit/circuit.ts";
import type { Objective } from "../../src/goal/objective.ts";
import { type ComplexMatrix, complexMatrix } from "../../src/numeric/complex-matrix.ts";
import type { Random } from "../../src/numeric/random.ts";

/** Random phasors of magnitude about 1 for every observable and point of an objective. */
export function randomNumbers({ observables, axis }: Objective, random: Random): ComplexMatrix {
  const matrix = complexMatrix(observables.length, axis.length);
  for (let k = 0; k < matrix.re.length; k++) {
    matrix.re[k] = random.normal();
    matrix.im[k] = random.normal();
  }
  return matrix;
}

/** Derivative of a vector function in one entry of an array, to fourth order in the step. */
function slope(
  values: Float64Array,
  index: number,
  step: number,
  evaluate: () => Float64Array,
): Float64Array {
  const start = values[index]!;
  const [a, b, c, d] = [-2, -1, 1, 2].map((k) => {
    values[index] = start + k * step;
    return evaluate();
  });
  values[index] = start;
  return a!.map((_, i) => (a![i]! - 8 * b![i]! + 8 * c![i]! - d![i]!) / (12 * step));
}

/**
 * Compare every derivative of the residuals, by observed numbers and slots, with finite differences; and the cost's derivatives
 * with those of ½ Σ residuals².
 */
export function expectExactDerivatives(
  objective: Objective,
  observed: ComplexMatrix,
  state: CircuitState,
  margin = 0,
): void {
  const evaluate = (): Float64Array => {
    const { residuals } = objective.evaluate(observed, state, margin);
    return residuals!.slice();
  };
  const { residuals, residualDerivatives, costDerivative, costSlotDerivative } = objective.evaluate(
    observed,
    state,
    margin,
  );
  const { row, observable, point, dRe, dIm, slotRow, slot, dSlot } = residualDerivatives!;
  const points = observed.columns;

  const compare = (
    values: Float64Array,
    index: number,
    claimed: Float64Array,
    cost: number,
    what: string,
  ): void => {
    const step = 1e-3 * Math.max(1e-3, Math.abs(values[index]!));
    const measured = slope(values, index, step, evaluate);
    let worst = 0;
    for (const [r, value] of claimed.entries()) {
      // Rounding of the residual itself limits what differences can show.
      const size = Math.max(1, Math.abs(measured[r]!), 0.05 * Math.abs(residuals![r]!));
      worst = Math.max(worst, Math.abs(value - measured[r]!) / size);
    }
    expect(worst, `residuals by ${what}`).toBeLessThan(2e-8);
    const products = residuals!.map((value, r) => value * claimed[r]!);
    const sum = products.reduce((total, value) => total + value, 0);
    const scale = products.reduce((total, value) => total + Math.abs(value), 1e-300);
    expect(Math.abs(cost - sum) / scale, `cost by ${what}`).toBeLessThan(1e-13);
  };

  for (let k = 0; k < observed.re.length; k++) {
    for (const [part, slopes, values, costs] of [
      ["Re", dRe, observed.re, costDerivative.re],
      ["Im", dIm, observed.im, costDerivative.im],
    ] as const) {
      const claimed = new Float64Array(residuals!.length);
      for (let n = 0; n < row.length; n++)
        if (observable[n]! * points + point[n]! === k) claimed[row[n]!]! += slopes[n]!;
      compare(values, k, claimed, costs[k]!, `${part} X[${Math.floor(k / points)}][${k % points}]`);
    }
  }
  for (const index of new Set(slot)) {
    const claimed = new Float64Array(residuals!.length);
    for (let n = 0; n < slot.length; n++) if (slot[n] === index) claimed[slotRow[n]!]! += dSlot[n]!;
    compare(state.slots, index, claimed, costSlotDerivative[index]!, `slot ${index}`);
  }
}
