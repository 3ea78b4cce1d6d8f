import { invariant } from "../diagnostic/invariant.ts";
import { correctedCircuit } from "../experiment/derived/corrected-circuit.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { DcExperiment, Phase, PhaseRunner } from "../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { EstimatorOptions } from "./estimator.ts";
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
  const points = await findFreePoints(problem, experiment, index, free.state.slots);
  if (points.kind === "failed") return points;
  const corrected = await problem.openOnce(`corrected ${index}`, () => {
    const derived = correctedCircuit(problem.circuit);
    return {
      ...derived,
      experiment: { ...experiment, circuit: derived.circuit, points: [{ overrides: [] }] },
    };
  });
  if (corrected.kind === "failed") return corrected;
  const { devices, run, stateAt } = corrected.value;
  const fixture = await openTerminalReader(problem, index, devices);
  if (fixture.kind === "failed") return fixture;

  const contrast = complexMatrix(experiment.quantities.length, points.value.length);
  const amplitudes = nudgeAmplitudes(plan, free.experiments[index]!, 0, 1);
  for (const [point, freePoint] of points.value.entries()) {
    const matrices = await fixture.value(freePoint);
    if (matrices.kind === "failed") return matrices;
    const state = stateAt(freePoint, matrices.value);
    const z = await contrastAt(run, state, column(amplitudes, point), asked);
    if (z.kind === "failed") return z;
    z.value.re.forEach((value, row) => {
      contrast.re[row * contrast.columns + point] = value;
    });
  }
  return succeed(contrast);
}

/** A deviation [V] at which even the corrected network of a high-gain stage is straight, and far above rounding. */
const FIRST_DEVIATION = 1e-8;
/** The deviation is raised in steps of this factor while that makes the contrast better, */
const DEVIATION_STEP = 10;
/** and at most up to this [V]. */
const LARGEST_DEVIATION = 1e-5;

/** z at one point; `unit` holds the nudges of β = 1. */
async function contrastAt(
  run: PhaseRunner,
  state: Float64Array,
  unit: ComplexMatrix,
  asked: EstimatorOptions["beta"],
): Promise<Outcome<ComplexMatrix>> {
  const excitation = { kind: "sources" } as const;
  const measure = async (beta: number): Promise<Outcome<NudgedPair>> => {
    const nudged = [beta, -beta].map(
      (strength): Phase => ({
        kind: "nudged",
        excitation,
        amplitudes: { ...unit, re: unit.re.map((value) => value * strength) },
      }),
    );
    const responses = await run(state, [{ kind: "free", excitation }, ...nudged]);
    if (responses.kind === "failed") return responses;
    const [free, plus, minus] = responses.value;
    const contrast = nudgeContrast(plus!, minus!, beta);
    const odd = largest(contrast.re) * beta;
    const even = largest(plus!.re.map((value, row) => (value + minus!.re[row]!) / 2 - free!.re[row]!));
    return succeed({ contrast, odd, even });
  };
  if (asked !== "auto") {
    const pair = await measure(asked);
    return pair.kind === "failed" ? pair : succeed(pair.value.contrast);
  }
  const first = await tuneBeta(largest(unit.re), FIRST_DEVIATION, async (beta) => {
    const pair = await measure(beta);
    return pair.kind === "failed" ? pair : succeed(pair.value.odd);
  });
  if (first.kind === "failed") return first;
  const weakest = await measure(first.value);
  if (weakest.kind === "failed") return weakest;
  // The even part of the weakest nudge is rounding, which the gain of an uncancelled transistor multiplies; that of a strong one is curvature.
  const noise = weakest.value.even;
  const error = ({ odd, even }: NudgedPair): number => noise / odd + (even / odd) ** 2;
  let best = weakest.value;
  for (let beta = first.value; best.odd > 0 && best.odd < LARGEST_DEVIATION; ) {
    beta *= DEVIATION_STEP;
    const next = await measure(beta);
    // A nudge that is too strong for the corrected network to follow is one more reason for the weaker one.
    if (next.kind === "failed" || !(error(next.value) < error(best))) break;
    best = next.value;
  }
  return succeed(best.contrast);
}

/** What two nudges of opposite signs show. */
interface NudgedPair {
  readonly contrast: ComplexMatrix;
  /** Largest change of any quantity that follows the sign. */
  readonly odd: number;
  /** Largest change that does not. */
  readonly even: number;
}

/** Every operating point of the original circuit, with all its voltages and currents. */
async function findFreePoints(
  { circuit, openOnce }: GradientProblem,
  experiment: DcExperiment,
  index: number,
  slots: Float64Array,
): Promise<Outcome<readonly FreePoint[]>> {
  const whole = await openOnce(`free points ${index}`, () => ({
    experiment: { ...experiment, quantities: allQuantities(circuit) },
  }));
  if (whole.kind === "failed") return whole;
  const responses = await whole.value.run(slots, [{ kind: "free", excitation: { kind: "sources" } }]);
  if (responses.kind === "failed") return responses;
  return succeed(
    experiment.points.map(({ overrides }, point) => {
      const state = slots.slice();
      for (const { slot, value } of overrides) state[slot] = value;
      return readFreePoint(circuit, responses.value[0]!, point, state);
    }),
  );
}

function column(matrix: ComplexMatrix, point: number): ComplexMatrix {
  const result = complexMatrix(matrix.rows, 1);
  for (let row = 0; row < matrix.rows; row++) result.re[row] = matrix.re[row * matrix.columns + point]!;
  return result;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
