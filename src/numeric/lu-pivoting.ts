import type { ComplexVector } from "./complex-vector.ts";
import { rowScaling } from "./lu-refactor.ts";
import type { LuStructure } from "./lu-structure.ts";
import type { SparsePattern } from "./sparse-pattern.ts";

/** A matrix without a usable pivot in one column. */
export interface SingularMatrix {
  readonly kind: "singular";
  /** The unknown (column of A) whose pivot vanished. */
  readonly column: number;
  /**
   * Magnitudes of a vector z ≠ 0 with A z = 0, its largest entry 1: the unknowns that are not determined.
   */
  readonly undetermined: Float64Array;
}

/** The matrix holds a NaN or an infinity. */
export interface NotFiniteMatrix {
  readonly kind: "not-finite";
}

/** A pivot this much below what entered its column is nothing but rounding: 16 units in the last place. */
export const SINGULAR_PIVOT_RATIO = 16 * Number.EPSILON;

/** The preferred pivot is taken while it is at least this fraction of the largest candidate. */
const PREFERENCE_THRESHOLD = 0.05;

/**
 * Choose pivots for P A Q = L U at given values: left-looking sparse elimination (Gilbert & Peierls 1988) with the columns
 * in `columnOrder`. In each column the row `preferredRow[column]` is kept while it is not too small against the largest
 * candidate of the row-scaled column (threshold partial pivoting); otherwise the largest is taken.
 * Only the structure is returned: `refactorise` computes the numbers. Fails with the undetermined unknowns.
 */
export function choosePivots(
  pattern: SparsePattern,
  values: ComplexVector,
  columnOrder: Int32Array,
  preferredRow: Int32Array,
): LuStructure | SingularMatrix | NotFiniteMatrix {
  const { size, columnStart, rowIndex } = pattern;
  const scale = new Float64Array(size);
  if (!rowScaling(pattern, values, scale)) return { kind: "not-finite" };

  const stepOfRow = new Int32Array(size).fill(-1);
  const rowOfStep = new Int32Array(size);
  // L and U grow column by column, rows counted as in A until the end.
  const lower: FactorColumns = { start: [0], row: [], re: [], im: [] };
  const upper: FactorColumns = { start: [0], row: [], re: [], im: [] };
  const pivotRe = new Float64Array(size);
  const pivotIm = new Float64Array(size);
  const xRe = new Float64Array(size);
  const xIm = new Float64Array(size);
  const largest = new Float64Array(size);
  const reach = reachFinder(size, stepOfRow, lower);

  for (let step = 0; step < size; step++) {
    const column = columnOrder[step]!;
    const rows = reach(step, rowIndex, columnStart[column]!, columnStart[column + 1]!);
    for (const row of rows) {
      xRe[row] = 0;
      xIm[row] = 0;
      largest[row] = 0;
    }
    for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
      const row = rowIndex[p]!;
      xRe[row] = values.re[p]! * scale[row]!;
      xIm[row] = values.im[p]! * scale[row]!;
      largest[row] = Math.abs(xRe[row]!) + Math.abs(xIm[row]!);
    }

    // `rows` is in topological order: a row that is a pivot already is final when it is reached.
    let candidate = -1;
    let candidateSize = -1;
    for (const row of rows) {
      const k = stepOfRow[row]!;
      if (k < 0) continue;
      const uRe = xRe[row]!;
      const uIm = xIm[row]!;
      upper.row.push(k);
      upper.re.push(uRe);
      upper.im.push(uIm);
      for (let p = lower.start[k]!; p < lower.start[k + 1]!; p++) {
        const target = lower.row[p]!;
        const re = lower.re[p]!;
        const im = lower.im[p]!;
        xRe[target] = xRe[target]! - (re * uRe - im * uIm);
        xIm[target] = xIm[target]! - (re * uIm + im * uRe);
        const update = (Math.abs(re) + Math.abs(im)) * (Math.abs(uRe) + Math.abs(uIm));
        if (update > largest[target]!) largest[target] = update;
      }
    }
    upper.start.push(upper.row.length);

    let entered = 0;
    for (const row of rows) {
      if (stepOfRow[row]! >= 0) continue;
      const magnitude = Math.abs(xRe[row]!) + Math.abs(xIm[row]!);
      if (magnitude > candidateSize) {
        candidate = row;
        candidateSize = magnitude;
      }
      entered = Math.max(entered, largest[row]!);
    }
    if (candidate < 0 || !(candidateSize > SINGULAR_PIVOT_RATIO * entered)) {
      if (!Number.isFinite(candidateSize)) return { kind: "not-finite" };
      return {
        kind: "singular",
        column,
        undetermined: nullVector(step, columnOrder, upper, pivotRe, pivotIm),
      };
    }
    const preferred = preferredRow[column]!;
    if (stepOfRow[preferred]! < 0 && rows.includes(preferred)) {
      const magnitude = Math.abs(xRe[preferred]!) + Math.abs(xIm[preferred]!);
      if (magnitude >= PREFERENCE_THRESHOLD * candidateSize) candidate = preferred;
    }

    const re = xRe[candidate]!;
    const im = xIm[candidate]!;
    const square = re * re + im * im;
    stepOfRow[candidate] = step;
    rowOfStep[step] = candidate;
    pivotRe[step] = re;
    pivotIm[step] = im;
    for (const row of rows) {
      if (stepOfRow[row]! >= 0) continue;
      lower.row.push(row);
      lower.re.push((xRe[row]! * re + xIm[row]! * im) / square);
      lower.im.push((xIm[row]! * re - xRe[row]! * im) / square);
    }
    lower.start.push(lower.row.length);
  }
  return luStructure(pattern, columnOrder, stepOfRow, lower, upper);
}

interface FactorColumns {
  readonly start: number[];
  readonly row: number[];
  readonly re: number[];
  readonly im: number[];
}

/**
 * Rows that are non-zero in L⁻¹ a for a column a, in topological order of the graph of L (a row after those it is updated by).
 * Depth-first search with an explicit stack.
 */
function reachFinder(size: number, stepOfRow: Int32Array, lower: FactorColumns) {
  const mark = new Int32Array(size).fill(-1);
  const stack = new Int32Array(size);
  const cursor = new Int32Array(size);
  return (step: number, rowIndex: Int32Array, from: number, to: number): readonly number[] => {
    const finished: number[] = [];
    for (let p = from; p < to; p++) {
      if (mark[rowIndex[p]!] === step) continue;
      let depth = 0;
      stack[0] = rowIndex[p]!;
      mark[stack[0]!] = step;
      cursor[0] = stepOfRow[stack[0]!]! < 0 ? 0 : lower.start[stepOfRow[stack[0]!]!]!;
      while (depth >= 0) {
        const row = stack[depth]!;
        const k = stepOfRow[row]!;
        const end = k < 0 ? 0 : lower.start[k + 1]!;
        let next = -1;
        while (cursor[depth]! < end) {
          const below = lower.row[cursor[depth]!]!;
          cursor[depth] = cursor[depth]! + 1;
          if (mark[below] !== step) {
            next = below;
            break;
          }
        }
        if (next < 0) {
          finished.push(row);
          depth--;
        } else {
          depth++;
          stack[depth] = next;
          mark[next] = step;
          cursor[depth] = stepOfRow[next]! < 0 ? 0 : lower.start[stepOfRow[next]!]!;
        }
      }
    }
    return finished.reverse();
  };
}

/** Solve U z = 0 with z = 1 in the column that has no pivot, by back substitution; magnitudes, largest 1, in A's columns. */
function nullVector(
  step: number,
  columnOrder: Int32Array,
  upper: FactorColumns,
  pivotRe: Float64Array,
  pivotIm: Float64Array,
): Float64Array {
  const zRe = new Float64Array(step + 1);
  const zIm = new Float64Array(step + 1);
  zRe[step] = 1;
  for (let j = step; j >= 0; j--) {
    if (j < step) {
      const square = pivotRe[j]! ** 2 + pivotIm[j]! ** 2;
      const re = (zRe[j]! * pivotRe[j]! + zIm[j]! * pivotIm[j]!) / square;
      zIm[j] = (zIm[j]! * pivotRe[j]! - zRe[j]! * pivotIm[j]!) / square;
      zRe[j] = re;
    }
    for (let p = upper.start[j]!; p < upper.start[j + 1]!; p++) {
      const k = upper.row[p]!;
      zRe[k] = zRe[k]! - (upper.re[p]! * zRe[j]! - upper.im[p]! * zIm[j]!);
      zIm[k] = zIm[k]! - (upper.re[p]! * zIm[j]! + upper.im[p]! * zRe[j]!);
    }
  }
  const magnitudes = new Float64Array(columnOrder.length);
  let largest = 0;
  for (let j = 0; j <= step; j++) {
    magnitudes[columnOrder[j]!] = Math.hypot(zRe[j]!, zIm[j]!);
    largest = Math.max(largest, magnitudes[columnOrder[j]!]!);
  }
  return magnitudes.map((magnitude) => magnitude / largest);
}

function luStructure(
  pattern: SparsePattern,
  columnOrder: Int32Array,
  stepOfRow: Int32Array,
  lower: FactorColumns,
  upper: FactorColumns,
): LuStructure {
  const { size, columnStart, rowIndex } = pattern;
  const aStart = new Int32Array(size + 1);
  const aPosition = new Int32Array(rowIndex.length);
  const aRow = new Int32Array(rowIndex.length);
  const upperRow = Int32Array.from(upper.row);
  let filled = 0;
  for (let step = 0; step < size; step++) {
    const column = columnOrder[step]!;
    for (let p = columnStart[column]!; p < columnStart[column + 1]!; p++) {
      aPosition[filled] = p;
      aRow[filled++] = stepOfRow[rowIndex[p]!]!;
    }
    aStart[step + 1] = filled;
    // Ascending steps are a topological order too, and one that needs no search.
    upperRow.subarray(upper.start[step]!, upper.start[step + 1]!).sort();
  }
  return {
    size,
    columnOrder,
    stepOfRow,
    aStart,
    aPosition,
    aRow,
    lowerStart: Int32Array.from(lower.start),
    lowerRow: Int32Array.from(lower.row, (row) => stepOfRow[row]!),
    upperStart: Int32Array.from(upper.start),
    upperRow,
  };
}
