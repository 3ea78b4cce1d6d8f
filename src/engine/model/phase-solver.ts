import type { AcExperiment, PointwisePhase } from "../../experiment/experiment.ts";
import { writePortDrive, writeSourceDrive, writeUnitDrive } from "../../network/excitation.ts";
import type { Network } from "../../network/network.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { ComplexVector } from "../../numeric/complex-vector.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import type { Failure } from "../../numeric/outcome.ts";
import type { FactoredSweep } from "./factored-sweep.ts";
import { probeRows, quantityRows } from "./probe-rows.ts";

/** One phase made ready: its right-hand side, which factors it needs, and where its results go. */
export interface PhaseSolver {
  readonly terminated: boolean;
  /** Solve at the frequency the sweep stands at and write the quantities into column `point` of the result. */
  solve(sweep: FactoredSweep, point: number, into: ComplexMatrix): Failure | undefined;
}

/** Prepare one phase of an experiment at one state. */
export function preparePhase(
  experiment: AcExperiment,
  network: Network,
  slots: Float64Array,
  phase: PointwisePhase,
): PhaseSolver {
  const size = network.unknowns.length;
  const b = complexVector(size);
  const x = complexVector(size);
  const rows = quantityRows(network, experiment.quantities);

  if (phase.kind === "nudge") {
    for (const { row, sign } of probeRows(network, experiment.probes[phase.probe]!)) b.re[row] = sign;
    return {
      terminated: phase.terminated,
      solve: (sweep, point, into) => sweep.solveTransposed(b, x) ?? gather(rows, x, point, into),
    };
  }

  const { excitation } = phase;
  if (excitation.kind === "port") writePortDrive(network, excitation.port, b);
  else if (excitation.kind === "source") writeUnitDrive(network, excitation.element, b);
  else writeSourceDrive(network, slots, b);
  const terminated = excitation.kind === "port";
  if (phase.kind === "free") {
    return { terminated, solve: (sweep, point, into) => sweep.solve(b, x) ?? gather(rows, x, point, into) };
  }

  const { amplitudes } = phase;
  const places = experiment.probes.map((probe) => probeRows(network, probe));
  const nudged = complexVector(size);
  return {
    terminated,
    solve(sweep, point, into) {
      nudged.re.set(b.re);
      nudged.im.set(b.im);
      places.forEach((place, probe) => {
        const position = probe * amplitudes.columns + point;
        for (const { row, sign } of place) {
          nudged.re[row] = nudged.re[row]! + sign * amplitudes.re[position]!;
          nudged.im[row] = nudged.im[row]! + sign * amplitudes.im[position]!;
        }
      });
      return sweep.solve(nudged, x) ?? gather(rows, x, point, into);
    },
  };
}

function gather(rows: Int32Array, x: ComplexVector, point: number, into: ComplexMatrix): undefined {
  for (let q = 0; q < rows.length; q++) {
    const row = rows[q]!;
    if (row < 0) continue;
    into.re[q * into.columns + point] = x.re[row]!;
    into.im[q * into.columns + point] = x.im[row]!;
  }
}
