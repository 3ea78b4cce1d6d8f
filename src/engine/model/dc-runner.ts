import { invariant } from "../../diagnostic/invariant.ts";
import { type DcExperiment, type PointwisePhase, pointwisePhases } from "../../experiment/experiment.ts";
import { writeDirectDrive } from "../../network/excitation.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type ComplexVector, complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, succeed } from "../../numeric/outcome.ts";
import { assembleState } from "./assemble-state.ts";
import type { ModelRunner } from "./model-session.ts";
import { probeRows, quantityRows } from "./probe-rows.ts";
import { createRealFactor } from "./real-factor.ts";

/**
 * Runs the phases of operating points: the equations at ω = 0, where L is a short and C is open. They are factorised once for all
 * neighbouring points of equal matrices: a swept source changes only the right-hand side, a swept resistor the matrix.
 */
export function createDcRunner({ points, probes, quantities }: DcExperiment, network: Network): ModelRunner {
  const system = buildLinearSystem(network);
  const factor = createRealFactor(system, 0, "at DC");
  const size = network.unknowns.length;
  const drive = complexVector(size);
  const b = complexVector(size);
  const x = complexVector(size);
  const rows = quantityRows(network, quantities);
  const places = probes.map((probe) => probeRows(network, probe));

  const addNudges = (amplitudes: ComplexMatrix, point: number): void => {
    places.forEach((place, probe) => {
      for (const { row, sign } of place)
        b.re[row] = b.re[row]! + sign * amplitudes.re[probe * amplitudes.columns + point]!;
    });
  };
  const solvePhase = (phase: PointwisePhase, point: number): Failure | undefined => {
    if (phase.kind === "nudge") {
      b.re.fill(0);
      for (const { row, sign } of places[phase.probe]!) b.re[row] = sign;
      return factor.solveTransposed(b, x);
    }
    invariant(phase.excitation.kind === "sources", "ports drive AC experiments only");
    b.re.set(drive.re);
    if (phase.kind === "nudged") addNudges(phase.amplitudes, point);
    return factor.solve(b, x);
  };

  return (slots, phases) => {
    const wanted = pointwisePhases(phases);
    const results = phases.map(() => complexMatrix(quantities.length, points.length));
    const state = Float64Array.from(slots);
    for (const [point, { overrides }] of points.entries()) {
      state.set(slots);
      for (const { slot, value } of overrides) state[slot] = value;
      const failed = assembleState(system, state) ?? factor.refresh(point === 0);
      if (failed) return failed;
      writeDirectDrive(network, state, drive);
      for (const [index, phase] of wanted.entries()) {
        const stuck = solvePhase(phase, point);
        if (stuck) return stuck;
        gather(rows, x, point, results[index]!);
      }
    }
    return succeed(results);
  };
}

function gather(rows: Int32Array, { re }: ComplexVector, point: number, into: ComplexMatrix): void {
  for (let q = 0; q < rows.length; q++) {
    const row = rows[q]!;
    if (row >= 0) into.re[q * into.columns + point] = re[row]!;
  }
}
