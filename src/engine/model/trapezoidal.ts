import type { LinearSystem } from "../../network/linear-system.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import type { Failure } from "../../numeric/outcome.ts";
import type { RealFactor } from "./real-factor.ts";

/** A stretch of samples to be computed. */
export interface March {
  readonly first: number;
  readonly last: number;
  readonly transposed: boolean;
  /** Write b_n; what stands there is the last one. */
  drive(sample: number, b: Float64Array): void;
  /** Take x_n away; the vector is used again. */
  store(sample: number, x: Float64Array): void;
}

/** The equations of a linear network stepped through time on a fixed grid. */
export interface TrapezoidalIntegrator {
  /**
   * The history s = (2/h) q + dq/dt of the last sample, one number per equation; 0 is a network at rest. `march` starts from it and
   * leaves that of its last sample in it.
   */
  readonly history: Float64Array;
  /** Take over the reactive part that the system was assembled with. */
  refresh(): void;
  /** Write C x, the charges [C] and negative fluxes [Wb] of x by equation. */
  writeCharges(x: Float64Array, charges: Float64Array): void;
  /** Compute samples first … last. */
  march(march: March): Failure | undefined;
}

/**
 * The trapezoidal rule on a grid of step h [s] in the companion form: with q = C x, D_n = (2/h)(q_n - q_{n-1}) - D_{n-1} and
 * G x_n + D_n = b_n, each sample solves (G + (2/h) C) x_n = b_n + s_{n-1}, where s_n = (2/h) q_n + D_n = (4/h) q_n - s_{n-1}.
 * `factor` holds G + (2/h) C; C is symmetric, so the transposed network needs only its transposed solve. Nothing is allocated per sample.
 */
export function createTrapezoidal(
  system: LinearSystem,
  factor: RealFactor,
  step: number,
): TrapezoidalIntegrator {
  const { size, columnStart, rowIndex } = system.pattern;
  const history = new Float64Array(size);
  const b = complexVector(size);
  const drive = new Float64Array(size);
  const x = complexVector(size);
  // The reactive entries alone, row by row of x: few of the equations have any.
  const rows = new Int32Array(rowIndex.length);
  const columns = new Int32Array(rowIndex.length);
  const values = new Float64Array(rowIndex.length);
  let count = 0;

  return {
    history,
    refresh() {
      count = 0;
      for (let column = 0; column < size; column++) {
        for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
          if (system.reactive[p] === 0) continue;
          rows[count] = rowIndex[p]!;
          columns[count] = column;
          values[count] = system.reactive[p]!;
          count++;
        }
      }
    },
    writeCharges(vector, charges) {
      charges.fill(0);
      for (let k = 0; k < count; k++) {
        const row = rows[k]!;
        charges[row] = charges[row]! + values[k]! * vector[columns[k]!]!;
      }
    },
    march({ first, last, transposed, drive: write, store }) {
      const scale = 4 / step;
      const solve = transposed ? factor.solveTransposed : factor.solve;
      drive.fill(0);
      for (let sample = first; sample <= last; sample++) {
        write(sample, drive);
        for (let row = 0; row < size; row++) {
          b.re[row] = drive[row]! + history[row]!;
          history[row] = -history[row]!;
        }
        const failed = solve(b, x);
        if (failed) return failed;
        for (let k = 0; k < count; k++) {
          const row = rows[k]!;
          history[row] = history[row]! + scale * values[k]! * x.re[columns[k]!]!;
        }
        store(sample, x.re);
      }
      return undefined;
    },
  };
}
