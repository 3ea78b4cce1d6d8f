/** A complex vector in two real arrays. */
interface Complex {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The largest magnitude in a vector. */
export function largest({ re, im }: Complex): number {
  return re.reduce((most, value, k) => Math.max(most, Math.hypot(value, im[k]!)), 0);
}

/** The largest magnitude of the difference of two vectors, relative to the largest in the first; 0 where both vanish. */
export function relativeDifference(first: Complex, second: Complex): number {
  const difference = largest({
    re: first.re.map((value, k) => value - second.re[k]!),
    im: first.im.map((value, k) => value - second.im[k]!),
  });
  return difference === 0 ? 0 : difference / largest(first);
}
