/** How the numbers of a column become the values of a source. */
export type Normalisation = "none" | "standard" | "range";

export const normalisations: readonly Normalisation[] = ["none", "standard", "range"];

/**
 * Scale a column by what its training samples are: `standard` to mean 0 and standard deviation 1, `range` to -1 … 1 from the smallest to the
 * largest, `none` as they are; times the amplitude. A column that does not vary becomes 0.
 */
export function normaliseColumn(
  column: Float64Array,
  training: Int32Array,
  normalisation: Normalisation,
  amplitude: number,
): Float64Array {
  if (normalisation === "none") return column.map((value) => amplitude * value);
  const values = Float64Array.from(training, (sample) => column[sample]!);
  const { centre, spread } = normalisation === "standard" ? standardScale(values) : rangeScale(values);
  return column.map((value) => (spread === 0 ? 0 : (amplitude * (value - centre)) / spread));
}

interface Scale {
  readonly centre: number;
  readonly spread: number;
}

function standardScale(values: Float64Array): Scale {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length;
  return { centre, spread: Math.sqrt(square) };
}

function rangeScale(values: Float64Array): Scale {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return { centre: (low + high) / 2, spread: (high - low) / 2 };
}
