import { completeChoice } from "./fix-sensitive-first.ts";
import { type Choice, choiceOf, type Grid } from "./grid.ts";
import { type Candidate, isBetter, type Linearisation, type SearchProblem } from "./search-problem.ts";

/** How much an exchange may spend. */
export interface ExchangeEffort {
  /** Moves tried from one point before it counts as the best around. */
  readonly trials: number;
  /** Points computed at most, all in all. */
  readonly evaluations: number;
  /** Training steps of the free numbers at each trial. */
  readonly steps: number;
}

/** What is usual for a grid, where an improvement may cost `evaluations` circuits and some more for each part. */
export function exchangeEffort({ axes, free }: Grid, evaluations: number): ExchangeEffort {
  const parts = Math.max(axes.length, 1);
  return { trials: 30 + 4 * parts, evaluations: evaluations + 8 * parts, steps: free.length > 0 ? 2 : 0 };
}

/** Steps along one or two axes of the grid. */
type Move = readonly { readonly axis: number; readonly by: number }[];

/**
 * Improve a complete choice by exchanging one part, or two together, for neighbours of up to two places, until no exchange helps. The
 * linear model says which exchanges are worth a simulation: they are tried in the order of the cost that it predicts.
 */
export async function exchange(
  problem: SearchProblem,
  grid: Grid,
  start: Candidate,
  effort: ExchangeEffort,
): Promise<Candidate> {
  let best = start;
  const moves = listMoves(grid);
  const last = problem.evaluations + effort.evaluations;
  while (problem.evaluations < last) {
    const better = await findBetter(problem, grid, best, moves, effort, last);
    if (better === undefined) return best;
    best = better;
  }
  return best;
}

async function findBetter(
  problem: SearchProblem,
  grid: Grid,
  best: Candidate,
  moves: readonly Move[],
  { trials, steps }: ExchangeEffort,
  last: number,
): Promise<Candidate | undefined> {
  const choice = choiceOf(grid, best.theta);
  const slope = await problem.linearise(best.theta);
  const ranked = rankMoves(grid, best.theta, choice, moves, slope).slice(0, trials);
  for (const move of ranked) {
    if (problem.evaluations >= last) return undefined;
    const candidate = await completeChoice(problem, grid, moved(choice, move), best.theta, steps);
    if (candidate !== undefined && isBetter(candidate, best)) return candidate;
  }
  return undefined;
}

function listMoves({ axes }: Grid): readonly Move[] {
  const singles = axes.flatMap((_, axis) => [-2, -1, 1, 2].map((by): Move => [{ axis, by }]));
  const pairs = axes.flatMap((_, first) =>
    axes.slice(first + 1).flatMap((_, n) => {
      const second = first + 1 + n;
      return [-1, 1].flatMap((a) =>
        [-1, 1].map(
          (b): Move => [
            { axis: first, by: a },
            { axis: second, by: b },
          ],
        ),
      );
    }),
  );
  return [...singles, ...pairs];
}

/** Possible moves by the cost that |r + J d|² promises, the lowest first; singles first where nothing is known. */
function rankMoves(
  { axes }: Grid,
  theta: Float64Array,
  choice: Choice,
  moves: readonly Move[],
  slope: Linearisation | undefined,
): readonly Move[] {
  // Parts have logarithmic coordinates.
  const step = ({ axis, by }: Move[number]): number | undefined => {
    const { coordinate, stock } = axes[axis]!;
    const offer = stock.offers[choice[axis]! + by];
    return offer === undefined ? undefined : Math.log(offer.value / theta[coordinate]!);
  };
  const gram = slope && normalEquations(slope, theta.length);
  const scored = moves.flatMap((move) => {
    const steps = move.map(step);
    if (steps.some((length) => length === undefined)) return [];
    if (gram === undefined) return [{ move, cost: 0 }];
    let cost = 0;
    move.forEach(({ axis }, a) => {
      const at = axes[axis]!.coordinate;
      cost += gram.gradient[at]! * steps[a]!;
      move.forEach(({ axis: other }, b) => {
        cost += 0.5 * gram.hessian[at * theta.length + axes[other]!.coordinate]! * steps[a]! * steps[b]!;
      });
    });
    return [{ move, cost }];
  });
  return scored.sort((a, b) => a.cost - b.cost).map(({ move }) => move);
}

/** Jᵀr and JᵀJ. */
function normalEquations({ residuals, jacobian }: Linearisation, size: number) {
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let row = 0; row < residuals.length; row++) {
    const offset = row * size;
    for (let a = 0; a < size; a++) {
      const entry = jacobian[offset + a]!;
      if (entry === 0) continue;
      gradient[a]! += entry * residuals[row]!;
      for (let b = 0; b < size; b++) hessian[a * size + b]! += entry * jacobian[offset + b]!;
    }
  }
  return { gradient, hessian };
}

function moved(choice: Choice, move: Move): Choice {
  const next = [...choice];
  for (const { axis, by } of move) next[axis]! += by;
  return next;
}
