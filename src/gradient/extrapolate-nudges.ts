import type { ComplexMatrix } from "../numeric/complex-matrix.ts";

/** Contrasts z(β) of stronger and stronger nudges, and what they say of β = 0. */
export interface NudgeTable {
  /**
   * Add the real contrast z of the next nudge, stronger by the table's factor than the one before. Gives false where still stronger ones
   * promise nothing: the last few told no more.
   */
  add(contrast: ComplexMatrix): boolean;
  /** The entry that differs least from its neighbours; of a single nudge its contrast. */
  best(): ComplexMatrix;
}

interface Entry {
  readonly contrast: ComplexMatrix;
  readonly error: number;
}

/**
 * Richardson's scheme over nudges β, sβ, s²β, …: z(β) = z(0) + c₂β² + c₄β⁴ + …, and each column of the table takes away one more power,
 *
 *     T[k][m] = (s^2m T[k-1][m-1] - T[k][m-1]) / (s^2m - 1)
 *
 * A weak nudge drowns in the rounding of operating points, a strong one in the curvature of the devices: with the curvature taken away
 * nudges can be strong.
 */
export function extrapolateNudges(factor: number): NudgeTable {
  let above: readonly ComplexMatrix[] = [];
  let found: Entry | undefined;
  let inVain = 0;
  return {
    add(contrast) {
      const row = [contrast];
      const before = found;
      above.forEach((weaker, column) => {
        const power = factor ** (2 * (column + 1));
        const stronger = row[column]!;
        const re = weaker.re.map((value, at) => (power * value - stronger.re[at]!) / (power - 1));
        const entry = { ...contrast, re };
        row.push(entry);
        const error = Math.max(distance(entry, weaker), distance(entry, stronger));
        if (found === undefined || error < found.error) found = { contrast: entry, error };
      });
      found ??= { contrast, error: Number.POSITIVE_INFINITY };
      above = row;
      inVain = found === before ? inVain + 1 : 0;
      return inVain < PATIENCE;
    },
    best() {
      return found!.contrast;
    },
  };
}

/** Largest difference of two contrasts as a part of the first: volts and amperes are far apart, so that each row counts by itself. */
function distance(first: ComplexMatrix, second: ComplexMatrix): number {
  const largest = first.re.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let total = 0;
  first.re.forEach((value, at) => {
    const scale = Math.max(Math.abs(value), SMALL * largest);
    if (scale > 0) total += ((value - second.re[at]!) / scale) ** 2;
  });
  return Math.sqrt(total);
}

/** So many nudges in a row may tell nothing new. */
const PATIENCE = 3;

/** What is smaller than this part of the largest entry counts no more than that. */
const SMALL = 1e-6;
