import { createLevenbergMarquardt } from "../../optimiser/levenberg-marquardt.ts";
import type { Answer, Question } from "../../optimiser/optimiser.ts";
import { bestOf, type Candidate, type SearchProblem } from "./search-problem.ts";

/**
 * Move the coordinates listed in `free` to where they cost least, all others held exactly: Levenberg-Marquardt of at most `steps`
 * accepted steps. Returns the best point met; undefined where not even the first can be computed.
 */
export async function retrain(
  problem: SearchProblem,
  start: Float64Array,
  free: readonly number[],
  steps: number,
): Promise<Candidate | undefined> {
  let best = await problem.evaluate(start);
  if (free.length === 0 || steps === 0 || best === undefined) return best;
  const { coordinates } = problem;
  const origin = coordinates.toInternal(start);
  const size = origin.length;
  const optimiser = createLevenbergMarquardt({ reductionTolerance: 1e-4, stepTolerance: 1e-7 });
  const pick = (vector: Float64Array) => Float64Array.from(free, (index) => vector[index]!);

  const thetaAt = (point: Float64Array): Float64Array => {
    const internal = origin.slice();
    free.forEach((index, n) => {
      internal[index] = point[n]!;
    });
    const natural = coordinates.toNatural(internal);
    const theta = start.slice();
    for (const index of free) theta[index] = natural[index]!;
    return theta;
  };
  const answer = async ({ point, want }: Question): Promise<Answer> => {
    const theta = thetaAt(point);
    const candidate = await problem.evaluate(theta);
    if (candidate === undefined) return { ok: false };
    best = bestOf([best, candidate]);
    if (want === "cost") return { ok: true, cost: candidate.pressed };
    const slope = await problem.linearise(theta);
    if (slope === undefined) return { ok: false };
    const { residuals, jacobian } = slope;
    const columns = new Float64Array(residuals.length * free.length);
    for (let row = 0; row < residuals.length; row++) {
      free.forEach((index, n) => {
        columns[row * free.length + n] = jacobian[row * size + index]!;
      });
    }
    return { ok: true, cost: candidate.pressed, residuals, jacobian: columns };
  };

  const { lower, upper } = coordinates.bounds;
  let state = optimiser.init(pick(origin), { lower: pick(lower), upper: pick(upper) });
  while (optimiser.status(state) === "running" && optimiser.steps(state) < steps) {
    state = optimiser.tell(state, await answer(optimiser.ask(state)));
  }
  return best;
}
