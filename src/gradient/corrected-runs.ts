import { invariant } from "../diagnostic/invariant.ts";
import { correctedCircuit, type TerminalMatrix } from "../experiment/derived/corrected-circuit.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { Phase, PhaseRunner, Quantity } from "../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { EstimatorOptions } from "./estimator.ts";
import { extrapolateNudges } from "./extrapolate-nudges.ts";
import { findFreePoints } from "./find-free-points.ts";
import type { FreeRun } from "./free-run.ts";
import { nudgeContrast } from "./nudge-contrast.ts";
import { tuneBeta } from "./nudge-strength.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
import type { GradientProblem } from "./problem.ts";
import { openTerminalReader } from "./read-terminals.ts";

/**
 * The contrast z = [x(+β) - x(-β)]/2β of the corrected network at every operating point of objective `index`: quantities as planned.
 * Runs: one free sweep of every quantity, for each point one fixture run per terminal, the free point and two nudged ones.
 */
export async function runCorrected(
  problem: GradientProblem,
  free: FreeRun,
  index: number,
  asked: EstimatorOptions["beta"],
): Promise<Outcome<ComplexMatrix>> {
  const { plan } = problem.experiments[index]!;
  const { experiment } = plan;
  invariant(experiment.kind === "dc", "only operating points are corrected about");
  const points = await findFreePoints(problem, index, free.state.slots);
  if (points.kind === "failed") return points;
  const corrected = await problem.openOnce(`corrected ${index}`, () => {
    const derived = correctedCircuit(problem.circuit);
    return {
      ...derived,
      experiment: {
        ...experiment,
        circuit: derived.circuit,
        points: [{ overrides: [] }],
        quantities: allQuantities(problem.circuit),
      },
    };
  });
  if (corrected.kind === "failed") return corrected;
  const { devices, run, stateAt } = corrected.value;
  const fixture = await openTerminalReader(problem, index, devices);
  if (fixture.kind === "failed") return fixture;

  // The corrected network rests a rounding error of the free point times its own transimpedance away from it. What is left uncancelled
  // of a transistor there goes around a loop of high gain: the matrices are read again where it does rest.
  const settle = async (
    point: FreePoint,
    matrices: readonly TerminalMatrix[],
  ): Promise<Outcome<readonly TerminalMatrix[]>> => {
    if (devices.length === 0) return succeed(matrices);
    const rest = await run(stateAt(point, matrices), [FREE]);
    return rest.kind === "failed"
      ? rest
      : fixture.value(readFreePoint(problem.circuit, rest.value[0]!, 0, point.slots));
  };

  const contrast = complexMatrix(experiment.quantities.length, points.value.length);
  const whole = new Map(allQuantities(problem.circuit).map((quantity, row) => [keyOf(quantity), row]));
  const rows = experiment.quantities.map((quantity) => whole.get(keyOf(quantity))!);
  const amplitudes = nudgeAmplitudes(plan, free.experiments[index]!, 0, 1);
  for (const [point, freePoint] of points.value.entries()) {
    const first = await fixture.value(freePoint);
    if (first.kind === "failed") return first;
    const matrices = await settle(freePoint, first.value);
    if (matrices.kind === "failed") return matrices;
    const state = stateAt(freePoint, matrices.value);
    const z = await contrastAt(run, state, column(amplitudes, point), asked);
    if (z.kind === "failed") return z;
    rows.forEach((from, row) => {
      contrast.re[row * contrast.columns + point] = z.value.re[from]!;
    });
  }
  return succeed(contrast);
}

const FREE = { kind: "free", excitation: { kind: "sources" } } as const satisfies Phase;

function keyOf(quantity: Quantity): string {
  return quantity.kind === "node" ? `n${quantity.node}` : `b${quantity.element}`;
}

/** Deviations [V] between which nudges are tried: rounding of the operating point rules below, devices bend too far above. */
const DEVIATIONS = { least: 1e-7, most: 1e-2 } as const;
/** Each nudge is stronger than the one before by this factor. */
const NUDGE_STEP = 2;

/** z at one point; `unit` holds the nudges of β = 1. */
async function contrastAt(
  run: PhaseRunner,
  state: Float64Array,
  unit: ComplexMatrix,
  asked: EstimatorOptions["beta"],
): Promise<Outcome<ComplexMatrix>> {
  const measure = async (beta: number): Promise<Outcome<ComplexMatrix>> => {
    const nudged = [beta, -beta].map(
      (strength): Phase => ({
        kind: "nudged",
        excitation: FREE.excitation,
        amplitudes: { ...unit, re: unit.re.map((value) => value * strength) },
      }),
    );
    const responses = await run(state, [FREE, ...nudged]);
    if (responses.kind === "failed") return responses;
    return succeed(nudgeContrast(responses.value[1]!, responses.value[2]!, beta));
  };
  if (asked !== "auto") return measure(asked);
  const weakest = await tuneBeta(largest(unit.re), DEVIATIONS.least, async (beta) => {
    const contrast = await measure(beta);
    return contrast.kind === "failed" ? contrast : succeed(largest(contrast.value.re) * beta);
  });
  if (weakest.kind === "failed") return weakest;
  const first = await measure(weakest.value);
  if (first.kind === "failed" || largest(first.value.re) === 0) return first;
  const table = extrapolateNudges(NUDGE_STEP);
  table.add(first.value);
  const reach = largest(first.value.re);
  for (let beta = weakest.value * NUDGE_STEP; reach * beta <= DEVIATIONS.most; beta *= NUDGE_STEP) {
    const next = await measure(beta);
    // A nudge that is too strong for the corrected network to follow leaves what the weaker ones told.
    if (next.kind === "failed") break;
    if (!table.add(next.value)) break;
  }
  return succeed(table.best());
}

function column(matrix: ComplexMatrix, point: number): ComplexMatrix {
  const result = complexMatrix(matrix.rows, 1);
  for (let row = 0; row < matrix.rows; row++) result.re[row] = matrix.re[row * matrix.columns + point]!;
  return result;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
