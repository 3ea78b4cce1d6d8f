import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { solveDense } from "../numeric/solve-dense.ts";
import type { FreeExperiment } from "./free-run.ts";
import { goalDistance } from "./goal-distance.ts";
import type { OpenedExperiment } from "./problem.ts";
import { readProbe } from "./read-probe.ts";
import { runNudges } from "./run-nudges.ts";

/** A network with its outputs held away from where they stand freely. */
export interface Clamp {
  /** Its response, shape (quantities, points). */
  readonly clamped: ComplexMatrix;
  /** What the clamps inject: A at voltages, V at currents; shape (probes, points). */
  readonly injected: ComplexMatrix;
}

/** The clamps hold their values to this part of the displacement. */
const TOLERANCE = 1e-7;
const ATTEMPTS = 12;

/**
 * Clamp every output of one excitation a part of the way to its goal, X = X_free + part · (goal - X_free). The currents that hold it
 * there are found by Newton's method with the output impedances of the free point; in a linear network the first guess is
 * the solution. Fails as the engine does, and where the outputs cannot be held independently of each other.
 */
export async function findClamp(
  experiment: OpenedExperiment,
  slots: Float64Array,
  free: FreeExperiment,
  excitation: number,
  part: number,
): Promise<Outcome<Clamp>> {
  const { plan, run } = experiment;
  const nudges = await runNudges(experiment, slots, free);
  if (nudges.kind === "failed") return nudges;
  const outputs = outputsOf(plan, excitation);
  const readings = outputs.map(({ nudge }) => {
    const { response, factor } = nudges.value[nudge]!;
    return outputs.map(({ probe }) => scale(readProbe(plan, probe, response), factor));
  });
  const wanted = displacements(plan, free, excitation, part);
  const response = free.responses[excitation]!;
  const start = outputs.map(({ probe }) => readProbe(plan, probe, response));

  const injected = complexMatrix(plan.experiment.probes.length, wanted.columns);
  const missing = { re: wanted.re.slice(), im: wanted.im.slice() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (let point = 0; point < wanted.columns; point++) {
      if (!addInjections(point))
        return fail("singular", "the outputs cannot be clamped independently of each other");
    }
    const outcome = await run(slots, [
      { kind: "nudged", excitation: plan.excitations[excitation]!, amplitudes: injected },
    ]);
    if (outcome.kind === "failed") return outcome;
    const clamped = outcome.value[0]!;
    if (measureMissing(clamped) <= TOLERANCE) return succeed({ clamped, injected });
  }
  return fail("no-convergence", "the outputs could not be clamped: no current was found that holds them");

  /** Add Z⁻¹ times what is missing to the injections at one point, for the outputs that are to be moved there. */
  function addInjections(point: number): boolean {
    const active = [...outputs.keys()].filter((output) => isMoved(output, point));
    const impedances = complexMatrix(active.length, active.length);
    const right = complexMatrix(active.length, 1);
    active.forEach((output, row) => {
      active.forEach((nudged, column) => {
        const reading = readings[nudged]![output]!;
        impedances.re[row * active.length + column] = reading.re[point]!;
        impedances.im[row * active.length + column] = reading.im[point]!;
      });
      const at = outputs[output]!.probe * wanted.columns + point;
      right.re[row] = missing.re[at]!;
      right.im[row] = missing.im[at]!;
    });
    const solution = solveDense(impedances, right);
    if (solution === undefined) return false;
    active.forEach((output, row) => {
      const at = outputs[output]!.probe * wanted.columns + point;
      injected.re[at]! += solution.re[row]!;
      injected.im[at]! += solution.im[row]!;
    });
    return true;
  }

  function isMoved(output: number, point: number): boolean {
    const at = outputs[output]!.probe * wanted.columns + point;
    return wanted.re[at] !== 0 || wanted.im[at] !== 0;
  }

  /** Compute what is missing now; gives its largest part of the largest displacement. */
  function measureMissing(clamped: ComplexMatrix): number {
    let most = 0;
    let largest = 0;
    outputs.forEach(({ probe }, output) => {
      const now = readProbe(plan, probe, clamped);
      for (let point = 0; point < wanted.columns; point++) {
        if (!isMoved(output, point)) continue;
        const at = probe * wanted.columns + point;
        missing.re[at] = wanted.re[at]! - (now.re[point]! - start[output]!.re[point]!);
        missing.im[at] = wanted.im[at]! - (now.im[point]! - start[output]!.im[point]!);
        most = Math.max(most, Math.hypot(missing.re[at]!, missing.im[at]!));
        largest = Math.max(largest, Math.hypot(wanted.re[at]!, wanted.im[at]!));
      }
    });
    return largest === 0 ? 0 : most / largest;
  }
}

/** The probes that an excitation is observed with, each once, and their nudges. */
function outputsOf(plan: ExperimentPlan, excitation: number): readonly { probe: number; nudge: number }[] {
  const found = new Map<number, number>();
  for (const place of plan.observed) if (place.excitation === excitation) found.set(place.probe, place.nudge);
  return [...found].map(([probe, nudge]) => ({ probe, nudge }));
}

/** part · (goal - X_free) of every probe; shape (probes, points). */
function displacements(
  plan: ExperimentPlan,
  { evaluation }: FreeExperiment,
  excitation: number,
  part: number,
): ComplexMatrix {
  const distance = goalDistance(evaluation);
  const wanted = complexMatrix(plan.experiment.probes.length, distance.columns);
  plan.observed.forEach((place, observable) => {
    if (place.excitation !== excitation) return;
    for (let point = 0; point < distance.columns; point++) {
      const at = place.probe * distance.columns + point;
      wanted.re[at]! -= part * distance.re[observable * distance.columns + point]!;
      wanted.im[at]! -= part * distance.im[observable * distance.columns + point]!;
    }
  });
  return wanted;
}

function scale({ re, im, ...shape }: ComplexMatrix, factor: number): ComplexMatrix {
  return { ...shape, re: re.map((value) => factor * value), im: im.map((value) => factor * value) };
}
