import { invariant } from "../diagnostic/invariant.ts";
import { type FrequencyGrid, gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { mergeFrequencies } from "./merge-frequencies.ts";
import { directPoints, type PointStencils, type SamplePoints, type Stencil } from "./sample-points.ts";

/** Relative distance of the two extra frequencies of a group delay: its error is of the order of (DELAY_STEP · Q)². */
export const DELAY_STEP = 1e-5;

/** Frequencies count as equal when they agree to this part of themselves. */
export const FREQUENCY_TOLERANCE = 1e-9;

/** Where one goal wants the response to be known. */
export interface PointRequest {
  /** Points of the card's own sweep by index, or frequencies [Hz] of its own. */
  readonly points:
    | { readonly kind: "card"; readonly index: Int32Array }
    | { readonly kind: "at"; readonly frequencies: readonly number[] };
  /** Whether something is observed at f itself (0), and at f(1+h) and f(1-h) (1, 2), which a group delay needs. */
  readonly stencils: readonly Stencil[];
}

/** The sweeps that serve all goals of one analysis. */
export interface SweepPlan {
  readonly grids: readonly FrequencyGrid[];
  /** All frequencies [Hz], grid after grid. */
  readonly frequencies: Float64Array;
  /** One entry per request. */
  readonly points: readonly PointStencils[];
}

/** The card's sweep, or one beside it. */
interface CardSweep {
  readonly stencil: Stencil;
  readonly grid: FrequencyGrid;
}

const allStencils: readonly Stencil[] = [0, 1, 2];

function stencilFactor(stencil: Stencil): number {
  return stencil === 0 ? 1 : stencil === 1 ? 1 + DELAY_STEP : 1 - DELAY_STEP;
}

/**
 * Choose the fewest sweeps that visit every requested frequency. The card's own sweep is taken when a request observes its points;
 * requests `at` frequencies alone leave it out where that takes no more sweeps.
 */
export function planSweeps(card: FrequencyGrid, requests: readonly PointRequest[]): SweepPlan {
  const sweepAt = (stencil: Stencil): CardSweep => {
    const factor = stencilFactor(stencil);
    return { stencil, grid: settleGrid({ ...card, from: card.from * factor, to: card.to * factor }) };
  };
  const needed = allStencils.filter((stencil) =>
    requests.some(({ points, stencils }) => points.kind === "card" && stencils.includes(stencil)),
  );
  const least = locate(needed.map(sweepAt), requests, card);
  if (needed.includes(0)) return least;
  const withOwn = locate([sweepAt(0), ...needed.map(sweepAt)], requests, card);
  // A goal that observes nothing still has the card's points.
  return least.grids.length > 0 && least.grids.length <= withOwn.grids.length ? least : withOwn;
}

/** Sweeps for the `at` frequencies (and their neighbours for delays) that no other sweep covers. */
function extraGrids(requests: readonly PointRequest[], covered: Float64Array): readonly FrequencyGrid[] {
  const wanted = allStencils.map((stencil) =>
    requests
      .filter(({ stencils }) => stencils.includes(stencil))
      .flatMap(({ points }) => (points.kind === "at" ? points.frequencies : []))
      .map((frequency) => frequency * stencilFactor(stencil))
      .filter((frequency) => !agrees(covered[nearest(covered, frequency)], frequency)),
  );
  // Either neighbours lie in one sweep with their frequency, or all upper (lower) neighbours form sweeps of their own.
  const together = mergeFrequencies(wanted.flat());
  const apart = wanted.flatMap(mergeFrequencies);
  const fewer = together.length - apart.length || countPoints(together) - countPoints(apart);
  return fewer <= 0 ? together : apart;
}

function countPoints(grids: readonly FrequencyGrid[]): number {
  return grids.reduce((sum, grid) => sum + gridFrequencies(grid).length, 0);
}

/** Complete the card's sweeps by those for the rest, and say where each request finds its points. */
function locate(
  sweeps: readonly CardSweep[],
  requests: readonly PointRequest[],
  card: FrequencyGrid,
): SweepPlan {
  const own = gridFrequencies(settleGrid(card));
  const base = sweeps.map(({ grid }) => grid);
  const grids = [...base, ...extraGrids(requests, concatenate(base.map(gridFrequencies)).sort())];
  const frequencies = concatenate(grids.map(gridFrequencies));
  const order = Int32Array.from(frequencies.keys()).sort((a, b) => frequencies[a]! - frequencies[b]!);
  const sorted = Float64Array.from(order, (index) => frequencies[index]!);

  const samplesAt = (points: PointRequest["points"], stencil: Stencil): SamplePoints => {
    if (points.kind === "card") {
      const place = sweeps.findIndex((sweep) => sweep.stencil === stencil);
      const start = concatenate(base.slice(0, place).map(gridFrequencies)).length;
      invariant(
        gridFrequencies(base[place]!).length === own.length,
        "a scaled sweep has another number of points",
      );
      const index = points.index.map((k) => start + k);
      return directPoints(
        Float64Array.from(index, (k) => frequencies[k]!),
        index,
      );
    }
    const factor = stencilFactor(stencil);
    const index = Int32Array.from(points.frequencies, (frequency) => {
      const found = order[nearest(sorted, frequency * factor)]!;
      invariant(agrees(frequencies[found], frequency * factor), `no sweep visits ${frequency * factor} Hz`);
      return found;
    });
    // A delay divides by the distance that the sweeps really have; the point itself is the one that was asked for.
    const axis = stencil === 0 ? points.frequencies : Array.from(index, (k) => frequencies[k]!);
    return directPoints(Float64Array.from(axis), index);
  };

  const points = requests.map(({ points: wanted, stencils }): PointStencils => {
    const axis = wanted.kind === "at" ? wanted.frequencies : Array.from(wanted.index, (k) => own[k]!);
    const unobserved = directPoints(Float64Array.from(axis), new Int32Array(axis.length));
    const [center, above, below] = allStencils.map((stencil) =>
      stencils.includes(stencil) ? samplesAt(wanted, stencil) : undefined,
    );
    return [center ?? unobserved, above, below];
  });
  return { grids, frequencies, points };
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
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
