import { exchange, exchangeEffort } from "./exchange.ts";
import { completeChoice, fixSensitiveFirst } from "./fix-sensitive-first.ts";
import { choiceOf, type Grid, roundToNearest } from "./grid.ts";
import { rankByModel } from "./lattice.ts";
import { retrain } from "./retrain.ts";
import { bestOf, type Candidate, isBetter, type SearchProblem } from "./search-problem.ts";

/** What a search found, with what it is compared to. */
export interface SearchResult {
  /** The netlist's own values. */
  readonly unsnapped: Candidate;
  /** All values re-trained from there, whether they can be bought or not. */
  readonly trained: Candidate;
  /** Each value rounded by itself, free numbers re-trained as for `best`; undefined where that circuit cannot be computed. */
  readonly nearest: Candidate | undefined;
  readonly best: Candidate;
  /** Points computed. */
  readonly evaluations: number;
}

/** Steps of the re-training of free numbers around a choice. */
const FREE_STEPS = 6;
/** How much a search may spend; it depends on nothing but the engine, so that results are the same everywhere. */
export interface SearchEffort {
  /** Choices of the linear model that are simulated. */
  readonly modelChoices: number;
  /** Partial choices followed while parts are fixed, times the number of parts. */
  readonly beam: number;
  /** Complete choices that are improved by exchange, and circuits that each may cost. */
  readonly finalists: number;
  readonly exchanges: number;
}

/** A circuit takes a millisecond in the model engine, tens of them in ngspice. */
export const searchEfforts = {
  model: { modelChoices: 24, beam: 32, finalists: 4, exchanges: 400 },
  ngspice: { modelChoices: 8, beam: 8, finalists: 2, exchanges: 80 },
} as const satisfies Record<string, SearchEffort>;

/** From so many parts on only the best complete choice is improved. */
const MANY_PARTS = 24;

/**
 * Choose values that can be bought with the cost in view. Three ways lead to complete choices: rounding, the closest points of the linear
 * model, and fixing the most sensitive first with re-training; the best few of them are improved by exchanging neighbours.
 * Deterministic. Undefined where not even the netlist's own values can be computed.
 */
export async function searchValues(
  problem: SearchProblem,
  grid: Grid,
  theta: Float64Array,
  effort: SearchEffort = searchEfforts.model,
): Promise<SearchResult | undefined> {
  const unsnapped = await problem.evaluate(theta);
  if (unsnapped === undefined) return undefined;
  const nearest = await completeChoice(problem, grid, roundToNearest(grid, theta), theta, FREE_STEPS);
  const parts = Math.max(grid.axes.length, 1);

  // A netlist that was not trained to the end is, as far as its parts are concerned, anywhere: begin at the bottom.
  const everything = [...grid.free, ...grid.axes.map(({ coordinate }) => coordinate)];
  const bottom = (await retrain(problem, theta, everything, 20)) ?? unsnapped;
  const origins = isBetter(bottom, unsnapped) ? [unsnapped, bottom] : [unsnapped];

  const complete = new Map<string, Candidate>();
  const keep = (candidate: Candidate | undefined): void => {
    if (candidate !== undefined) complete.set(choiceOf(grid, candidate.theta).join(), candidate);
  };
  for (const origin of origins) {
    keep(await completeChoice(problem, grid, roundToNearest(grid, origin.theta), origin.theta, FREE_STEPS));
    const slope = await problem.linearise(origin.theta);
    if (slope !== undefined) {
      for (const choice of rankByModel(grid, origin.theta, slope, effort.modelChoices)) {
        keep(await completeChoice(problem, grid, choice, origin.theta, FREE_STEPS));
      }
    }
  }
  const beam = Math.max(1, Math.round(effort.beam / parts));
  for (const candidate of await fixSensitiveFirst(problem, grid, bottom, { beam, steps: 4 })) keep(candidate);

  const finalists = [...complete.values()]
    .sort((a, b) => (isBetter(a, b) ? -1 : 1))
    .slice(0, parts > MANY_PARTS ? 1 : effort.finalists);
  const improved: Candidate[] = [];
  for (const finalist of finalists)
    improved.push(await exchange(problem, grid, finalist, exchangeEffort(grid, effort.exchanges)));
  const best = bestOf(improved);
  return best && { unsnapped, trained: bottom, nearest, best, evaluations: problem.evaluations };
}
