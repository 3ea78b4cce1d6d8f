/**
 * Solve A x = b for a small dense matrix in place: A (n × n, row-major) is overwritten, b becomes x. Gaussian elimination with partial pivoting;
 * zeros cost nothing. False where A is singular or x is not finite.
 */
export function eliminate(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let row = k + 1; row < n; row++)
      if (Math.abs(a[row * n + k]!) > Math.abs(a[pivot * n + k]!)) pivot = row;
    if (pivot !== k) exchangeRows(a, b, k, pivot);
    const head = a[k * n + k]!;
    if (head === 0) return false;
    for (let row = k + 1; row < n; row++) {
      const factor = a[row * n + k]! / head;
      if (factor === 0) continue;
      for (let column = k + 1; column < n; column++) a[row * n + column]! -= factor * a[k * n + column]!;
      b[row]! -= factor * b[k]!;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    let sum = b[k]!;
    for (let column = k + 1; column < n; column++) sum -= a[k * n + column]! * b[column]!;
    b[k] = sum / a[k * n + k]!;
    if (!Number.isFinite(b[k]!)) return false;
  }
  return true;
}

function exchangeRows(a: Float64Array, b: Float64Array, one: number, other: number): void {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    const kept = a[one * n + column]!;
    a[one * n + column] = a[other * n + column]!;
    a[other * n + column] = kept;
  }
  const kept = b[one]!;
  b[one] = b[other]!;
  b[other] = kept;
}
