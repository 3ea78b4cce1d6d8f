import type { LinearSystem } from "../../network/linear-system.ts";
import type { ComplexVector } from "../../numeric/complex-vector.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import { factorLength, type LuFactor } from "../../numeric/lu-structure.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import { createSparseSolver } from "../../numeric/sparse-solver.ts";
import { assembleState } from "./assemble-state.ts";
import { explainSingular } from "./explain-singular.ts";

/** The factorised equations at every frequency of a sweep, kept until the state of the circuit changes. */
export interface FactoredSweep {
  readonly system: LinearSystem;
  /** Number of factorisations done so far. */
  readonly factorisations: number;
  /** Choose the state of the circuit. Factors are dropped only if a slot differs from those of the last call. */
  use(slots: Float64Array): Failure | undefined;
  /** Go to one frequency and factorise there unless it was done already. Frequencies are visited in ascending order of their index. */
  at(point: number): Failure | undefined;
  /** Solve A x = b at the frequency last gone to. */
  solve(b: ComplexVector, x: ComplexVector): Failure | undefined;
  /** Solve Aᵀ x = b there, without conjugation. */
  solveTransposed(b: ComplexVector, x: ComplexVector): Failure | undefined;
}

/** Factors are kept while those of the whole sweep take no more than this: 256 MB. Larger sweeps are factorised at each call. */
const KEPT_NUMBERS = 32 * 2 ** 20;

/** Prepare the sweep of a system over frequencies [Hz]. Nothing is computed yet. */
export function createFactoredSweep(system: LinearSystem, frequencies: Float64Array): FactoredSweep {
  const solver = createSparseSolver(system.pattern);
  const values = complexVector(system.pattern.rowIndex.length);
  const kept: (LuFactor | undefined)[] = new Array(frequencies.length);
  const valid = new Uint8Array(frequencies.length);
  let state: Float64Array | undefined;
  let factor: LuFactor | undefined;
  let here = 0;
  let factorisations = 0;

  const finish = (finite: boolean): Failure | undefined =>
    finite
      ? undefined
      : fail("not-finite", `The solution at ${formatFrequency(frequencies[here]!)} overflows.`);

  return {
    system,
    get factorisations() {
      return factorisations;
    },
    use(slots) {
      if (state && sameNumbers(state, slots)) return undefined;
      state = undefined;
      valid.fill(0);
      const refused = assembleState(system, slots);
      if (refused) return refused;
      state = Float64Array.from(slots);
      return undefined;
    },
    at(point) {
      here = point;
      system.valuesAt(2 * Math.PI * frequencies[point]!, values);
      if (valid[point]) {
        factor = kept[point];
        return undefined;
      }
      // Pivots carry over from one frequency to the next, never from one state to another: a result depends on its state alone.
      if (point === 0) solver.restart();
      const result = solver.factorise(values, kept[point] ?? (keeps() ? undefined : factor));
      factorisations++;
      if (result.kind === "not-finite")
        return fail("not-finite", `The equations at ${formatFrequency(frequencies[point]!)} overflow.`);
      if (result.kind === "singular")
        return explainSingular(system.network, result, place(frequencies[point]!));
      factor = result.factor;
      if (keeps()) {
        kept[point] = factor;
        valid[point] = 1;
      }
      return undefined;
    },
    solve: (b, x) => finish(solver.solve(factor!, values, b, x)),
    solveTransposed: (b, x) => finish(solver.solveTransposed(factor!, values, b, x)),
  };

  function keeps(): boolean {
    return factor === undefined || factorLength(factor.structure) * frequencies.length <= KEPT_NUMBERS;
  }
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function place(frequency: number): string {
  return frequency === 0 ? "at DC" : `at ${formatFrequency(frequency)}`;
}

function formatFrequency(frequency: number): string {
  return frequency === 0 ? "0 Hz" : `${Number(frequency.toPrecision(6))} Hz`;
}
