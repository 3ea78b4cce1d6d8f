import { invariant } from "../diagnostic/invariant.ts";
import { estimateFinite } from "../gradient/estimate-finite.ts";
import type { Estimator, EstimatorOptions, Sensitivity } from "../gradient/estimator.ts";
import type { FreeRun } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Answer, Question } from "../optimiser/optimiser.ts";
import type { Parametrisation } from "../optimiser/parametrisation.ts";

/** The learning rule of a training. */
export interface LearningRule {
  readonly estimator: Estimator;
  readonly beta: EstimatorOptions["beta"];
}

/** The answer to an optimiser's question, with the sensitivity that it was made of where one was computed. */
export interface ComputedAnswer {
  readonly answer: Answer & { readonly ok: true };
  readonly sensitivity?: Sensitivity;
}

/** Answer an optimiser's question at the point of a free run. Fails as the learning rule does. */
export async function answerQuestion(
  problem: GradientProblem,
  parametrisation: Parametrisation,
  free: FreeRun,
  { point, want, rate }: Question,
  { estimator, beta }: LearningRule,
): Promise<Outcome<ComputedAnswer>> {
  const cost = free.trainingCost;
  if (want === "cost") return succeed({ answer: { ok: true, cost } });
  if (want === "relaxation") {
    invariant(
      estimator.relax !== undefined && rate !== undefined,
      "a rule was asked for a step it does not make",
    );
    const relaxed = await estimator.relax(problem, free, { beta, rate });
    if (relaxed.kind === "failed") return relaxed;
    return succeed({ answer: { ok: true, cost, relaxed: parametrisation.toInternal(relaxed.value) } });
  }
  const estimated = await estimateFinite(estimator, problem, free, { want, beta });
  if (estimated.kind === "failed") return estimated;
  const { gradient, residuals, jacobian } = estimated.value;
  const answer = {
    ok: true,
    cost,
    gradient: parametrisation.chainGradient(point, gradient),
    ...(residuals === undefined || jacobian === undefined
      ? {}
      : { residuals, jacobian: parametrisation.chainJacobian(point, jacobian) }),
  } as const;
  return succeed({ answer, sensitivity: estimated.value });
}
