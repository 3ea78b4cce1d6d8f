import type { PartValue } from "../parts/part-value.ts";
import { nearestOffer, offersAround, type Stock } from "../stock/stock.ts";

/** The values that each coordinate of a search may take. */
export interface Grid {
  /** One per part value that is bought. */
  readonly axes: readonly GridAxis[];
  /** Coordinates that stay continuous: parts made to their value, couplings, gains. */
  readonly free: readonly number[];
  /** Coordinates that do not move at all. */
  readonly fixed: readonly number[];
}

export interface GridAxis {
  readonly coordinate: number;
  readonly stock: Stock;
}

/** A choice: index of the offer of each axis. */
export type Choice = readonly number[];

/** The grid of a part circuit with `size` coordinates. */
export function buildGrid(values: readonly PartValue[], size: number): Grid {
  const axes = values.flatMap(({ stock }, coordinate) =>
    stock === undefined ? [] : [{ coordinate, stock }],
  );
  const bought = new Set(axes.map(({ coordinate }) => coordinate));
  const others = Array.from({ length: size }, (_, n) => n).filter((n) => !bought.has(n));
  const isFixed = (n: number): boolean => values[n] !== undefined && values[n].min === values[n].max;
  return { axes, free: others.filter((n) => !isFixed(n)), fixed: others.filter(isFixed) };
}

/** Each value rounded by itself to the nearest (by ratio) that can be bought. */
export function roundToNearest({ axes }: Grid, theta: Float64Array): Choice {
  return axes.map(({ coordinate, stock }) => nearestOffer(stock, theta[coordinate]!));
}

/** θ with the chosen values in place, all else as in `theta`. */
export function thetaOf({ axes }: Grid, choice: Choice, theta: Float64Array): Float64Array {
  const chosen = theta.slice();
  axes.forEach(({ coordinate, stock }, n) => {
    chosen[coordinate] = stock.offers[choice[n]!]!.value;
  });
  return chosen;
}

/** The choice that a θ on the grid is. */
export function choiceOf(grid: Grid, theta: Float64Array): Choice {
  return roundToNearest(grid, theta);
}

/** Offers near a value of one axis. */
export function around({ stock }: GridAxis, value: number, count: number): readonly number[] {
  return offersAround(stock, value, count);
}
