import type { LinearSystem } from "../../network/linear-system.ts";
import type { ComplexVector } from "../../numeric/complex-vector.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import type { LuFactor } from "../../numeric/lu-structure.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import { createSparseSolver } from "../../numeric/sparse-solver.ts";
import { explainSingular } from "./explain-singular.ts";

/** The factorised equations (constant + rate · reactive) x = b of a system at the state that it was assembled at last. */
export interface RealFactor {
  /** Number of factorisations done so far. */
  readonly factorisations: number;
  /**
   * Factorise what the system holds now, unless the factors at hand are of these very values. `first`: nothing of earlier states may
   * show in the result, so pivots are chosen afresh; otherwise those of the last factorisation are kept while they are good.
   */
  refresh(first: boolean): Failure | undefined;
  /** Solve A x = b; the imaginary parts are left alone. */
  solve(b: ComplexVector, x: ComplexVector): Failure | undefined;
  /** Solve Aᵀ x = b, likewise. */
  solveTransposed(b: ComplexVector, x: ComplexVector): Failure | undefined;
}

/**
 * Prepare A = constant + rate · reactive, rate in 1/s: 0 for operating points (L a short, C open), 2/h for a trapezoidal step, 1/h for
 * one of backward Euler. `place` says in messages where a solution is missing: `at DC`.
 */
export function createRealFactor(system: LinearSystem, rate: number, place: string): RealFactor {
  const solver = createSparseSolver(system.pattern);
  const values = complexVector(system.pattern.rowIndex.length);
  let factor: LuFactor | undefined;
  let isValid = false;
  /** Whether the pivots were chosen for the values at hand. */
  let isFresh = false;
  let factorisations = 0;
  const finish = (finite: boolean): Failure | undefined =>
    finite ? undefined : fail("not-finite", `The solution ${place} overflows.`);

  /** Compute the values; false if they are what they were. */
  const update = (): boolean => {
    let changed = false;
    for (let p = 0; p < values.re.length; p++) {
      const value = rate === 0 ? system.constant[p]! : system.constant[p]! + rate * system.reactive[p]!;
      if (value === values.re[p]) continue;
      values.re[p] = value;
      changed = true;
    }
    return changed;
  };

  return {
    get factorisations() {
      return factorisations;
    },
    refresh(first) {
      const changed = update();
      if (isValid && !changed && (isFresh || !first)) return undefined;
      isValid = false;
      if (first) solver.restart();
      const result = solver.factorise(values, factor);
      factorisations++;
      if (result.kind === "not-finite") return fail("not-finite", `The equations ${place} overflow.`);
      if (result.kind === "singular") return explainSingular(system.network, result, place);
      factor = result.factor;
      isValid = true;
      isFresh = first;
      return undefined;
    },
    solve: (b, x) => finish(solver.solveReal(factor!, values.re, b.re, x.re, false)),
    solveTransposed: (b, x) => finish(solver.solveReal(factor!, values.re, b.re, x.re, true)),
  };
}
