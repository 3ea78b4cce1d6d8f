import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import type { BoundGoal } from "./goal.ts";
import type { BoundMean } from "./mean-square.ts";
import type { ResidualLayout } from "./residual-layout.ts";

/** Where an evaluation writes, in the order of the layout, and how far it has come. */
export interface ResidualRows {
  readonly residuals: Float64Array;
  readonly dRe: Float64Array;
  readonly dIm: Float64Array;
  readonly dSlot: Float64Array;
  readonly costDerivative: ComplexMatrix;
  readonly costSlotDerivative: Float64Array;
  row: number;
  entry: number;
  slotEntry: number;
}

/** Empty rows for one evaluation. */
export function startRows(layout: ResidualLayout, observed: ComplexMatrix, slotCount: number): ResidualRows {
  return {
    residuals: new Float64Array(layout.rowCount),
    dRe: new Float64Array(layout.row.length),
    dIm: new Float64Array(layout.row.length),
    dSlot: new Float64Array(layout.slotRow.length),
    costDerivative: complexMatrix(observed.rows, observed.columns),
    costSlotDerivative: new Float64Array(slotCount),
    row: 0,
    entry: 0,
    slotEntry: 0,
  };
}

/** One residual row: its value, its derivatives (`slope` times those of the part), and what they add to the cost's. */
export function writeRow(
  { bound, means }: BoundGoal,
  k: number,
  part: Float64Array,
  residual: number,
  slope: number,
  rows: ResidualRows,
): void {
  rows.residuals[rows.row++] = residual;
  const { costDerivative, costSlotDerivative, dRe, dIm } = rows;
  const { observed, slots } = bound.program;
  for (const input of observed) {
    const { derivative, observable } = input;
    const samples = bound.samplesOf(input);
    const re = slope * part[1 + derivative]!;
    const im = input.register.complex ? slope * part[2 + derivative]! : 0;
    const offset = observable * costDerivative.columns;
    const fraction = samples.fraction[k]!;
    const place = offset + samples.left[k]!;
    const entry = rows.entry++;
    dRe[entry] = (1 - fraction) * re;
    dIm[entry] = (1 - fraction) * im;
    costDerivative.re[place]! += residual * dRe[entry]!;
    costDerivative.im[place]! += residual * dIm[entry]!;
    if (fraction === 0) continue;
    const secondPlace = offset + samples.right[k]!;
    const second = rows.entry++;
    dRe[second] = fraction * re;
    dIm[second] = fraction * im;
    costDerivative.re[secondPlace]! += residual * dRe[second]!;
    costDerivative.im[secondPlace]! += residual * dIm[second]!;
  }
  for (const { slot, derivative } of slots) {
    const value = slope * part[1 + derivative]!;
    rows.dSlot[rows.slotEntry++] = value;
    costSlotDerivative[slot]! += residual * value;
  }
  for (const mean of means) writeMean(mean, residual, slope * part[1 + mean.derivative]!, rows);
}

/** What one row owes to a mean over the run: an entry for every sample of the run. */
function writeMean(mean: BoundMean, residual: number, factor: number, rows: ResidualRows): void {
  const { costDerivative, costSlotDerivative, dRe } = rows;
  for (let n = 0; n < mean.slope.length; n++) {
    const value = factor * mean.slope[n]!;
    dRe[rows.entry++] = value;
    costDerivative.re[mean.observable[n]! * costDerivative.columns + mean.point[n]!]! += residual * value;
  }
  for (let n = 0; n < mean.slotSlope.length; n++) {
    const value = factor * mean.slotSlope[n]!;
    rows.dSlot[rows.slotEntry++] = value;
    costSlotDerivative[mean.slot[n]!]! += residual * value;
  }
}
