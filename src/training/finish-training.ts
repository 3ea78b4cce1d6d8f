import type { Trainable } from "../circuit/circuit.ts";
import { goalAxis } from "../goal/goal-axis.ts";
import { goalUnits } from "../goal/goal-units.ts";
import { type Objective, samplesOf } from "../goal/objective.ts";
import type { FreeRun } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import type { Outcome } from "../numeric/outcome.ts";
import { succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import type { DescentEnd } from "./descend.ts";
import type { Descents } from "./descend-from-starts.ts";
import { describeValleys } from "./describe-valleys.ts";
import { judgeSamples } from "./judge-samples.ts";
import type { OpenedProblem } from "./open-problem.ts";
import type { TrainingPlan } from "./plan-training.ts";
import { settleValues } from "./settle-values.ts";
import type { TrainingOptions } from "./training-options.ts";
import type { TrainedGoal, TrainedParameter, TrainingOutcome, TrainingResult } from "./training-result.ts";
import { verifyWritten } from "./verify-written.ts";

/** Everything a training knows when its descents are over. */
export interface FinishedDescents {
  readonly compilation: Compilation;
  readonly options: TrainingOptions;
  readonly plan: TrainingPlan;
  readonly opened: OpenedProblem;
  readonly descents: Descents;
  readonly progress: TrainingResult["progress"];
  elapsed(): number;
}

/** Round the values, write the netlist, simulate the written text afresh, and put the result together. */
export async function finishTraining(finished: FinishedDescents): Promise<Outcome<TrainingResult>> {
  const { compilation, options, plan, opened, descents, progress, elapsed } = finished;
  const { source, circuit, objectives } = compilation;
  const initialCost = descents.history[0]!;
  const problem = await problemWithout(opened, objectives, descents.skipped ?? []);
  if (problem.kind === "failed") return problem;
  const settled = await settleValues(problem.value, source, descents.best, initialCost);
  if (settled.kind === "failed") return settled;
  const { text, run } = settled.value;
  const { failing = "refuse" } = plan.settings;
  const data = await judgeSamples(opened, objectives, run, failing, descents.skipped);
  if (data.kind === "failed") return data;

  const verified = await verifyWritten({ compilation, options, descents, text, run });
  const goalsWithVerdict = run.goals.filter(({ met }) => met !== null);
  const outcome = describeOutcome(
    descents.end,
    run.goals.length > 0 &&
      goalsWithVerdict.length === run.goals.length &&
      goalsWithVerdict.every(({ met }) => met),
  );
  return succeed({
    engine: options.engine.name,
    estimator: plan.estimator.name,
    optimizer: plan.optimizer,
    ...outcome,
    steps: descents.steps,
    starts: descents.starts,
    analyses: opened.analyses() + verified.analyses,
    seconds: { total: elapsed(), engine: opened.seconds() },
    cost: { initial: initialCost, final: run.cost, history: descents.history },
    progress,
    goals: describeGoals(compilation, run),
    parameters: circuit.trainables.map((trainable, index) => describeParameter(trainable, run.theta[index]!)),
    ...(data.value === undefined ? {} : { data: data.value }),
    ...(verified.verification === undefined ? {} : { verification: verified.verification }),
    text,
    valleys: describeValleys(descents.sensitivity, run.theta, circuit.trainables),
    remarks: [...plan.remarks, ...verified.remarks],
  });
}

/** The problem over the training samples but those that could not be simulated. */
async function problemWithout(
  opened: OpenedProblem,
  objectives: readonly Objective[],
  skipped: readonly number[],
): Promise<Outcome<GradientProblem>> {
  const samples = objectives.map(samplesOf).find((found) => found !== undefined);
  if (samples === undefined || skipped.length === 0) return succeed(opened.problem);
  const over = await opened.openOver(samples.parts.train.filter((row) => !skipped.includes(row)));
  return over.kind === "failed" ? over : succeed(over.value.problem);
}

function describeGoals(
  { objectives, circuit }: Compilation,
  { experiments }: FreeRun,
): readonly TrainedGoal[] {
  const units = goalUnits(circuit, objectives);
  return objectives.flatMap((objective, index) => {
    const axis = goalAxis(objective, circuit);
    return experiments[index]!.evaluation.goals.map((verdict) => ({
      ...verdict,
      unit: units.get(verdict.name) ?? "",
      ...(axis === undefined ? {} : { axis }),
    }));
  });
}

/** Distance from a bound, relative to it, at which a value is said to stand on it. */
const BOUND_TOLERANCE = 1e-6;

function describeParameter({ name, unit, start, min, max }: Trainable, after: number): TrainedParameter {
  const touches = (bound: number): boolean =>
    Number.isFinite(bound) &&
    Math.abs(after - bound) <= BOUND_TOLERANCE * Math.max(Math.abs(bound), Math.abs(after));
  const onBound = touches(min) ? "min" : touches(max) ? "max" : undefined;
  return { name, unit, before: start, after, min, max, ...(onBound === undefined ? {} : { onBound }) };
}

function describeOutcome(
  end: DescentEnd,
  met: boolean,
): { readonly outcome: TrainingOutcome; readonly explanation: string } {
  if (end === "interrupted")
    return { outcome: "interrupted", explanation: "interrupted; these are the best values so far" };
  if (met) return { outcome: "goals-met", explanation: "every goal is met" };
  switch (end) {
    case "goals-met":
    case "converged":
      return { outcome: "converged", explanation: "no change of the values lowers the cost any further" };
    case "stale":
      return {
        outcome: "converged",
        explanation: "the cost on the validation samples fell no more; the best of these values are kept",
      };
    case "stop-cost":
      return { outcome: "converged", explanation: "the cost fell to the value asked for" };
    case "max-steps":
      return {
        outcome: "max-steps",
        explanation: "all steps were used before the cost stopped falling; more steps may lower it",
      };
    case "stalled":
      return {
        outcome: "stalled",
        explanation: "no step lowered the cost although the gradient is not zero; other starts may help",
      };
    case "diverged":
      return { outcome: "diverged", explanation: "the cost grew beyond bounds; a smaller rate may help" };
  }
}
