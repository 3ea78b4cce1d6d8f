import type { BoundGoal } from "./goal.ts";
import type { SampleList } from "./sample-list.ts";

/** Where the rows and derivative entries of goals lie: fixed once the points are known. */
export interface ResidualLayout {
  readonly rowCount: number;
  readonly row: Int32Array;
  readonly observable: Int32Array;
  readonly point: Int32Array;
  readonly slotRow: Int32Array;
  readonly slot: Int32Array;
}

/**
 * Lay out the entries in the order in which an evaluation writes them: goal by goal, sample by sample, point by point, row by row (a complex
 * residual has two rows, real then imaginary part), then input by input, an interpolated input with its two samples in turn, at last
 * what means over the run owe to every sample.
 */
export function layOutResiduals(goals: readonly BoundGoal[], samples: SampleList): ResidualLayout {
  const row: number[] = [];
  const observable: number[] = [];
  const point: number[] = [];
  const slotRow: number[] = [];
  const slot: number[] = [];
  let rowCount = 0;
  for (const goal of goals) {
    for (let sample = 0; sample < samples.rows.length; sample++) addSample(goal, sample * samples.points);
  }

  function addSample({ bound, means }: BoundGoal, shift: number): void {
    const { program } = bound;
    const inputs = program.observed.map((input) => ({ input, samples: bound.samplesOf(input) }));
    const rowsPerPoint = program.result.complex ? 2 : 1;
    for (let k = 0; k < bound.count; k++) {
      for (let part = 0; part < rowsPerPoint; part++, rowCount++) {
        for (const { input, samples: places } of inputs) {
          const left = places.left[k]!;
          const at = places.fraction[k] === 0 ? [left] : [left, places.right[k]!];
          for (const place of at) {
            row.push(rowCount);
            observable.push(input.observable);
            point.push(place + shift);
          }
        }
        for (const input of program.slots) {
          slotRow.push(rowCount);
          slot.push(input.slot);
        }
        for (const mean of means) {
          for (let n = 0; n < mean.point.length; n++) {
            row.push(rowCount);
            observable.push(mean.observable[n]!);
            point.push(mean.point[n]! + shift);
          }
          for (const index of mean.slot) {
            slotRow.push(rowCount);
            slot.push(index);
          }
        }
      }
    }
  }
  return {
    rowCount,
    row: Int32Array.from(row),
    observable: Int32Array.from(observable),
    point: Int32Array.from(point),
    slotRow: Int32Array.from(slotRow),
    slot: Int32Array.from(slot),
  };
}

/** A layout without rows: what is written into it adds to the derivatives of the cost alone. */
export const emptyLayout: ResidualLayout = {
  rowCount: 0,
  row: new Int32Array(0),
  observable: new Int32Array(0),
  point: new Int32Array(0),
  slotRow: new Int32Array(0),
  slot: new Int32Array(0),
};
