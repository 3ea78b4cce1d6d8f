import type { CircuitState } from "../circuit/circuit.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { CostEvaluation, GoalVerdict } from "../goal/objective.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { GradientProblem } from "./problem.ts";
import { readProbe } from "./read-probe.ts";

/** The free phase of one objective. */
export interface FreeExperiment {
  /** One matrix (quantities, points) per excitation. */
  readonly responses: readonly ComplexMatrix[];
  /** The observables, shape (observables, points). */
  readonly observed: ComplexMatrix;
  readonly evaluation: CostEvaluation;
}

/** The free phase of all objectives at one θ, with the cost as language.md states it. */
export interface FreeRun {
  readonly theta: Float64Array;
  /** The training margin on inequalities it was run with. */
  readonly margin: number;
  readonly state: CircuitState;
  readonly experiments: readonly FreeExperiment[];
  /** Σ over objectives, without any training margin. */
  readonly cost: number;
  /** What an optimiser minimises: with the margin, ½ Σ r² where there are residuals. Equal to `cost` when the margin is 0. */
  readonly trainingCost: number;
  readonly goals: readonly GoalVerdict[];
}

/**
 * Run the free phases at θ and evaluate the cost: one sweep per excitation and grid.
 * `margin` tightens inequalities for training (see Objective.evaluate). Fails as the engine does, or with `not-finite`.
 */
export async function runFree(
  problem: GradientProblem,
  theta: Float64Array,
  margin = 0,
): Promise<Outcome<FreeRun>> {
  const state = problem.circuit.evaluate(theta);
  const experiments: FreeExperiment[] = [];
  for (const { plan, run } of problem.experiments) {
    const responses = await run(state.slots, plan.freePhases);
    if (responses.kind === "failed") return responses;
    const observed = observe(plan, responses.value);
    experiments.push({
      responses: responses.value,
      observed,
      evaluation: plan.objective.evaluate(observed, state, margin),
    });
  }
  const cost = sum(experiments.map(({ evaluation }) => evaluation.cost));
  const trainingCost = sum(experiments.map(({ evaluation }) => costOfResiduals(evaluation)));
  if (!Number.isFinite(cost + trainingCost)) {
    return fail("not-finite", "the cost is not a finite number at these values");
  }
  const goals = experiments.flatMap(({ evaluation }) => evaluation.goals);
  return succeed({ theta: theta.slice(), margin, state, experiments, cost, trainingCost, goals });
}

/**
 * Read the observables out of the free phases, shape (observables, points). A transient that starts from rest (`uic`) shows its jump at
 * t = 0 half done in sample 0; what is observed there is the value after the jump, twice that.
 */
export function observe(plan: ExperimentPlan, responses: readonly ComplexMatrix[]): ComplexMatrix {
  const points = plan.objective.axis.length;
  const observed = complexMatrix(plan.observed.length, points);
  const jumps = jumpsAtStart(plan);
  plan.observed.forEach(({ probe: probeIndex, excitation }, row) => {
    const reading = readProbe(plan, probeIndex, responses[excitation]!);
    observed.re.set(reading.re, row * points);
    observed.im.set(reading.im, row * points);
    if (jumps) observed.re[row * points]! *= 2;
  });
  return observed;
}

/** True for a transient in which everything jumps at t = 0. */
export function jumpsAtStart({ experiment }: ExperimentPlan): boolean {
  return experiment.kind === "tran" && experiment.analysis.useInitialConditions;
}

/** What an observed sample is of the discrete one; see `observe`. */
export function sampleWeight(plan: ExperimentPlan, n: number): number {
  return n === 0 && jumpsAtStart(plan) ? 2 : 1;
}

function costOfResiduals(evaluation: CostEvaluation): number {
  if (evaluation.residuals === undefined) return evaluation.cost;
  let total = 0;
  for (const residual of evaluation.residuals) total += residual * residual;
  return total / 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Whether the cost is a sum of squares, so that it has a Jacobian; a cross-entropy is none. */
export function hasResiduals({ experiments }: FreeRun): boolean {
  return experiments.every(({ evaluation }) => evaluation.residuals !== undefined);
}
