import { invariant } from "../../diagnostic/invariant.ts";
import { type DcExperiment, type PointwisePhase, pointwisePhases } from "../../experiment/experiment.ts";
import { type SourceEntry, sourceEntries } from "../../network/excitation.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type ComplexVector, complexVector } from "../../numeric/complex-vector.ts";
import { type Failure, succeed } from "../../numeric/outcome.ts";
import { assembleState } from "./assemble-state.ts";
import type { ModelRunner } from "./model-session.ts";
import type { PointSolver } from "./point-solver.ts";
import { probeRows, quantityRows } from "./probe-rows.ts";

/**
 * Runs the phases of operating points. Linear equations are factorised once for all neighbouring points of equal matrices: a swept source
 * changes only the right-hand side, a swept resistor the matrix. Where the junctions of a nonlinear network stand is remembered for the state at hand: a rule asks
 * for nudges about the free points that it has just asked for.
 */
export function createDcRunner(
  { circuit, points, probes, quantities }: DcExperiment,
  solver: PointSolver,
): ModelRunner {
  const { system, junctions } = solver;
  const { network } = system;
  const size = network.unknowns.length;
  const [drive, b, x] = [complexVector(size), complexVector(size), complexVector(size)];
  const rows = quantityRows(network, quantities);
  const places = probes.map((probe) => probeRows(network, probe));
  const sources = sourceEntries(network);
  /** Where the search for an operating point begins; 0 V elsewhere. */
  const nodesets = new Map(circuit.nodesets.map(({ node, value }) => [node, value]));
  const driven = new Set(sources.map(({ source }) => source.dc));
  /** Whether the points differ in their sources alone, so that one assembly serves them all. */
  const sameMatrix = points.every(({ overrides }) => overrides.every(({ slot }) => driven.has(slot)));
  const remembered = new Float64Array(junctions * points.length);
  let rememberedAt: Float64Array | undefined;

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
      return solver.solveTransposed(b, x);
    }
    invariant(phase.excitation.kind === "sources", "ports drive AC experiments only");
    if (phase.kind === "free") return solver.free(drive, x);
    b.re.set(drive.re);
    addNudges(phase.amplitudes, point);
    return solver.solve(b, x);
  };

  return (slots, phases) => {
    const wanted = pointwisePhases(phases);
    const results = phases.map(() => complexMatrix(quantities.length, points.length));
    const state = Float64Array.from(slots);
    const isRemembered = rememberedAt?.every((value, slot) => Object.is(value, slots[slot])) ?? false;
    rememberedAt = undefined;
    const drives = sameMatrix && !isRemembered ? points.length : 0;
    for (const [point, { overrides }] of points.entries()) {
      state.set(slots);
      for (const { slot, value } of overrides) state[slot] = value;
      const isFirst = point === 0;
      // Source values change the right-hand side alone; those that are no numbers are reported by the assembly.
      const isAssembled = sameMatrix && !isFirst && overrides.every(({ value }) => Number.isFinite(value));
      const unusable = isAssembled
        ? undefined
        : (assembleState(system, state) ?? solver.take(state, isFirst, drives));
      if (unusable) return unusable;
      writeDrive(sources, state, drive);
      const u = remembered.subarray(point * junctions, (point + 1) * junctions);
      if (!isRemembered) solver.place(u, (node) => state[nodesets.get(node) ?? -1] ?? 0);
      const lost = solver.stand(drive, u, isFirst);
      if (lost) return lost;
      for (const [index, phase] of wanted.entries()) {
        const stuck = solvePhase(phase, point);
        if (stuck) return stuck;
        gather(rows, x, point, results[index]!);
      }
    }
    rememberedAt = slots.slice();
    return succeed(results);
  };
}

/** The values of the sources as the right-hand side of an operating point. */
function writeDrive(sources: readonly SourceEntry[], state: Float64Array, { re }: ComplexVector): void {
  re.fill(0);
  for (const { source, entries } of sources)
    for (const { row, sign } of entries) re[row] = re[row]! + sign * state[source.dc]!;
}

function gather(rows: Int32Array, x: ComplexVector, point: number, { re, columns }: ComplexMatrix): void {
  for (let q = 0; q < rows.length; q++) if (rows[q]! >= 0) re[q * columns + point] = x.re[rows[q]!]!;
}
