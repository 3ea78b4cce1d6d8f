import { invariant } from "../../diagnostic/invariant.ts";
import type { AcExperiment, PointwisePhase, Quantity } from "../../experiment/experiment.ts";
import type { Probe } from "../../goal/observable.ts";
import { writePortDrive, writeSourceDrive } from "../../network/excitation.ts";
import type { Network } from "../../network/network.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { ComplexVector } from "../../numeric/complex-vector.ts";
import { complexVector } from "../../numeric/complex-vector.ts";
import type { Failure } from "../../numeric/outcome.ts";
import type { FactoredSweep } from "./factored-sweep.ts";

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
  const rows = Int32Array.from(experiment.quantities, (quantity) => quantityRow(network, quantity));

  if (phase.kind === "nudge") {
    for (const { row, sign } of probeRows(network, experiment.probes[phase.probe]!)) b.re[row] = sign;
    return {
      terminated: phase.terminated,
      solve: (sweep, point, into) => sweep.solveTransposed(b, x) ?? gather(rows, x, point, into),
    };
  }

  const { excitation } = phase;
  if (excitation.kind === "port") writePortDrive(network, excitation.port, b);
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

/** The vector c with X = cᵀx for a probe; it is also the injection that nudges it (docs/conventions.md, Free phase, nudge, gradient). */
function probeRows(
  network: Network,
  probe: Probe,
): readonly { readonly row: number; readonly sign: number }[] {
  const places =
    probe.kind === "current"
      ? [{ row: currentRow(network, probe.element), sign: 1 }]
      : [
          { row: network.nodeRow(probe.positive), sign: 1 },
          { row: network.nodeRow(probe.negative), sign: -1 },
        ];
  return places.filter(({ row }) => row >= 0);
}

/** Row of a quantity in x; -1 for the ground, which reads 0. */
function quantityRow(network: Network, quantity: Quantity): number {
  return quantity.kind === "node" ? network.nodeRow(quantity.node) : currentRow(network, quantity.element);
}

function currentRow(network: Network, element: number): number {
  const row = network.branchRow(element);
  invariant(row >= 0, `the current of ${network.circuit.elements[element]?.name} is not an unknown`);
  return row;
}

function gather(rows: Int32Array, x: ComplexVector, point: number, into: ComplexMatrix): undefined {
  for (let q = 0; q < rows.length; q++) {
    const row = rows[q]!;
    if (row < 0) continue;
    into.re[q * into.columns + point] = x.re[row]!;
    into.im[q * into.columns + point] = x.im[row]!;
  }
}
