import type { Circuit } from "../circuit/circuit.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { DevicePorts } from "../experiment/deck/device-ports.ts";
import { correctedCircuit, type TerminalMatrix } from "../experiment/derived/corrected-circuit.ts";
import { fixtureCircuit } from "../experiment/derived/fixture-circuit.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { AcExperiment, DcExperiment, Phase, PhaseRunner } from "../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { EstimatorOptions } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";
import { nudgeContrast } from "./nudge-contrast.ts";
import { tuneBeta } from "./nudge-strength.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
import type { GradientProblem } from "./problem.ts";

/** At this frequency [Hz] no capacitance of a device conducts. */
const VANISHING_FREQUENCY = 1e-9;

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
  const fixture = await openFixture(problem, index, devices);
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

/** The deviation that suits the corrected network, whose operating point is good to some nanovolts: largest change of any voltage [V]. */
const DEVIATION = 2e-5;

/** z at one point; `unit` holds the nudges of β = 1. */
async function contrastAt(
  run: PhaseRunner,
  state: Float64Array,
  unit: ComplexMatrix,
  asked: EstimatorOptions["beta"],
): Promise<Outcome<ComplexMatrix>> {
  const nudged = (beta: number): Phase => ({
    kind: "nudged",
    excitation: { kind: "sources" },
    amplitudes: { ...unit, re: unit.re.map((value) => value * beta) },
  });
  const move = async (beta: number): Promise<Outcome<number>> => {
    const pair = await run(state, [nudged(beta), nudged(-beta)]);
    if (pair.kind === "failed") return pair;
    const [plus, minus] = pair.value;
    return succeed(
      plus!.re.reduce((most, value, row) => Math.max(most, Math.abs(value - minus!.re[row]!) / 2), 0),
    );
  };
  const beta = asked === "auto" ? await tuneBeta(largest(unit.re), DEVIATION, move) : succeed(asked);
  if (beta.kind === "failed") return beta;
  const pair = await run(state, [nudged(beta.value), nudged(-beta.value)]);
  return pair.kind === "failed" ? pair : succeed(nudgeContrast(pair.value[0]!, pair.value[1]!, beta.value));
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

/** Reads the terminal matrices of devices at a free point. */
type FixtureReader = (point: FreePoint) => Promise<Outcome<readonly TerminalMatrix[]>>;

async function openFixture(
  { circuit, openOnce }: GradientProblem,
  index: number,
  devices: readonly DevicePorts[],
): Promise<Outcome<FixtureReader>> {
  if (devices.length === 0) return succeed(async () => succeed([]));
  const fixture = await openOnce(`fixture ${index}`, () => {
    const derived = fixtureCircuit(circuit, devices);
    return { ...derived, experiment: vanishingSweep(derived.circuit, derived.sources.flat()) };
  });
  if (fixture.kind === "failed") return fixture;
  const { run, stateAt } = fixture.value;
  const columns = Math.max(...devices.map(({ terminals }) => terminals.length));
  return succeed(async (point) => {
    const matrices = devices.map(({ terminals }) =>
      terminals.map(() => new Array<number>(terminals.length).fill(0)),
    );
    for (let active = 0; active < columns; active++) {
      const response = await run(stateAt(point, active), [{ kind: "free", excitation: { kind: "sources" } }]);
      if (response.kind === "failed") return response;
      let row = 0;
      for (const matrix of matrices) {
        for (const entries of matrix) {
          if (active < entries.length) entries[active] = -response.value[0]!.re[row]!;
          row++;
        }
      }
    }
    return succeed(matrices);
  });
}

/** One AC point at a vanishing frequency that reads the currents of some sources. */
function vanishingSweep(circuit: Circuit, sources: readonly number[]): AcExperiment {
  const from = VANISHING_FREQUENCY;
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  const grid = { variation: "lin", points: 1, from, to: from } as const;
  return {
    kind: "ac",
    circuit,
    analysis: { kind: "ac", ...grid, span },
    grids: [grid],
    frequencies: Float64Array.of(from),
    probes: [],
    quantities: sources.map((element) => ({ kind: "branch", element })),
  };
}

function column(matrix: ComplexMatrix, point: number): ComplexMatrix {
  const result = complexMatrix(matrix.rows, 1);
  for (let row = 0; row < matrix.rows; row++) result.re[row] = matrix.re[row * matrix.columns + point]!;
  return result;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
