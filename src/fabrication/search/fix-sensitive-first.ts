import { nearestOffer } from "../stock/stock.ts";
import { around, type Grid, type GridAxis, thetaOf } from "./grid.ts";
import { columnNorms } from "./lattice.ts";
import { retrain } from "./retrain.ts";
import { type Candidate, isBetter, type SearchProblem } from "./search-problem.ts";

/** Rounds of fixing and re-training: with more parts than this several are fixed in one round. */
const ROUNDS = 16;

/** How much a fixing may spend. */
export interface FixingEffort {
  /** Partial choices followed at a time. */
  readonly beam: number;
  /** Training steps after each fixed part. */
  readonly steps: number;
}

/** A choice for some axes; the other coordinates stand where they cost least. */
interface Partial {
  readonly candidate: Candidate;
  readonly open: readonly GridAxis[];
}

/**
 * Fix one part after the other, the most sensitive first (the largest change of the residuals from one value to the next), each at the
 * value below or above, and re-train all that is still free before the next is fixed: what the rounding of one part spoils, the others
 * make up for. The best `beam` partial choices are followed. Returns the complete choices, best first.
 */
export async function fixSensitiveFirst(
  problem: SearchProblem,
  grid: Grid,
  start: Candidate,
  { beam, steps }: FixingEffort,
): Promise<readonly Candidate[]> {
  let partials: readonly Partial[] = [{ candidate: start, open: grid.axes }];
  const batch = Math.ceil(grid.axes.length / ROUNDS);
  for (let done = 0; done < grid.axes.length; done += batch) {
    const next = new Map<string, Partial>();
    for (const partial of partials) {
      const [axis, ...others] = await mostSensitive(problem, partial, batch);
      const open = partial.open.filter((other) => other !== axis && !others.includes(other));
      const free = [...grid.free, ...open.map(({ coordinate }) => coordinate)];
      const { theta } = partial.candidate;
      for (const offer of around(axis!, theta[axis!.coordinate]!, 2)) {
        const fixed = theta.slice();
        fixed[axis!.coordinate] = axis!.stock.offers[offer]!.value;
        for (const { coordinate, stock } of others)
          fixed[coordinate] = stock.offers[nearestOffer(stock, theta[coordinate]!)]!.value;
        const candidate = await retrain(problem, fixed, free, steps);
        if (candidate !== undefined) next.set(fixedKey(grid, open, candidate.theta), { candidate, open });
      }
    }
    partials = [...next.values()]
      .sort((a, b) => (isBetter(a.candidate, b.candidate) ? -1 : 1))
      .slice(0, beam);
  }
  return partials.map(({ candidate }) => candidate);
}

/** The open axes on which a step from one value to the next changes the residuals most, the first the most. */
async function mostSensitive(
  problem: SearchProblem,
  { candidate, open }: Partial,
  count: number,
): Promise<readonly GridAxis[]> {
  const { theta } = candidate;
  const slope = await problem.linearise(theta);
  const norms = slope && columnNorms(slope.jacobian, theta.length);
  const weight = (axis: GridAxis): number => {
    const gap = gapAround(axis, theta[axis.coordinate]!);
    const norm = norms?.[axis.coordinate] ?? 0;
    // Where no goal presses, the coarsest axis first: it has the least choice.
    return norm > 0 ? norm * gap : gap * Number.MIN_VALUE * 1e10;
  };
  const weights = new Map(open.map((axis) => [axis, weight(axis)]));
  return [...open].sort((a, b) => weights.get(b)! - weights.get(a)!).slice(0, count);
}

/** Logarithm of the ratio of the two offers around a value. */
function gapAround(axis: GridAxis, value: number): number {
  const [first, last] = around(axis, value, 2);
  if (first === undefined || last === undefined || first === last) return 0;
  const { offers } = axis.stock;
  return Math.log(offers[last]!.value / offers[first]!.value);
}

function fixedKey(grid: Grid, open: readonly GridAxis[], theta: Float64Array): string {
  return grid.axes.map((axis) => (open.includes(axis) ? "" : theta[axis.coordinate])).join();
}

/** A complete choice with what is still free re-trained. */
export async function completeChoice(
  problem: SearchProblem,
  grid: Grid,
  choice: readonly number[],
  theta: Float64Array,
  steps: number,
): Promise<Candidate | undefined> {
  return retrain(problem, thetaOf(grid, choice, theta), grid.free, steps);
}
