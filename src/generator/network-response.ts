import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { solveDense } from "../numeric/solve-dense.ts";

/** A branch of a network that is drawn: what it sees of the coordinates, Σ weight · v, and its kind and value in ohms, henries or farads. */
export interface DrawnBranch {
  readonly kind: "R" | "L" | "C";
  readonly value: number;
  /** [coordinate, weight]; ground is left out. A branch between nodes a and b: [[a, 1], [b, -1]]. */
  readonly incidence: readonly (readonly [number, number])[];
}

/** What acts on a network: currents into coordinates, and coordinates that are held at a voltage. */
export interface NetworkDrive {
  readonly currents?: ReadonlyMap<number, number>;
  readonly held?: ReadonlyMap<number, number>;
}

/**
 * Solve Y(ω) v = i for the coordinates of a network, Y = Σ y_e b_e b_eᵀ with y = 1/R, 1/(jωL), jωC. At frequency 0 [Hz] only resistors
 * count. Gives v of shape (coordinates, 1), or undefined where the network does not determine it.
 */
export function networkResponse(
  coordinates: number,
  branches: readonly DrawnBranch[],
  { currents = new Map(), held = new Map() }: NetworkDrive,
  frequency: number,
): ComplexMatrix | undefined {
  const angularFrequency = 2 * Math.PI * frequency;
  const matrix = complexMatrix(coordinates, coordinates);
  const right = complexMatrix(coordinates, 1);
  for (const branch of branches) {
    const [re, im] = admittance(branch, angularFrequency);
    for (const [row, rowWeight] of branch.incidence) {
      if (held.has(row)) continue;
      for (const [column, columnWeight] of branch.incidence) {
        matrix.re[row * coordinates + column]! += re * rowWeight * columnWeight;
        matrix.im[row * coordinates + column]! += im * rowWeight * columnWeight;
      }
    }
  }
  for (const [row, current] of currents) right.re[row]! += current;
  for (const [row, voltage] of held) {
    matrix.re[row * coordinates + row] = 1;
    right.re[row] = voltage;
  }
  return solveDense(matrix, right);
}

function admittance({ kind, value }: DrawnBranch, angularFrequency: number): readonly [number, number] {
  if (kind === "R") return [1 / value, 0];
  if (angularFrequency === 0) return [0, 0];
  return kind === "C" ? [0, angularFrequency * value] : [0, -1 / (angularFrequency * value)];
}
