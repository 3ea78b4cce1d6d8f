/** A complex vector in two real arrays of one length. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A zero vector of the given length. */
export function complexVector(length: number): ComplexVector {
  return { re: new Float64Array(length), im: new Float64Array(length) };
}
