import type { AcAnalysis } from "../../src/circuit/analysis.ts";
import { gridFrequencies } from "../../src/goal/frequency-grid.ts";
import type { AcObjective } from "../../src/goal/objective.ts";
import type { Observable } from "../../src/goal/observable.ts";
import type { ComplexMatrix } from "../../src/numeric/complex-matrix.ts";

/** C = ½ Σ |X - t|² over all observables and points, with a target that depends on the row and the point only. */
export function quadraticObjective(observables: readonly Observable[], analysis: AcAnalysis): AcObjective {
  const grids = [
    { variation: analysis.variation, points: analysis.points, from: analysis.from, to: analysis.to },
  ];
  const frequencies = gridFrequencies(grids[0]!);
  const entries = observables.length * frequencies.length;
  const target = (entry: number) => ({ re: 0.3 * Math.cos(entry), im: 0.2 * Math.sin(2 * entry) });
  const each = <T>(make: (entry: number) => T): T[] =>
    Array.from({ length: entries }, (_, entry) => make(entry));
  const points = frequencies.length;
  return {
    kind: "ac",
    analysis,
    grids,
    frequencies,
    axis: frequencies,
    observables,
    residualCount: 2 * entries,
    evaluate(observed: ComplexMatrix, state) {
      const re = Float64Array.from(each((entry) => observed.re[entry]! - target(entry).re));
      const im = Float64Array.from(each((entry) => observed.im[entry]! - target(entry).im));
      const residuals = Float64Array.from([...re, ...im]);
      return {
        cost: residuals.reduce((total, r) => total + r * r, 0) / 2,
        residuals,
        residualDerivatives: {
          row: Int32Array.from({ length: 2 * entries }, (_, row) => row),
          observable: Int32Array.from({ length: 2 * entries }, (_, row) =>
            Math.floor((row % entries) / points),
          ),
          point: Int32Array.from({ length: 2 * entries }, (_, row) => row % points),
          dRe: Float64Array.from({ length: 2 * entries }, (_, row) => (row < entries ? 1 : 0)),
          dIm: Float64Array.from({ length: 2 * entries }, (_, row) => (row < entries ? 0 : 1)),
          slotRow: new Int32Array(0),
          slot: new Int32Array(0),
          dSlot: new Float64Array(0),
        },
        costDerivative: { rows: observables.length, columns: points, re, im },
        costSlotDerivative: new Float64Array(state.slots.length),
        goals: [],
      };
    },
  };
}
