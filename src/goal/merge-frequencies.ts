import { type FrequencyGrid, gridFrequencies, settleGrid } from "./frequency-grid.ts";

/** How closely a grid must pass a wanted frequency: a tenth of what counts as equal, so that rounding stays inside. */
const FIT_TOLERANCE = 1e-10;

/**
 * The fewest sweeps that visit all wanted frequencies [Hz], each to 1e-9 of itself. Runs of neighbours at equal distances become
 * one `lin` sweep, at equal ratios one `dec` or `oct` sweep where ngspice has such a ratio. Two single frequencies become `lin 3`,
 * whose middle nobody asked for: ngspice's `lin 2` stops at its first point.
 *
 * Shortest path over the sorted frequencies: among plans with equally many sweeps the one with fewer points.
 */
export function mergeFrequencies(wanted: readonly number[]): readonly FrequencyGrid[] {
  const sorted = distinct(wanted);
  interface Plan {
    readonly grids: number;
    readonly points: number;
    readonly last?: FrequencyGrid;
    readonly before: number;
  }
  const best: Plan[] = [{ grids: 0, points: 0, before: 0 }];
  for (let start = 0; start < sorted.length; start++) {
    for (let end = start + 1; end <= sorted.length; end++) {
      const grid = fitGrid(sorted.slice(start, end));
      if (grid === undefined) break;
      const grids = best[start]!.grids + 1;
      const points = best[start]!.points + Math.max(grid.points, end - start);
      const known = best[end];
      if (known === undefined || grids < known.grids || (grids === known.grids && points < known.points)) {
        best[end] = { grids, points, last: grid, before: start };
      }
    }
  }
  const plan: FrequencyGrid[] = [];
  for (let end = sorted.length; end > 0; end = best[end]!.before) plan.unshift(best[end]!.last!);
  return plan;
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
