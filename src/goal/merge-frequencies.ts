import { invariant } from "../diagnostic/invariant.ts";
import { type FrequencyGrid, gridFrequencies, settleGrid } from "./frequency-grid.ts";

/** How closely a grid must pass a wanted frequency: a tenth of what counts as equal, so that rounding stays inside. */
const FIT_TOLERANCE = 1e-10;

/**
 * The fewest sweeps that visit all wanted frequencies [Hz], each to 1e-9 of itself. Runs of neighbours at equal distances become
 * one `lin` sweep, at equal ratios one `dec` or `oct` sweep where ngspice has such a ratio. Two single frequencies become `lin 3`,
 * whose middle nobody asked for: ngspice's `lin 2` stops at its first point.
 *
 * Each sweep takes as many of the remaining frequencies as it can, from the lowest on. A part of an arithmetic run is
 * a run too, so no other choice of neighbours needs fewer; of geometric runs that holds for the ratios 10^(1/n) and 2^(1/n).
 */
export function mergeFrequencies(wanted: readonly number[]): readonly FrequencyGrid[] {
  const sorted = distinct(wanted);
  const grids: FrequencyGrid[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    let longest = fitGrid(sorted.slice(start, end));
    while (end < sorted.length) {
      const longer = fitGrid(sorted.slice(start, end + 1));
      if (longer === undefined) break;
      longest = longer;
      end++;
    }
    invariant(longest !== undefined, "a single frequency is a sweep");
    grids.push(longest);
    start = end;
  }
  return grids;
}

function distinct(values: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    if (kept.length === 0 || value - kept[kept.length - 1]! > FIT_TOLERANCE * value) kept.push(value);
  }
  return kept;
}

/** One sweep through these frequencies in order and through no other (but for the middle of a pair), if there is one. */
function fitGrid(frequencies: readonly number[]): FrequencyGrid | undefined {
  const count = frequencies.length;
  const from = frequencies[0]!;
  const to = frequencies[count - 1]!;
  if (count === 1) return { variation: "lin", points: 1, from, to };
  if (count === 2) return { variation: "lin", points: 3, from, to };
  const candidates: FrequencyGrid[] = [
    { variation: "lin", points: count, from, to },
    { variation: "oct", points: Math.round((count - 1) / Math.log2(to / from)), from, to },
    { variation: "dec", points: Math.ceil((count - 1) / Math.log10(to / from) - FIT_TOLERANCE), from, to },
  ];
  return candidates
    .filter(({ points }) => points > 0)
    .map(settleGrid)
    .find((grid) => visits(grid, frequencies));
}

function visits(grid: FrequencyGrid, frequencies: readonly number[]): boolean {
  const visited = gridFrequencies(grid);
  return (
    visited.length === frequencies.length &&
    frequencies.every((f, k) => Math.abs(visited[k]! - f) <= FIT_TOLERANCE * f)
  );
}
