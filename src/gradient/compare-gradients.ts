/** How far a gradient is from its witness. */
export interface GradientComparison {
  /** Cosine of the angle between both in log-values θ ∂C/∂θ (plain ∂C/∂θ where θ is 0), 1 when both vanish. */
  readonly cosine: number;
  readonly maxRelativeError: number;
  /** |g - w| / max(|w|, 1e-3 · max over the parameters of |θ ∂C/∂θ| / |θ|), one per parameter. */
  readonly relativeErrors: Float64Array;
}

/**
 * Compare a gradient with a witness, both ∂C/∂θ at θ. The floor in the denominator of `relativeErrors` keeps a parameter
 * that hardly matters (in relative terms) from being judged by the witness's own rounding.
 */
export function compareGradients(
  theta: Float64Array,
  gradient: Float64Array,
  witness: Float64Array,
): GradientComparison {
  const weight = theta.map((value) => Math.abs(value) || 1);
  const largest = witness.reduce((most, value, index) => Math.max(most, Math.abs(value) * weight[index]!), 0);
  const relativeErrors = gradient.map((value, index) => {
    const error = Math.abs(value - witness[index]!);
    return error === 0 ? 0 : error / Math.max(Math.abs(witness[index]!), (1e-3 * largest) / weight[index]!);
  });
  let product = 0;
  let first = 0;
  let second = 0;
  gradient.forEach((value, index) => {
    const g = value * weight[index]!;
    const w = witness[index]! * weight[index]!;
    product += g * w;
    first += g * g;
    second += w * w;
  });
  const cosine =
    first === 0 && second === 0 ? 1 : first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
  return {
    cosine,
    maxRelativeError: relativeErrors.reduce((most, value) => Math.max(most, value), 0),
    relativeErrors,
  };
}
