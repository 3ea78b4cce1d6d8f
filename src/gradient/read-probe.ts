import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";

/** What a probe reads in the response of a phase at every point; shape (1, points). */
export function readProbe(plan: ExperimentPlan, probeIndex: number, response: ComplexMatrix): ComplexMatrix {
  const probe = plan.experiment.probes[probeIndex]!;
  const points = response.columns;
  const reading = complexMatrix(1, points);
  const add = (source: number, sign: number): void => {
    for (let point = 0; point < points; point++) {
      reading.re[point]! += sign * response.re[source * points + point]!;
      reading.im[point]! += sign * response.im[source * points + point]!;
    }
  };
  if (probe.kind === "current") {
    add(plan.rowOf({ kind: "branch", element: probe.element }), 1);
  } else {
    if (probe.positive !== 0) add(plan.rowOf({ kind: "node", node: probe.positive }), 1);
    if (probe.negative !== 0) add(plan.rowOf({ kind: "node", node: probe.negative }), -1);
  }
  return reading;
}
