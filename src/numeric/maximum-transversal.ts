import type { SparsePattern } from "./sparse-pattern.ts";

/**
 * A row for each column such that as many as possible of the places (row, column) lie in the pattern: a zero-free diagonal
 * for the modified nodal matrix, whose voltage sources have none. The diagonal itself is kept where it is non-zero.
 * Augmenting paths, depth first with an explicit stack (Duff 1981). Columns that cannot be matched, which a structurally
 * singular matrix has, take the rows that are left over.
 */
export function maximumTransversal(pattern: SparsePattern): Int32Array {
  const { size, columnStart, rowIndex } = pattern;
  const rowOfColumn = new Int32Array(size).fill(-1);
  const columnOfRow = new Int32Array(size).fill(-1);
  for (let j = 0; j < size; j++) {
    for (let p = columnStart[j]!; p < columnStart[j + 1]!; p++) {
      if (rowIndex[p] === j) {
        rowOfColumn[j] = j;
        columnOfRow[j] = j;
      }
    }
  }

  const visited = new Int32Array(size).fill(-1);
  const cursor = new Int32Array(size);
  for (let start = 0; start < size; start++) {
    if (rowOfColumn[start]! >= 0) continue;
    // `path` holds the columns from `start`; the row that leads from one to the next is `via` of the later one.
    const path = [start];
    const via: number[] = [-1];
    cursor[start] = columnStart[start]!;
    while (path.length > 0) {
      const column = path[path.length - 1]!;
      const position = cursor[column]!;
      if (position === columnStart[column + 1]) {
        path.pop();
        via.pop();
        continue;
      }
      cursor[column] = position + 1;
      const row = rowIndex[position]!;
      if (visited[row] === start) continue;
      visited[row] = start;
      const owner = columnOfRow[row]!;
      if (owner < 0) {
        // Each column of the path takes the row that led to the next one, the last takes the free row.
        for (let k = path.length - 1, free = row; k >= 0; k--) {
          rowOfColumn[path[k]!] = free;
          columnOfRow[free] = path[k]!;
          free = via[k]!;
        }
        break;
      }
      path.push(owner);
      via.push(row);
      cursor[owner] = columnStart[owner]!;
    }
  }

  let spare = 0;
  for (let j = 0; j < size; j++) {
    if (rowOfColumn[j]! >= 0) continue;
    while (columnOfRow[spare]! >= 0) spare++;
    rowOfColumn[j] = spare;
    columnOfRow[spare] = j;
  }
  return rowOfColumn;
}
