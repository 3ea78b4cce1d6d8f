import type { Sensitivity } from "../gradient/estimator.ts";
import { type FreeRun, runFree } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import { type Failure, fail, type Outcome } from "../numeric/outcome.ts";
import type { Answer, Optimiser, OptimiserStatus, Question } from "../optimiser/optimiser.ts";
import type { Parametrisation } from "../optimiser/parametrisation.ts";
import { answerQuestion, type LearningRule } from "./answer-question.ts";
import { createBreather } from "./breather.ts";

/** Why one descent ended. */
export type DescentEnd =
  | "goals-met"
  | "stop-cost"
  | "max-steps"
  | "interrupted"
  /** The cost on the validation samples fell no more. */
  | "stale"
  | Exclude<OptimiserStatus, "running">;

/** One descent from one starting point. */
export interface Descent {
  readonly end: DescentEnd;
  /** The best free run by the training cost, or the one at which the goals were met. */
  readonly best: FreeRun;
  /** The last sensitivity that was computed; at the best point or next to it. */
  readonly sensitivity: Sensitivity | undefined;
}

/** What is told after the first evaluation and after every accepted step. */
export interface DescentProgress {
  readonly initial: boolean;
  readonly run: FreeRun;
  /** The optimiser's state after the step. */
  readonly state: unknown;
}

export interface DescentOptions extends LearningRule {
  /** Training margin on inequalities. */
  readonly margin: number;
  /** Accepted steps at most, counted by the optimiser's state. */
  readonly maxSteps: number;
  /** Ends the descent once the cost is at most this; -Infinity for never. */
  readonly stopCost: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: DescentProgress) => void;
}

/**
 * Follow an optimiser from a state of it until it, the goals or the options end it. A computation that fails at a trial point is an
 * answer to the optimiser; one that fails before any point succeeded is the result.
 */
export async function descend(
  problem: GradientProblem,
  parametrisation: Parametrisation,
  optimiser: Optimiser<unknown>,
  initial: unknown,
  options: DescentOptions,
): Promise<Descent | Failure> {
  const oracle = createOracle(problem, parametrisation, options);
  let state = initial;
  let steps = optimiser.steps(state);
  if (Number.isFinite(optimiser.best(state).cost)) {
    // A state that has taken steps before (a resumed one) brings its best point along.
    const failure = await oracle.visit(optimiser.best(state).point);
    if (failure !== undefined) return failure;
  }
  const finish = (end: DescentEnd): Descent | Failure => {
    const best = oracle.best();
    if (best !== undefined) return { end, best, sensitivity: oracle.sensitivity() };
    return oracle.failure() ?? fail("interrupted", "interrupted before the first analysis");
  };

  const breathe = createBreather();
  while (true) {
    await breathe();
    if (options.signal?.aborted) return finish("interrupted");
    const status = optimiser.status(state);
    if (status !== "running") return finish(status);
    if (steps >= options.maxSteps) {
      // Without a step there is still the cost of what stands.
      const failure =
        oracle.best() === undefined ? await oracle.visit(optimiser.ask(state).point) : undefined;
      return failure ?? finish("max-steps");
    }

    const first = oracle.best() === undefined;
    const question = optimiser.ask(state);
    const answer = await oracle.answer(question);
    if (options.signal?.aborted) return finish("interrupted");
    // A relaxation that was too large at the first point is tried again with a smaller one, as anywhere else.
    const isTooLarge = oracle.best() !== undefined && oracle.failure()?.reason === "no-convergence";
    if (first && !answer.ok && !(isTooLarge && question.want === "relaxation")) return oracle.failure()!;
    state = optimiser.tell(state, answer);
    if (!answer.ok) continue;

    const run = oracle.latest();
    if (first) options.onProgress({ initial: true, run, state });
    if (optimiser.steps(state) > steps) {
      steps = optimiser.steps(state);
      options.onProgress({ initial: false, run, state });
    }
    if (allMet(run)) return { end: "goals-met", best: run, sensitivity: oracle.sensitivity() };
    if (run.cost <= options.stopCost)
      return { end: "stop-cost", best: run, sensitivity: oracle.sensitivity() };
  }
}

/** True when every goal has a verdict and every verdict is good. */
export function allMet({ goals }: FreeRun): boolean {
  return goals.length > 0 && goals.every(({ met }) => met === true);
}

/** Free runs kept: an accepted trial is asked again for its gradient, and its free phase must not be run twice. */
const KEPT_RUNS = 3;

/** Answers an optimiser's questions with runs of the circuit. */
function createOracle(
  problem: GradientProblem,
  parametrisation: Parametrisation,
  { margin, ...rule }: DescentOptions,
) {
  const known: FreeRun[] = [];
  let best: FreeRun | undefined;
  let sensitivity: Sensitivity | undefined;
  let failure: Failure | undefined;

  const freeAt = async (point: Float64Array): Promise<Outcome<FreeRun>> => {
    const theta = parametrisation.toNatural(point);
    const index = known.findIndex((run) => run.theta.every((value, parameter) => value === theta[parameter]));
    if (index >= 0) {
      known.unshift(...known.splice(index, 1));
      return { kind: "ok", value: known[0]! };
    }
    const run = await runFree(problem, theta, margin);
    if (run.kind === "failed") {
      failure ??= run;
      return run;
    }
    known.unshift(run.value);
    known.length = Math.min(known.length, KEPT_RUNS);
    if (best === undefined || run.value.trainingCost < best.trainingCost) best = run.value;
    return run;
  };

  return {
    best: () => best,
    sensitivity: () => sensitivity,
    failure: () => failure,
    /** The run behind the last successful answer. */
    latest: () => known[0]!,
    async visit(point: Float64Array): Promise<Failure | undefined> {
      const run = await freeAt(point);
      return run.kind === "failed" ? run : undefined;
    },
    async answer(question: Question): Promise<Answer> {
      const free = await freeAt(question.point);
      if (free.kind === "failed") return { ok: false };
      const computed = await answerQuestion(problem, parametrisation, free.value, question, rule);
      if (computed.kind === "failed") {
        failure ??= computed;
        return { ok: false };
      }
      sensitivity = computed.value.sensitivity ?? sensitivity;
      return computed.value.answer;
    },
  };
}
