import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import type { BoundProgram } from "./bound-program.ts";
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

/** What reads the circuit at the points of one sample: a goal, or a quantity that classes are told by. */
export interface BoundReading {
  readonly bound: BoundProgram;
  /** Means over the run that the program reads, to be evaluated before it runs. */
  readonly means: readonly BoundMean[];
}

/**
 * One residual row: its value, its derivatives (`slope` times those of the part), and what they add to the cost's. Without a layout only the
 * cost's derivatives are kept. The sample's numbers stand `shift` columns further right.
 */
export function writeRow(
  { bound, means }: BoundReading,
  k: number,
  part: Float64Array,
  residual: number,
  slope: number,
  shift: number,
  rows: ResidualRows,
): void {
  rows.residuals[rows.row++] = residual;
  const { costDerivative, costSlotDerivative, dRe, dIm } = rows;
  const write = (place: number, re: number, im: number): void => {
    const entry = rows.entry++;
    dRe[entry] = re;
    dIm[entry] = im;
    costDerivative.re[place]! += residual * re;
    costDerivative.im[place]! += residual * im;
  };
  const { observed, slots } = bound.program;
  for (const input of observed) {
    const { derivative, observable } = input;
    const samples = bound.samplesOf(input);
    const re = slope * part[1 + derivative]!;
    const im = input.register.complex ? slope * part[2 + derivative]! : 0;
    const offset = observable * costDerivative.columns + shift;
    const fraction = samples.fraction[k]!;
    write(offset + samples.left[k]!, (1 - fraction) * re, (1 - fraction) * im);
    if (fraction !== 0) write(offset + samples.right[k]!, fraction * re, fraction * im);
  }
  for (const { slot, derivative } of slots) {
    const value = slope * part[1 + derivative]!;
    rows.dSlot[rows.slotEntry++] = value;
    costSlotDerivative[slot]! += residual * value;
  }
  for (const mean of means) writeMean(mean, residual, slope * part[1 + mean.derivative]!, shift, rows);
}

/** What one row owes to a mean over the run: an entry for every sample of the run. */
function writeMean(
  mean: BoundMean,
  residual: number,
  factor: number,
  shift: number,
  rows: ResidualRows,
): void {
  const { costDerivative, costSlotDerivative, dRe } = rows;
  const { re, columns } = costDerivative;
  const { slope, observable, point } = mean;
  // Without a layout the array is empty: writing behind its end would be ignored, but slowly.
  const keepsEntries = dRe.length > 0;
  const first = rows.entry;
  for (let n = 0; n < slope.length; n++) {
    const value = factor * slope[n]!;
    if (keepsEntries) dRe[first + n] = value;
    re[observable[n]! * columns + point[n]! + shift]! += residual * value;
  }
  rows.entry += slope.length;
  for (let n = 0; n < mean.slotSlope.length; n++) {
    const value = factor * mean.slotSlope[n]!;
    rows.dSlot[rows.slotEntry++] = value;
    costSlotDerivative[mean.slot[n]!]! += residual * value;
  }
}
