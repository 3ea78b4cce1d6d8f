import type { CircuitState } from "../circuit/circuit.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { CostEvaluation, ResidualDerivatives } from "../goal/objective.ts";
import type { Sensitivity } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";

/** ∂X/∂slot of one observable at all frequencies. */
export interface ObservableDerivative {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * Collects ∂X/∂slot piece by piece and turns it into ∂C/∂θ, and ∂r/∂θ if asked, by the chain rule
 *
 *     ∂C/∂θ = Σ_slots (∂C/∂slot + Σ_X Re-part of (∂C/∂X · ∂X/∂slot)) ∂slot/∂θ
 */
export interface SensitivityCollector {
  /** Whether ∂r/∂θ is asked for, which takes every observable by itself. */
  readonly wantsJacobian: boolean;
  /** Add one piece of ∂X/∂slot; `experiment` and `observable` say which X. */
  add(experiment: number, observable: number, slot: number, derivative: ObservableDerivative): void;
  /** Add a piece of ∂C/∂slot that was summed over its points already; only where the gradient alone is wanted. */
  addToCost(slot: number, derivative: number): void;
  finish(): Sensitivity;
}

/** A collector for the gradient alone, or for the Jacobian of all residuals (with the gradient as Jᵀr). */
export function collectSensitivity(
  free: FreeRun,
  parameters: number,
  want: "gradient" | "jacobian",
): SensitivityCollector {
  const evaluations = free.experiments.map(({ evaluation }) => evaluation);
  return want === "gradient"
    ? collectGradient(evaluations, free.state, parameters)
    : collectJacobian(evaluations, free.state, parameters);
}

function collectGradient(
  evaluations: readonly CostEvaluation[],
  state: CircuitState,
  parameters: number,
): SensitivityCollector {
  const slotGradient = new Float64Array(state.slots.length);
  for (const { costSlotDerivative } of evaluations) {
    costSlotDerivative.forEach((derivative, slot) => {
      slotGradient[slot]! += derivative;
    });
  }
  return {
    wantsJacobian: false,
    add(experiment, observable, slot, { re, im }) {
      const { costDerivative } = evaluations[experiment]!;
      const points = costDerivative.columns;
      let total = 0;
      for (let point = 0, at = observable * points; point < points; point++, at++) {
        total += costDerivative.re[at]! * re[point]! + costDerivative.im[at]! * im[point]!;
      }
      slotGradient[slot]! += total;
    },
    addToCost(slot, derivative) {
      slotGradient[slot]! += derivative;
    },
    finish() {
      const gradient = new Float64Array(parameters);
      for (const { slot, parameter, derivative } of state.derivatives) {
        gradient[parameter]! += slotGradient[slot]! * derivative;
      }
      return { gradient };
    },
  };
}

function collectJacobian(
  evaluations: readonly CostEvaluation[],
  state: CircuitState,
  parameters: number,
): SensitivityCollector {
  const residuals = concatenate(
    evaluations.map((evaluation) => {
      invariant(evaluation.residuals !== undefined, "a Jacobian was asked for a cost without residuals");
      return evaluation.residuals;
    }),
  );
  const groups = evaluations.map((evaluation) =>
    groupByObservable(evaluation.residualDerivatives!, evaluation.costDerivative.rows),
  );
  const offsets: number[] = [];
  evaluations.reduce((offset, evaluation) => {
    offsets.push(offset);
    return offset + evaluation.residuals!.length;
  }, 0);

  /** ∂r/∂slot, one column per slot that was touched. */
  const columns = new Map<number, Float64Array>();
  const columnOf = (slot: number): Float64Array => {
    let column = columns.get(slot);
    if (column === undefined) {
      column = new Float64Array(residuals.length);
      columns.set(slot, column);
    }
    return column;
  };
  evaluations.forEach(({ residualDerivatives }, experiment) => {
    const { slot, slotRow, dSlot } = residualDerivatives!;
    for (let entry = 0; entry < slot.length; entry++) {
      columnOf(slot[entry]!)[offsets[experiment]! + slotRow[entry]!]! += dSlot[entry]!;
    }
  });

  return {
    wantsJacobian: true,
    add(experiment, observable, slot, { re, im }) {
      const column = columnOf(slot);
      const offset = offsets[experiment]!;
      const { row, point, dRe, dIm } = evaluations[experiment]!.residualDerivatives!;
      for (const entry of groups[experiment]![observable]!) {
        const at = point[entry]!;
        column[offset + row[entry]!]! += dRe[entry]! * re[at]! + dIm[entry]! * im[at]!;
      }
    },
    addToCost() {
      invariant(false, "a Jacobian cannot be made of sums over points");
    },
    finish() {
      const jacobian = new Float64Array(residuals.length * parameters);
      const gradient = new Float64Array(parameters);
      for (const { slot, parameter, derivative } of state.derivatives) {
        const column = columns.get(slot);
        if (column === undefined) continue;
        for (let row = 0; row < residuals.length; row++) {
          const entry = column[row]! * derivative;
          jacobian[row * parameters + parameter]! += entry;
          gradient[parameter]! += entry * residuals[row]!;
        }
      }
      return { gradient, residuals, jacobian };
    },
  };
}

/** The entries of the derivative that belong to each observable. */
function groupByObservable({ observable }: ResidualDerivatives, observables: number): readonly Int32Array[] {
  const counts = new Int32Array(observables);
  for (const index of observable) counts[index]!++;
  const groups = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(observables);
  observable.forEach((index, entry) => {
    groups[index]![filled[index]!++] = entry;
  });
  return groups;
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
