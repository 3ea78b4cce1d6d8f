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

/** Points with their parts in a mean. */
export interface WeightedPoints {
  readonly samples: SamplePoints;
  /** Sums to 1. */
  readonly share: Float64Array;
}

/**
 * Where an input is read: at the point itself (0), or beside it at f(1+h) (1) and f(1-h) (2), which only a group delay needs.
 */
export type Stencil = 0 | 1 | 2;

/** The points of one goal: themselves, and where something is read beside them, those. */
export type PointStencils = readonly [SamplePoints, SamplePoints | undefined, SamplePoints | undefined];

/** Points that are samples themselves. */
export function directPoints(axis: Float64Array, index: Int32Array): SamplePoints {
  return { axis, left: index, right: index, fraction: new Float64Array(axis.length) };
}
