/**
 * The samples that one objective averages over. What is observed of sample k stands in the columns from k · points on, where `points` is
 * the number of points of a single sample.
 */
export interface SampleList {
  /** Numbers of the samples in the data set, from 0. */
  readonly rows: Int32Array;
  /** Points of one sample. */
  readonly points: number;
  /** Where a sample is one point without an axis: what stands for one, the sample's number from 1. */
  readonly axis?: Float64Array;
}

/** Goals without a data set: one sample that reads no data. */
export function singleSample(points: number): SampleList {
  return { rows: new Int32Array(1), points };
}

/** Samples of an analysis that has `points` points, with or without an axis of its own. */
export function listSamples(rows: Int32Array, points: number, hasAxis: boolean): SampleList {
  return { rows, points, ...(hasAxis ? {} : { axis: Float64Array.from(rows, (row) => row + 1) }) };
}

/** The axis of all samples, one after the other. */
export function sampleAxis(axis: Float64Array, samples: SampleList): Float64Array {
  return samples.axis ?? repeatForSamples(axis, samples);
}

/** Values once for each sample. */
export function repeatForSamples(values: Float64Array, { rows }: SampleList): Float64Array {
  const repeated = new Float64Array(values.length * rows.length);
  for (let k = 0; k < rows.length; k++) repeated.set(values, k * values.length);
  return repeated;
}
