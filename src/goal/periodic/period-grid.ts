import type { TransientAnalysis } from "../../circuit/analysis.ts";

/** One period T in N samples t_n = n · T/N; N is odd, so that no harmonic lies at half the sampling frequency. */
export interface PeriodGrid {
  /** T [s]. */
  readonly period: number;
  /** h = T/N [s]. */
  readonly step: number;
  /** N. */
  readonly count: number;
}

/** The grid of `@periodic`: steps no longer than `tstep` (or `tmax`, if that is shorter), as few as make an odd number. */
export function periodGrid(
  { step, maximumStep }: Pick<TransientAnalysis, "step" | "maximumStep">,
  period: number,
): PeriodGrid {
  const longest = Math.min(step, maximumStep ?? step);
  const fewest = Math.max(3, Math.ceil((period / longest) * (1 - 1e-9)));
  const count = fewest + ((fewest + 1) % 2);
  return { period, step: period / count, count };
}

/**
 * The frequency [Hz] at which harmonic k is solved: f' = tan(π k/N)/(π h), at which jω' is what the trapezoidal rule of step h makes of
 * the derivative at k/T. So the steady state is that of a long transient on the same grid to rounding, at any step.
 *
 * Harmonic 0 is solved so far below everything that only its real part is left: simulators have no `.ac` at 0 Hz.
 */
export function harmonicFrequency({ period, step, count }: PeriodGrid, harmonic: number): number {
  if (harmonic === 0) return Math.min(1e-9, 1e-9 / period);
  return Math.tan((Math.PI * harmonic) / count) / (Math.PI * step);
}
