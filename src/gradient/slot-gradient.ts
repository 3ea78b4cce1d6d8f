import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { Outcome } from "../numeric/outcome.ts";
import { bindTerms, multiplyTerm } from "./bilinear.ts";
import { uncoveredParameters } from "./coverage.ts";
import type { Sensitivity } from "./estimator.ts";
import { differenceParameters } from "./finite-difference.ts";
import type { FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { GradientProblem } from "./problem.ts";
import { sweptSlots } from "./swept-slots.ts";

/** ∂C/∂slot with what the cost says of slots by itself; the local rule adds the rest. Length slotCount. */
export function startSlotGradient(free: FreeRun): Float64Array {
  const gradient = new Float64Array(free.state.slots.length);
  for (const { evaluation } of free.experiments) {
    evaluation.costSlotDerivative.forEach((derivative, slot) => {
      gradient[slot]! += derivative;
    });
  }
  return gradient;
}

/** The responses whose products make the local rule, with the real factors on them. */
export interface LocalProduct {
  readonly free: ComplexMatrix;
  readonly nudge: ComplexMatrix;
  readonly factor: number;
  /** The factor for the values of independent sources, which meet the nudge response alone; `factor` by default. */
  readonly sourceFactor?: number;
}

/** Add Re Σ_points factor · coefficient · (jω)^order · q(free) · z(nudge) of every local term to its slot, under one excitation. */
export function addLocalProducts(
  plan: ExperimentPlan,
  slots: Float64Array,
  excitation: number,
  { free, nudge, factor, sourceFactor = factor }: LocalProduct,
  gradient: Float64Array,
): void {
  const frequencies = frequencyAxis(plan);
  const product = { re: new Float64Array(frequencies.length), im: new Float64Array(frequencies.length) };
  const swept = sweptSlots(plan);
  for (const bound of bindTerms(plan)) {
    const isSource = "kind" in bound.term.free;
    if (swept.has(bound.term.slot)) continue;
    // The values of the independent sources matter only where they are the drive.
    if (isSource && plan.excitations[excitation]!.kind !== "sources") continue;
    const response = { response: nudge, factor: isSource ? sourceFactor : factor };
    multiplyTerm(bound, slots, frequencies, free, response, product);
    for (const term of product.re) gradient[bound.term.slot]! += term;
  }
}

/** ∂C/∂θ by the chain rule; parameters without a local rule are done by finite differences. */
export function finishSlotGradient(
  problem: GradientProblem,
  free: FreeRun,
  slotGradient: Float64Array,
): Promise<Outcome<Sensitivity>> {
  const gradient = new Float64Array(problem.circuit.trainables.length);
  for (const { slot, parameter, derivative } of free.state.derivatives) {
    gradient[parameter]! += slotGradient[slot]! * derivative;
  }
  const analyses = new Set(problem.experiments.map(({ plan }) => plan.objective.kind));
  const uncovered = uncoveredParameters(problem.circuit, analyses, free.state);
  return differenceParameters(problem, free, { gradient }, uncovered);
}
