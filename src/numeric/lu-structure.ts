/**
 * The shape of the factors of P A Q = L U for one choice of pivots: it depends on the pattern and the pivot order, not on
 * the values, and is shared by the factors of all frequencies. Rows and columns of L and U are counted in elimination order.
 */
export interface LuStructure {
  readonly size: number;
  /** Column of A that is eliminated at each step. */
  readonly columnOrder: Int32Array;
  /** Step at which each row of A is the pivot row. */
  readonly stepOfRow: Int32Array;
  /** The entries of A in elimination order: `aPosition` in the pattern, `aRow` as a step; column `j` is `aStart[j] … aStart[j+1]-1`. */
  readonly aStart: Int32Array;
  readonly aPosition: Int32Array;
  readonly aRow: Int32Array;
  /** Strictly lower part of L by columns, unit diagonal left out. */
  readonly lowerStart: Int32Array;
  readonly lowerRow: Int32Array;
  /** Strictly upper part of U by columns, rows ascending. */
  readonly upperStart: Int32Array;
  readonly upperRow: Int32Array;
}

/** How trustworthy a factorisation is. */
export interface PivotHealth {
  /** Smallest ratio of a pivot to the largest number that stood in its column of A or U: 1 is perfect, 1e-16 singular. */
  smallestPivotRatio: number;
  /** The step at which it occurred. */
  smallestPivotStep: number;
}

/** The numbers of one factorisation. Owned by the caller that keeps it; `refactorise` overwrites them. */
export interface LuFactor {
  readonly structure: LuStructure;
  readonly lowerRe: Float64Array;
  readonly lowerIm: Float64Array;
  readonly upperRe: Float64Array;
  readonly upperIm: Float64Array;
  /** 1 / u_jj. */
  readonly inverseRe: Float64Array;
  readonly inverseIm: Float64Array;
  /** Factor of each row of A, which makes its largest entry 1. */
  readonly rowScale: Float64Array;
  readonly health: PivotHealth;
}

/** Room for the numbers of one factorisation. */
export function luFactor(structure: LuStructure): LuFactor {
  const { size, lowerRow, upperRow } = structure;
  return {
    structure,
    lowerRe: new Float64Array(lowerRow.length),
    lowerIm: new Float64Array(lowerRow.length),
    upperRe: new Float64Array(upperRow.length),
    upperIm: new Float64Array(upperRow.length),
    inverseRe: new Float64Array(size),
    inverseIm: new Float64Array(size),
    rowScale: new Float64Array(size),
    health: { smallestPivotRatio: 0, smallestPivotStep: 0 },
  };
}

/** Numbers that one factorisation of this structure holds in memory. */
export function factorLength(structure: LuStructure): number {
  return 2 * (structure.lowerRow.length + structure.upperRow.length) + 3 * structure.size;
}
