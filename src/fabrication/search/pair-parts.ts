import type { PartValue } from "../parts/part-value.ts";
import { findPair, type PartPair } from "../stock/combine-parts.ts";
import { exchange, exchangeEffort } from "./exchange.ts";
import type { Grid } from "./grid.ts";
import { retrain } from "./retrain.ts";
import { type Candidate, isBetter, type SearchProblem } from "./search-problem.ts";

/** A point at which some coordinates are served by two parts. */
export interface PairedCandidate {
  readonly candidate: Candidate;
  /** By coordinate. */
  readonly pairs: ReadonlyMap<number, PartPair>;
}

/** A second part must lower the cost by this part of it to be worth its place. */
const WORTH = 0.1;
const STEPS = 6;

/**
 * Put two parts in the place of one where that lowers the cost most, one place after the other, at most `most` of them: all places with
 * pairs are re-trained together, and each gets the pair that comes nearest. Ends when the cost is 0 or no further pair is worth it.
 *
 * @param pairable the axes on which two parts may stand, of those of `grid`.
 */
export async function pairParts(
  problem: SearchProblem,
  pairable: Grid,
  grid: Grid,
  values: readonly PartValue[],
  start: Candidate,
  most: number,
  exchanges: number,
): Promise<PairedCandidate> {
  let best: PairedCandidate = { candidate: start, pairs: new Map() };
  const places = pairable.axes.map(({ coordinate }) => coordinate);
  while (best.pairs.size < most && best.candidate.cost > 0) {
    let improved: PairedCandidate | undefined;
    for (const place of places) {
      if (best.pairs.has(place)) continue;
      const trial = await withPairs(problem, grid, values, best, [...best.pairs.keys(), place]);
      if (trial !== undefined && (improved === undefined || isBetter(trial.candidate, improved.candidate)))
        improved = trial;
    }
    if (improved === undefined || improved.candidate.cost > (1 - WORTH) * best.candidate.cost) break;
    const single = { ...grid, axes: grid.axes.filter(({ coordinate }) => !improved.pairs.has(coordinate)) };
    best = {
      ...improved,
      candidate: await exchange(problem, single, improved.candidate, exchangeEffort(single, exchanges)),
    };
  }
  return best;
}

async function withPairs(
  problem: SearchProblem,
  grid: Grid,
  values: readonly PartValue[],
  { candidate }: PairedCandidate,
  places: readonly number[],
): Promise<PairedCandidate | undefined> {
  const ideal = await retrain(problem, candidate.theta, [...grid.free, ...places], STEPS);
  if (ideal === undefined) return undefined;
  const theta = ideal.theta.slice();
  const pairs = new Map<number, PartPair>();
  for (const place of places) {
    const { kind, stock } = values[place]!;
    const pair = stock && findPair(kind, stock, theta[place]!, 0.5);
    if (pair === undefined) return undefined;
    theta[place] = pair.value;
    pairs.set(place, pair);
  }
  const paired = await retrain(problem, theta, grid.free, STEPS);
  return paired && { candidate: paired, pairs };
}
