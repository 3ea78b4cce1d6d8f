/** An estimate of a probability with its 95 % confidence interval. */
export interface Proportion {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % of a standard normal variable lies below. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval for `successes` of `trials` at 95 %: it stays within 0 and 1, and does not shrink to a point where all or none
 * succeed. Without trials it is 0 to 1.
 *
 *     (p + z²/2n ± z sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n)
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
 */
export function wilsonInterval(successes: number, trials: number): Proportion {
  if (trials === 0) return { value: Number.NaN, low: 0, high: 1 };
  const p = successes / trials;
  const z2 = Z * Z;
  const centre = p + z2 / (2 * trials);
  const half = Z * Math.sqrt((p * (1 - p)) / trials + z2 / (4 * trials * trials));
  const whole = 1 + z2 / trials;
  return {
    value: p,
    low: successes === 0 ? 0 : (centre - half) / whole,
    high: successes === trials ? 1 : (centre + half) / whole,
  };
}
