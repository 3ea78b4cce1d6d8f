import { invariant } from "../diagnostic/invariant.ts";
import { type FrequencyGrid, gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { mergeFrequencies } from "./merge-frequencies.ts";
import { directPoints, type SamplePoints } from "./sample-points.ts";

/** Relative distance of the two extra frequencies of a group delay: its error is of the order of (DELAY_STEP · Q)². */
export const DELAY_STEP = 2e-6;

/** Frequencies count as equal when they agree to this part of themselves. */
export const FREQUENCY_TOLERANCE = 1e-9;

/** Where one goal wants the response to be known. */
export interface PointRequest {
  /** Points of the card's own sweep by index, or frequencies [Hz] of its own. */
  readonly points:
    | { readonly kind: "card"; readonly index: Int32Array }
    | { readonly kind: "at"; readonly frequencies: readonly number[] };
  /** True when a group delay is taken, which also needs f(1±h). */
  readonly delay: boolean;
}

/** The points of one goal: at f, and for a group delay at f(1+h) and f(1-h). */
export type PointStencils = readonly [SamplePoints, SamplePoints?, SamplePoints?];

/** The sweeps that serve all goals of one analysis. */
export interface SweepPlan {
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz], grid after grid. */
  readonly frequencies: Float64Array;
  /** One entry per request. */
  readonly stencils: readonly PointStencils[];
}

/**
 * Choose the fewest sweeps that visit every requested frequency. The card's own sweep is taken when a request speaks of its
 * points; requests `at` frequencies alone leave it out where that takes no more sweeps.
 */
export function planSweeps(card: FrequencyGrid, requests: readonly PointRequest[]): SweepPlan {
  const own = settleGrid(card);
  if (requests.some(({ points }) => points.kind === "card")) return withCard(own, requests);
  const without = locate([], requests, (grids) => [...grids, ...extraGrids(requests, [])]);
  const withOwn = withCard(own, requests);
  return without.grids.length <= withOwn.grids.length ? without : withOwn;
}

function withCard(card: FrequencyGrid, requests: readonly PointRequest[]): SweepPlan {
  const delayed = requests.some(({ points, delay }) => points.kind === "card" && delay);
  const base = delayed ? [card, scaleGrid(card, 1 + DELAY_STEP), scaleGrid(card, 1 - DELAY_STEP)] : [card];
  const covered = base.flatMap((grid) => [...gridFrequencies(grid)]);
  return locate(base, requests, (grids) => [...grids, ...extraGrids(requests, covered)]);
}

function scaleGrid(grid: FrequencyGrid, factor: number): FrequencyGrid {
  return settleGrid({ ...grid, from: grid.from * factor, to: grid.to * factor });
}

/** Sweeps for the `at` frequencies (and their neighbours for delays) that no other sweep covers. */
function extraGrids(requests: readonly PointRequest[], covered: readonly number[]): readonly FrequencyGrid[] {
  const sorted = Float64Array.from(covered).sort();
  const wanted = [1, 1 + DELAY_STEP, 1 - DELAY_STEP].map((factor) =>
    requests
      .filter(({ delay }) => delay || factor === 1)
      .flatMap(({ points }) => (points.kind === "at" ? points.frequencies : []))
      .map((frequency) => frequency * factor)
      .filter((frequency) => !agrees(sorted[nearest(sorted, frequency)], frequency)),
  );
  // Either each neighbour lies in one sweep with its frequency, or all upper (lower) neighbours form sweeps of their own.
  const together = mergeFrequencies(wanted.flat());
  const apart = wanted.flatMap(mergeFrequencies);
  return together.length < apart.length || countPoints(together) <= countPoints(apart) ? together : apart;
}

function countPoints(grids: readonly FrequencyGrid[]): number {
  return grids.reduce((sum, grid) => sum + gridFrequencies(grid).length, 0);
}

function locate(
  base: readonly FrequencyGrid[],
  requests: readonly PointRequest[],
  complete: (grids: readonly FrequencyGrid[]) => readonly FrequencyGrid[],
): SweepPlan {
  const grids = complete(base);
  const parts = grids.map(gridFrequencies);
  const frequencies = Float64Array.from(parts.flatMap((part) => [...part]));
  const order = Int32Array.from(frequencies.keys()).sort((a, b) => frequencies[a]! - frequencies[b]!);
  const sorted = Float64Array.from(order, (index) => frequencies[index]!);
  const find = (frequency: number): number => {
    const index = order[nearest(sorted, frequency)]!;
    invariant(agrees(frequencies[index], frequency), `no sweep visits ${frequency} Hz`);
    return index;
  };
  const pick = (index: Int32Array): SamplePoints =>
    directPoints(
      Float64Array.from(index, (k) => frequencies[k]!),
      index,
    );

  const stencils = requests.map(({ points, delay }): PointStencils => {
    if (points.kind === "card") {
      const size = parts[0]!.length;
      const beside = (grid: number): SamplePoints => {
        invariant(parts[grid]!.length === size, "a scaled sweep has another number of points");
        return pick(points.index.map((k) => grid * size + k));
      };
      return delay ? [pick(points.index), beside(1), beside(2)] : [pick(points.index)];
    }
    const at = (factor: number): SamplePoints =>
      pick(Int32Array.from(points.frequencies, (frequency) => find(frequency * factor)));
    const own: SamplePoints = { ...at(1), axis: Float64Array.from(points.frequencies) };
    return delay ? [own, at(1 + DELAY_STEP), at(1 - DELAY_STEP)] : [own];
  });
  return { grids, frequencies, stencils };
}

/** Index of the entry of a sorted array that is nearest to a value; 0 for an empty one. */
function nearest(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  const below = low - 1;
  if (low >= sorted.length) return Math.max(below, 0);
  return below >= 0 && value - sorted[below]! < sorted[low]! - value ? below : low;
}

function agrees(found: number | undefined, wanted: number): boolean {
  return found !== undefined && Math.abs(found - wanted) <= FREQUENCY_TOLERANCE * wanted;
}
