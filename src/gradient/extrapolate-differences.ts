import { type Outcome, succeed } from "../numeric/outcome.ts";

/**
 * The relative steps of the witness: the widest, and how many there are at most and at least; the relative agreement that is enough; how far
 * a simulated cost is rounded, as a part of itself; and after how many steps in vain a fair agreement is taken.
 */
const WITNESS = {
  widest: 3.2e-2,
  levels: 11,
  fewest: 3,
  enough: 1e-9,
  rounding: 1e-13,
  fair: 1e-5,
  patience: 2,
} as const;

/** The cost at two places on both sides of a value. */
export interface CostBracket {
  readonly plus: { readonly cost: number };
  readonly minus: { readonly cost: number };
  /** The value at `plus` minus that at `minus`, as rounded. */
  readonly width: number;
}

/**
 * Central differences of a cost over steps that are halved, extrapolated to a vanishing step
 * (Richardson's scheme: each column of the table takes away one more even power of the step). A wide step drowns in curvature, a narrow
 * one in the rounding of the cost: of all entries that one is taken that differs least from its two neighbours with what rounding may
 * do to it, and no narrower step is taken that rounding would spoil. `take` is given steps relative to the value; 3 to 11 of them. Fails as it does.
 * Source: Ridders, Advances in Engineering Software 4 (1982).
 */
export async function extrapolateDifferences(
  cost: number,
  take: (relative: number) => Promise<Outcome<CostBracket>>,
): Promise<Outcome<number>> {
  let best = { value: Number.NaN, error: Number.POSITIVE_INFINITY, level: 0 };
  let wider: readonly number[] | undefined;
  for (let level = 0; level < WITNESS.levels; level++) {
    const pair = await take(WITNESS.widest / 2 ** level);
    // A wide step may lead out of what can be simulated.
    if (pair.kind === "failed" && wider === undefined && level < WITNESS.levels - 1) continue;
    if (pair.kind === "failed") return pair;
    const { plus, minus, width } = pair.value;
    const noise = (WITNESS.rounding * Math.abs(cost)) / Math.abs(width);
    const row = [(plus.cost - minus.cost) / width];
    if (wider === undefined) best = { ...best, value: row[0]!, level };
    wider?.forEach((old, order) => {
      const power = 4 ** (order + 1);
      const value = (power * row[order]! - old) / (power - 1);
      const error = noise + Math.max(Math.abs(value - row[order]!), Math.abs(value - old));
      row.push(value);
      if (error < best.error) best = { value, error, level };
    });
    wider = row;
    const size = Math.abs(best.value);
    const isEnough = best.error <= Math.max(2 * noise, WITNESS.enough * size);
    const isNoisy = best.error <= WITNESS.fair * size && level >= best.level + WITNESS.patience;
    if (row.length >= WITNESS.fewest && (isEnough || isNoisy)) break;
  }
  return succeed(best.value);
}
