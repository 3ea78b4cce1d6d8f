import { sampleDrive } from "../../circuit/waveform/sample-drive.ts";
import { invariant } from "../../diagnostic/invariant.ts";
import type { Phase, TransientExperiment } from "../../experiment/experiment.ts";
import { refuseInitialNodes } from "../../experiment/initial-nodes.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, type Outcome, succeed } from "../../numeric/outcome.ts";
import { assembleState } from "./assemble-state.ts";
import { writeInitialCharges } from "./initial-charges.ts";
import type { ModelRunner } from "./model-session.ts";
import { probeRows, quantityRows } from "./probe-rows.ts";
import { createRealFactor } from "./real-factor.ts";
import { sampleDrives, type TransientDrive } from "./transient-drive.ts";
import { createTrapezoidal } from "./trapezoidal.ts";

/**
 * Runs the phases of a transient on its fixed grid: one factorisation for a whole run, kept for every later phase at the same state.
 * With `uic` the network is at rest one step before sample 0 and an `ic=` is a step source in series with a capacitor at rest (in
 * parallel with an inductor at rest) whose sample 0 is half: an impulse of current C v₀/h (of voltage L i₀/h) in sample 0 alone.
 * Otherwise the state one step before sample 0 is the operating point under what the drives are there.
 */
export function createTransientRunner(
  experiment: TransientExperiment,
  network: Network,
): Outcome<ModelRunner> {
  const { analysis, grid, probes, quantities } = experiment;
  const refused = refuseInitialNodes(experiment);
  if (refused) return refused;
  const system = buildLinearSystem(network);
  const moving = createRealFactor(system, 2 / grid.step, "in the transient");
  const settled = createRealFactor(system, 0, "at the operating point");
  const integrator = createTrapezoidal(system, moving, grid.step);
  const size = network.unknowns.length;
  const rows = quantityRows(network, quantities);
  const places = probes.map((probe) => probeRows(network, probe));
  const b = complexVector(size);
  const x = complexVector(size);
  const charges = new Float64Array(size);

  const storeInto =
    ({ re, columns }: ComplexMatrix) =>
    (sample: number, solution: Float64Array): void => {
      for (let q = 0; q < rows.length; q++) if (rows[q]! >= 0) re[q * columns + sample] = solution[rows[q]!]!;
    };

  /** The drives with what they are before sample 0 in front. */
  const sampleOwnDrive = (slots: Float64Array): Outcome<TransientDrive> =>
    sampleDrives(network, (source) => {
      const drive = sampleDrive(source, slots, grid, analysis);
      if (drive.kind === "failed") return drive;
      const { before, samples } = drive.value;
      const all = new Float64Array(samples.length + 1);
      all[0] = before;
      all.set(samples, 1);
      return succeed(all);
    });

  /** x at rest under what the drives are before sample 0. */
  const solveOperatingPoint = (drive: TransientDrive): Failure | undefined => {
    drive(0, b.re);
    return settled.refresh(true) ?? settled.solve(b, x);
  };

  const addNudges = ({ re, columns }: ComplexMatrix, sample: number, into: Float64Array): void => {
    for (let probe = 0; probe < places.length; probe++) {
      const amplitude = re[probe * columns + sample]!;
      for (const { row, sign } of places[probe]!) into[row] = into[row]! + sign * amplitude;
    }
  };

  /** The driven network, with nudges beside the drives where there are any. */
  const runFree = (
    slots: Float64Array,
    into: ComplexMatrix,
    nudges: ComplexMatrix | undefined,
  ): Failure | undefined => {
    const sampled = sampleOwnDrive(slots);
    if (sampled.kind === "failed") return sampled;
    const drive: TransientDrive = (sample, into) => {
      sampled.value(sample + 1, into);
      if (nudges !== undefined) addNudges(nudges, sample, into);
    };
    const store = storeInto(into);
    const { history } = integrator;
    if (!analysis.useInitialConditions) {
      const stuck = solveOperatingPoint(sampled.value);
      if (stuck) return stuck;
      // The charges stand still: s = (2/h) C x.
      integrator.writeCharges(x.re, history);
      for (let row = 0; row < size; row++) history[row] = history[row]! * (2 / grid.step);
      return integrator.march({ first: 0, last: grid.count, transposed: false, drive, store });
    }
    history.fill(0);
    const isCharged = writeInitialCharges(network, slots, integrator, charges);
    const driveWithImpulse = (sample: number, into: Float64Array): void => {
      drive(sample, into);
      if (sample > 0) return;
      for (let row = 0; row < size; row++) into[row] = into[row]! + charges[row]! / grid.step;
    };
    return integrator.march({
      first: 0,
      last: grid.count,
      transposed: false,
      drive: isCharged ? driveWithImpulse : drive,
      store,
    });
  };

  const writeNudges = (amplitudes: ComplexMatrix, sample: number, into: Float64Array): void => {
    into.fill(0);
    addNudges(amplitudes, sample, into);
  };

  const runPhase = (slots: Float64Array, phase: Phase, into: ComplexMatrix): Failure | undefined => {
    switch (phase.kind) {
      case "free":
        invariant(phase.excitation.kind === "sources", "ports drive AC experiments only");
        return runFree(slots, into, undefined);
      case "nudged":
        return runFree(slots, into, phase.amplitudes);
      case "waveform":
        integrator.history.fill(0);
        return integrator.march({
          first: 0,
          last: grid.count,
          transposed: true,
          drive: (sample, into) => writeNudges(phase.amplitudes, sample, into),
          store: storeInto(into),
        });
      case "initial": {
        const sampled = sampleOwnDrive(slots);
        if (sampled.kind === "failed") return sampled;
        const stuck = solveOperatingPoint(sampled.value);
        if (stuck) return stuck;
        storeInto(into)(0, x.re);
        return undefined;
      }
      case "constant": {
        writeNudges(phase.amplitudes, 0, b.re);
        const stuck = settled.refresh(true) ?? settled.solveTransposed(b, x);
        if (stuck) return stuck;
        storeInto(into)(0, x.re);
        return undefined;
      }
      default:
        invariant(false, `phase ${phase.kind} in a transient experiment`);
    }
  };

  return succeed((slots, phases) => {
    const failed = assembleState(system, slots) ?? moving.refresh(true);
    if (failed) return failed;
    integrator.refresh();
    const results = phases.map((phase) =>
      complexMatrix(
        quantities.length,
        phase.kind === "constant" || phase.kind === "initial" ? 1 : grid.count + 1,
      ),
    );
    for (const [index, phase] of phases.entries()) {
      const stuck = runPhase(slots, phase, results[index]!);
      if (stuck) return stuck;
    }
    return succeed(results);
  });
}
