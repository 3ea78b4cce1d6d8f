import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import type { Outcome } from "../numeric/outcome.ts";
import { addBiasAdjoint } from "./bias-adjoint.ts";
import { bindTerms, multiplyTerm, type ScaledResponse } from "./bilinear.ts";
import type { FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { GradientProblem } from "./problem.ts";
import { runNudges } from "./run-nudges.ts";
import { addLocalProducts } from "./slot-gradient.ts";
import type { SensitivityCollector } from "./slot-sensitivity.ts";
import { sweptSlots } from "./swept-slots.ts";

/**
 * Adjoint of an AC sweep or of operating points: one run per probe with all sources off and a unit nudge, so that ∂X/∂θ follows at every
 * point (see LocalTerm), and what AC owes to the operating point with it (see addBiasAdjoint). Adds ∂X/∂slot of experiment `index` to the collector; fails as the engine does.
 */
export async function addPointwiseAdjoint(
  index: number,
  problem: GradientProblem,
  free: FreeRun,
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
  const experiment = problem.experiments[index]!;
  const nudges = await runNudges(experiment, free.state.slots, free.experiments[index]!);
  if (nudges.kind === "failed") return nudges;
  if (collector.wantsJacobian) addObservables(index, problem, free, nudges.value, collector);
  else addWholeCost(index, problem, free, nudges.value, collector);
  return addBiasAdjoint(problem, index, free, nudges.value, collector);
}

/** ∂X/∂slot of every observable. */
function addObservables(
  index: number,
  problem: GradientProblem,
  free: FreeRun,
  nudges: readonly ScaledResponse[],
  collector: SensitivityCollector,
): void {
  const { plan } = problem.experiments[index]!;
  const { responses } = free.experiments[index]!;
  const frequencies = frequencyAxis(plan);
  const product = { re: new Float64Array(frequencies.length), im: new Float64Array(frequencies.length) };
  const swept = sweptSlots(plan);
  for (const bound of bindTerms(plan)) {
    if (swept.has(bound.term.slot)) continue;
    plan.observed.forEach(({ excitation, nudge }, observable) => {
      // The values of the independent sources matter only where they are the drive.
      if ("kind" in bound.term.free && plan.excitations[excitation]!.kind !== "sources") return;
      const response = nudges[nudge]!;
      multiplyTerm(bound, free.state.slots, frequencies, responses[excitation]!, response, product);
      collector.add(index, observable, bound.term.slot, product);
    });
  }
}

/**
 * ∂C/∂slot alone: the nudges under one excitation are summed first, each with what the cost makes of its observable, so that the
 * local rule is applied once, however many observables there are.
 */
function addWholeCost(
  index: number,
  problem: GradientProblem,
  free: FreeRun,
  nudges: readonly ScaledResponse[],
  collector: SensitivityCollector,
): void {
  const { plan } = problem.experiments[index]!;
  const { responses, evaluation } = free.experiments[index]!;
  const { slots } = free.state;
  const gradient = new Float64Array(slots.length);
  for (const excitation of plan.excitations.keys()) {
    const nudge = weighNudges(plan, excitation, nudges, evaluation.costDerivative);
    addLocalProducts(plan, slots, excitation, { free: responses[excitation]!, nudge, factor: 1 }, gradient);
  }
  for (const slot of new Set(plan.terms.map((term) => term.slot))) collector.addToCost(slot, gradient[slot]!);
}

/** Σ conj(∂C/∂X) z_X over the observables of one excitation: the real part of a product with it is what the cost feels. */
function weighNudges(
  plan: ExperimentPlan,
  excitation: number,
  nudges: readonly ScaledResponse[],
  { re, im, columns }: ComplexMatrix,
): ComplexMatrix {
  const sum = complexMatrix(plan.experiment.quantities.length, columns);
  plan.observed.forEach((place, observable) => {
    if (place.excitation !== excitation) return;
    const { response, factor } = nudges[place.nudge]!;
    for (let at = 0; at < sum.re.length; at++) {
      const entry = observable * columns + (at % columns);
      const [weightRe, weightIm] = [factor * re[entry]!, -factor * im[entry]!];
      sum.re[at]! += weightRe * response.re[at]! - weightIm * response.im[at]!;
      sum.im[at]! += weightRe * response.im[at]! + weightIm * response.re[at]!;
    }
  });
  return sum;
}
