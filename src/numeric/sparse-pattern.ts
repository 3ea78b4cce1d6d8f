/**
 * Where a square sparse matrix may be non-zero, column by column: the entries of column j stand at the positions
 * `columnStart[j] … columnStart[j + 1] - 1`, rows ascending. Values live apart, in arrays of `rowIndex.length` numbers.
 */
export interface SparsePattern {
  readonly size: number;
  readonly columnStart: Int32Array;
  readonly rowIndex: Int32Array;
}

/**
 * Build the pattern of a list of (row, column) places, which may repeat.
 * `positions[n]` is where the n-th place of the list lies in the pattern, so that assembling means `values[positions[n]] += …`.
 */
export function buildSparsePattern(
  size: number,
  rows: ArrayLike<number>,
  columns: ArrayLike<number>,
): { readonly pattern: SparsePattern; readonly positions: Int32Array } {
  const byColumn: Map<number, number>[] = Array.from({ length: size }, () => new Map());
  for (let n = 0; n < rows.length; n++) byColumn[columns[n]!]!.set(rows[n]!, 0);

  const columnStart = new Int32Array(size + 1);
  const rowIndex: number[] = [];
  byColumn.forEach((column, j) => {
    for (const row of [...column.keys()].sort((a, b) => a - b)) {
      column.set(row, rowIndex.length);
      rowIndex.push(row);
    }
    columnStart[j + 1] = rowIndex.length;
  });

  const positions = Int32Array.from({ length: rows.length }, (_, n) => byColumn[columns[n]!]!.get(rows[n]!)!);
  return { pattern: { size, columnStart, rowIndex: Int32Array.from(rowIndex) }, positions };
}
