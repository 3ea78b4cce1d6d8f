import type { Phase } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type FreeExperiment, sampleWeight } from "./free-run.ts";

/**
 * The nudge -β ∂C/∂X of every probe observed under one excitation, ∂C/∂X = ∂C/∂Re X - j ∂C/∂Im X; shape (probes, points). In a transient
 * it is played backwards: -β e[N - n].
 */
export function nudgeAmplitudes(
  plan: ExperimentPlan,
  free: FreeExperiment,
  excitation: number,
  beta: number,
): ComplexMatrix {
  if (plan.objective.kind === "tran") return reversedNudge(plan, free, beta);
  const { costDerivative } = free.evaluation;
  const points = plan.objective.axis.length;
  const amplitudes = complexMatrix(plan.experiment.probes.length, points);
  plan.observed.forEach((place, observable) => {
    if (place.excitation !== excitation) return;
    for (let point = 0; point < points; point++) {
      const at = place.probe * points + point;
      amplitudes.re[at]! -= beta * costDerivative.re[observable * points + point]!;
      amplitudes.im[at]! += beta * costDerivative.im[observable * points + point]!;
    }
  });
  return amplitudes;
}

function reversedNudge(
  plan: ExperimentPlan,
  { evaluation: { costDerivative } }: FreeExperiment,
  beta: number,
): ComplexMatrix {
  const samples = plan.objective.axis.length;
  const amplitudes = complexMatrix(plan.experiment.probes.length, samples);
  plan.observed.forEach(({ probe }, observable) => {
    for (let n = 0; n < samples; n++) {
      const error = sampleWeight(plan, n) * costDerivative.re[observable * samples + n]!;
      amplitudes.re[probe * samples + (samples - 1 - n)]! -= beta * error;
    }
  });
  return amplitudes;
}

/** The phase that is driven as in the free phase of one excitation and nudged with β. */
export function nudgedPhase(
  plan: ExperimentPlan,
  free: FreeExperiment,
  excitation: number,
  beta: number,
): Extract<Phase, { readonly kind: "nudged" }> {
  return {
    kind: "nudged",
    excitation: plan.excitations[excitation]!,
    amplitudes: nudgeAmplitudes(plan, free, excitation, beta),
  };
}
