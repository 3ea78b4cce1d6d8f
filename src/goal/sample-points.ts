/**
 * Points at which a goal is evaluated. The observed number of point k is (1 - fraction[k]) X[left[k]] + fraction[k] X[right[k]];
 * in a sweep left = right and fraction = 0.
 */
export interface SamplePoints {
  /** f [Hz], t [s] or x of each point. */
  readonly axis: Float64Array;
  /** Index into the objective's points. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly fraction: Float64Array;
}

/** Points that are samples themselves. */
export function directPoints(axis: Float64Array, index: Int32Array): SamplePoints {
  return { axis, left: index, right: index, fraction: new Float64Array(axis.length) };
}
