import type { Phase, PhaseRunner } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { type FreeExperiment, observe } from "./free-run.ts";
import { nudgedPhase } from "./nudged-phase.ts";

/** A measured deviation, relative to the one wished for, that tells the scale of β: beyond, devices may bend or rounding rule. */
const TELLING = { least: 1e-3, most: 10 };
/** As if the outputs had a driving-point impedance of 1 MΩ; what follows corrects it. */
const CAUTIOUS_IMPEDANCE = 1e6;
const ATTEMPTS = 4;

/**
 * Find the β at which `measure` gives the wished deviation. β has a unit (siemens for one voltage, and so on), so it is measured: a weak
 * nudge shows the driving-point conductance of the outputs. `force` is the largest nudge of β = 1; where it is 0, β is 1.
 */
export async function tuneBeta(
  force: number,
  deviation: number,
  measure: (beta: number) => Promise<Outcome<number>>,
): Promise<Outcome<number>> {
  if (force === 0 || deviation === 0) return succeed(1);
  let beta = deviation / (force * CAUTIOUS_IMPEDANCE);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const moved = await measure(beta);
    if (moved.kind === "failed") return moved;
    const part = moved.value / deviation;
    beta /= Math.max(part, TELLING.least / 10);
    if (part > TELLING.least && part < TELLING.most) break;
  }
  return succeed(beta);
}

/** Choose β for an experiment's own network so that the nudge moves the observed numbers by `deviation` (root mean square). */
export function chooseBeta(
  plan: ExperimentPlan,
  free: FreeExperiment,
  slots: Float64Array,
  run: PhaseRunner,
  deviation: number,
): Promise<Outcome<number>> {
  return tuneBeta(rootMeanSquare(free.evaluation.costDerivative), deviation, async (beta) => {
    const phases = plan.excitations.map((_, excitation): Phase => nudgedPhase(plan, free, excitation, beta));
    const nudged = await run(slots, phases);
    return nudged.kind === "failed"
      ? nudged
      : succeed(rootMeanSquare(subtract(observe(plan, nudged.value), free.observed)));
  });
}

/** Root mean square of the entries; 0 of nothing. */
export function rootMeanSquare({ re, im }: ComplexMatrix): number {
  let total = 0;
  for (let entry = 0; entry < re.length; entry++) total += re[entry]! ** 2 + im[entry]! ** 2;
  return Math.sqrt(total / Math.max(1, re.length));
}

function subtract(first: ComplexMatrix, second: ComplexMatrix): ComplexMatrix {
  const difference = (a: Float64Array, b: Float64Array) => a.map((value, index) => value - b[index]!);
  return { ...first, re: difference(first.re, second.re), im: difference(first.im, second.im) };
}
