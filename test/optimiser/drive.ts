import type { Answer, Bounds, Optimiser, OptimiserStatus, Question } from "../../src/optimiser/optimiser.ts";

/** A cost to minimise, in plain coordinates. */
export interface Problem {
  readonly start: readonly number[];
  readonly lower?: readonly number[];
  readonly upper?: readonly number[];
  /** Everything an optimiser may ask for; `{ ok: false }` where the computation fails. */
  evaluate(point: Float64Array): Answer;
}

export interface Run {
  readonly status: OptimiserStatus;
  readonly point: Float64Array;
  readonly cost: number;
  readonly steps: number;
  /** 1 for the cost at a new point, 1 more for a gradient or Jacobian there: what an engine is asked to do. */
  readonly analyses: number;
  readonly questions: readonly Question[];
}

export interface DriveOptions<State> {
  readonly limit?: number;
  /** Stop at this cost. */
  readonly stop?: number;
  /** Put between two steps: a checkpoint and its reading back, for instance. */
  readonly between?: (state: State) => State;
}

/** Follow an optimiser to its end, counting analyses as the training does. */
export function drive<State>(
  optimiser: Optimiser<State>,
  problem: Problem,
  { limit = 20_000, stop = Number.NEGATIVE_INFINITY, between = (state) => state }: DriveOptions<State> = {},
): Run {
  const start = Float64Array.from(problem.start);
  let state = optimiser.init(start, boundsOf(problem));
  let analyses = 0;
  let known: Float64Array | null = null;
  const questions: Question[] = [];
  while (optimiser.status(state) === "running" && analyses < limit && optimiser.best(state).cost > stop) {
    const question = optimiser.ask(state);
    questions.push(question);
    if (!known || known.some((value, n) => value !== question.point[n])) analyses++;
    known = question.point;
    if (question.want !== "cost") analyses++;
    state = between(optimiser.tell(state, narrow(problem.evaluate(question.point), question)));
  }
  const { point, cost } = optimiser.best(state);
  return { status: optimiser.status(state), point, cost, steps: optimiser.steps(state), analyses, questions };
}

export function boundsOf({ start, lower, upper }: Problem): Bounds {
  return {
    lower: Float64Array.from(lower ?? start.map(() => Number.NEGATIVE_INFINITY)),
    upper: Float64Array.from(upper ?? start.map(() => Number.POSITIVE_INFINITY)),
  };
}

/** Only what was asked for: an optimiser that peeks at more would cost analyses that nobody counted. */
function narrow(answer: Answer, { want }: Question): Answer {
  if (!answer.ok || want === "jacobian") return answer;
  const { cost, gradient } = answer;
  return want === "gradient" && gradient ? { ok: true, cost, gradient } : { ok: true, cost };
}

/** A least-squares problem from its residuals and their Jacobian (rows of slopes). */
export function leastSquares(
  start: readonly number[],
  residuals: (x: Float64Array) => readonly number[],
  jacobian: (x: Float64Array) => readonly (readonly number[])[],
  box: { readonly lower?: readonly number[]; readonly upper?: readonly number[] } = {},
): Problem {
  return {
    start,
    ...box,
    evaluate(x) {
      const r = Float64Array.from(residuals(x));
      const rows = jacobian(x);
      const gradient = new Float64Array(start.length);
      rows.forEach((row, k) => {
        row.forEach((slope, n) => {
          gradient[n]! += slope * r[k]!;
        });
      });
      const cost = r.reduce((sum, value) => sum + value * value, 0) / 2;
      return { ok: true, cost, gradient, residuals: r, jacobian: Float64Array.from(rows.flat()) };
    },
  };
}
