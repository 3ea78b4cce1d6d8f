import { type ComplexVector, complexVector } from "./complex-vector.ts";
import { choosePivots, type NotFiniteMatrix, type SingularMatrix } from "./lu-pivoting.ts";
import { refactorise } from "./lu-refactor.ts";
import { solveTransposedWithFactor, solveWithFactor } from "./lu-solve.ts";
import { solveRealTransposedWithFactor, solveRealWithFactor } from "./lu-solve-real.ts";
import { type LuFactor, type LuStructure, luFactor } from "./lu-structure.ts";
import { maximumTransversal } from "./maximum-transversal.ts";
import { minimumDegreeOrder } from "./minimum-degree.ts";
import { findNearNullVector } from "./near-null-vector.ts";
import type { SparsePattern } from "./sparse-pattern.ts";
import { addCorrection, writeRealResidual, writeResidual } from "./sparse-product.ts";

/** A factorisation, or the reason why there is none. */
export type Factorisation =
  | { readonly kind: "factor"; readonly factor: LuFactor }
  | SingularMatrix
  | NotFiniteMatrix;

/** Factorises and solves complex matrices of one pattern. It owns scratch memory: one solver, one user at a time. */
export interface SparseSolver {
  readonly pattern: SparsePattern;
  /** Forget the pivots, so that the next factorisation depends on nothing that was done before. */
  restart(): void;
  /**
   * Factorise A, given by its values at the places of the pattern. The pivots of the last factorisation are used again while
   * they are good, otherwise new ones are chosen. The memory of `reuse` is overwritten where it fits.
   */
  factorise(values: ComplexVector, reuse?: LuFactor): Factorisation;
  /** Solve A x = b. `values` are those that were factorised. False if x is not finite. b and x must be two vectors. */
  solve(factor: LuFactor, values: ComplexVector, b: ComplexVector, x: ComplexVector): boolean;
  /** Solve Aᵀ x = b, without conjugation. */
  solveTransposed(factor: LuFactor, values: ComplexVector, b: ComplexVector, x: ComplexVector): boolean;
  /** Solve A x = b, or Aᵀ x = b, for a factor of a real matrix and real b, at half the price. `values` are the real parts. */
  solveReal(
    factor: LuFactor,
    values: Float64Array,
    b: Float64Array,
    x: Float64Array,
    transposed: boolean,
  ): boolean;
}

/** Below this pivot ratio it is asked whether any digits of the solution are left. */
const SUSPICIOUS_RATIO = 1e-9;

/** Below this pivot ratio digits were lost that a step of iterative refinement brings back. */
const REFINEMENT_RATIO = 1e-3;

/**
 * Sparse LU of complex matrices of one pattern, as circuit simulators do it: one symbolic analysis (a zero-free diagonal by
 * a maximum transversal, then minimum degree on A + Aᵀ), pivots chosen at the first values and kept while they are good, and
 * for each further matrix only the arithmetic, without allocation.
 */
export function createSparseSolver(pattern: SparsePattern): SparseSolver {
  const { size } = pattern;
  const preferredRow = maximumTransversal(pattern);
  const columnOrder = minimumDegreeOrder(pattern, preferredRow);
  const work = complexVector(size);
  const residual = complexVector(size);
  const correction = complexVector(size);
  const known: LuStructure[] = [];
  let current: LuStructure | undefined;

  const solveRefined =
    (solveOnce: typeof solveWithFactor, transposed: boolean): SparseSolver["solve"] =>
    (factor, values, b, x) => {
      solveOnce(factor, b, x, work);
      if (factor.health.smallestPivotRatio < REFINEMENT_RATIO) {
        writeResidual(pattern, values, x, b, residual, transposed);
        solveOnce(factor, residual, correction, work);
        addCorrection(x, correction);
      }
      const finite = isFiniteVector(x);
      work.re.fill(0);
      work.im.fill(0);
      return finite;
    };

  const solveReal: SparseSolver["solveReal"] = (factor, values, b, x, transposed) => {
    const solveOnce = transposed ? solveRealTransposedWithFactor : solveRealWithFactor;
    solveOnce(factor, b, x, work.re);
    if (factor.health.smallestPivotRatio < REFINEMENT_RATIO) {
      writeRealResidual(pattern, values, x, b, residual.re, transposed);
      solveOnce(factor, residual.re, correction.re, work.re);
      for (let i = 0; i < size; i++) x[i] = x[i]! + correction.re[i]!;
    }
    work.re.fill(0);
    for (let i = 0; i < size; i++) if (!Number.isFinite(x[i]!)) return false;
    return true;
  };

  const judge = (factor: LuFactor, values: ComplexVector): Factorisation => {
    if (factor.health.smallestPivotRatio > SUSPICIOUS_RATIO) return { kind: "factor", factor };
    return findNearNullVector(pattern, factor, values) ?? { kind: "factor", factor };
  };

  return {
    pattern,
    restart() {
      current = undefined;
    },
    factorise(values, reuse) {
      const room = (structure: LuStructure) => (reuse?.structure === structure ? reuse : luFactor(structure));
      if (current) {
        const factor = room(current);
        if (refactorise(factor, pattern, values, work, false)) return judge(factor, values);
      }
      const chosen = choosePivots(pattern, values, columnOrder, preferredRow);
      if ("kind" in chosen) return chosen;
      // The same pivots again mean the same structure: kept factors of it can be overwritten.
      current = known.find((structure) => sameOrder(structure.stepOfRow, chosen.stepOfRow));
      if (!current) {
        current = chosen;
        known.push(chosen);
        if (known.length > 16) known.shift();
      }
      const factor = room(current);
      return refactorise(factor, pattern, values, work, true)
        ? judge(factor, values)
        : { kind: "not-finite" };
    },
    solve: solveRefined(solveWithFactor, false),
    solveTransposed: solveRefined(solveTransposedWithFactor, true),
    solveReal,
  };
}

function isFiniteVector(x: ComplexVector): boolean {
  for (let i = 0; i < x.re.length; i++)
    if (!Number.isFinite(x.re[i]!) || !Number.isFinite(x.im[i]!)) return false;
  return true;
}

function sameOrder(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
