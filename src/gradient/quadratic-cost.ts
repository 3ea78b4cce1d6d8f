import type { QuadraticCost } from "../experiment/derived/live-nudge.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { FreeExperiment } from "./free-run.ts";

/**
 * The cost of one operating point as a quadratic function of its probes about the free phase: exact for goals that are linear in the
 * observed numbers and equalities, Gauss-Newton otherwise.
 */
export function quadraticCost(
  { observed, experiment: { probes } }: ExperimentPlan,
  { evaluation, observed: readings }: FreeExperiment,
  point: number,
): QuadraticCost {
  const { costDerivative, residualDerivatives } = evaluation;
  const size = probes.length;
  const at = new Float64Array(size);
  const slope = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  observed.forEach(({ probe }, observable) => {
    at[probe] = readings.re[observable * readings.columns + point]!;
    slope[probe]! += costDerivative.re[observable * costDerivative.columns + point]!;
  });
  if (residualDerivatives === undefined) return { at, slope, curvature };
  const rows = new Map<number, { readonly probe: number; readonly derivative: number }[]>();
  residualDerivatives.row.forEach((row, entry) => {
    if (residualDerivatives.point[entry] !== point) return;
    const { probe } = observed[residualDerivatives.observable[entry]!]!;
    const entries = rows.get(row) ?? [];
    entries.push({ probe, derivative: residualDerivatives.dRe[entry]! });
    rows.set(row, entries);
  });
  for (const entries of rows.values()) {
    for (const first of entries) {
      for (const second of entries) {
        curvature[first.probe * size + second.probe]! += first.derivative * second.derivative;
      }
    }
  }
  return { at, slope, curvature };
}
