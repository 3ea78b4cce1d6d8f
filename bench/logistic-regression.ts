/** A linear classifier: the class with the largest w · x + b. */
export interface LinearClassifier {
  classOf(features: readonly number[]): number;
}

const STEPS = 2000;
const RATE = 0.5;
/** Weight of ½|w|² against the mean cross-entropy. */
const DECAY = 1e-4;

/**
 * Multinomial logistic regression by gradient descent with momentum on the mean cross-entropy, on features scaled to mean 0 and standard
 * deviation 1.
 */
export function fitLogistic(
  features: readonly (readonly number[])[],
  labels: readonly number[],
  classes: number,
): LinearClassifier {
  const width = features[0]!.length;
  const columns = Array.from({ length: width }, (_, k) => features.map((row) => row[k]!));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const spreads = columns.map((column, k) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - means[k]!) ** 2, 0) / column.length),
  );
  const scale = (row: readonly number[]): readonly number[] => [
    ...row.map((value, k) => (value - means[k]!) / spreads[k]!),
    1,
  ];
  const rows = features.map(scale);
  const weights = Array.from({ length: classes }, () => new Float64Array(width + 1));
  const speeds = weights.map((row) => row.slice());
  const scores = (row: readonly number[]): readonly number[] =>
    weights.map((own) => row.reduce((sum, value, k) => sum + value * own[k]!, 0));
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((own) => own.map((weight) => DECAY * weight));
    for (const [index, row] of rows.entries()) {
      const own = scores(row);
      const top = Math.max(...own);
      const parts = own.map((score) => Math.exp(score - top));
      const sum = parts.reduce((total, part) => total + part, 0);
      for (const [label, part] of parts.entries()) {
        const error = (part / sum - (label === labels[index] ? 1 : 0)) / rows.length;
        for (let k = 0; k <= width; k++) slopes[label]![k]! += error * row[k]!;
      }
    }
    for (const [label, slope] of slopes.entries())
      for (let k = 0; k <= width; k++) {
        speeds[label]![k] = 0.9 * speeds[label]![k]! - RATE * slope[k]!;
        weights[label]![k]! += speeds[label]![k]!;
      }
  }
  return {
    classOf(row) {
      const own = scores(scale(row));
      return own.indexOf(Math.max(...own));
    },
  };
}
