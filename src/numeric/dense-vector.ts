/** aᵀb. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += a[n]! * b[n]!;
  return sum;
}

/** Euclidean length |a|. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** Largest |a_n|; 0 for an empty vector. */
export function maximumNorm(a: Float64Array): number {
  let largest = 0;
  for (const value of a) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** a + factor b, a new vector. */
export function addScaled(a: Float64Array, factor: number, b: Float64Array): Float64Array {
  return a.map((value, n) => value + factor * b[n]!);
}

/** True when no entry is NaN or infinite. */
export function isFiniteVector(a: Float64Array): boolean {
  return a.every(Number.isFinite);
}
