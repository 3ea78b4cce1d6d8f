import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { DrivenSample } from "./drive-spectra.ts";
import type { Phasors } from "./real-series.ts";

/** Where the transfers of one observable from one source stand: entry `offset + place` of a matrix. */
export interface TransferRow extends Pick<ComplexMatrix, "re" | "im"> {
  readonly offset: number;
}

type Places = Pick<DrivenSample, "harmonics" | "places">;

/** Add H D to `into`, over the harmonics of a sample; of harmonic 0 the real parts alone. */
export function addResponse(
  { re: hr, im: hi, offset }: TransferRow,
  { re: dr, im: di }: Phasors,
  { harmonics, places }: Places,
  { re, im }: Phasors,
): void {
  for (let k = 0; k < places.length; k++) {
    const at = offset + places[k]!;
    if (harmonics[k] === 0) re[k]! += hr[at]! * dr[k]!;
    else {
      re[k]! += hr[at]! * dr[k]! - hi[at]! * di[k]!;
      im[k]! += hr[at]! * di[k]! + hi[at]! * dr[k]!;
    }
  }
}

/** Add what a derivative by the phasors X = H D is by H to `into`. */
export function addTransferSlope(
  { re: a, im: b }: Phasors,
  { re: dr, im: di }: Phasors,
  { harmonics, places }: Places,
  { re, im, offset }: TransferRow,
): void {
  for (let k = 0; k < places.length; k++) {
    const at = offset + places[k]!;
    if (harmonics[k] === 0) re[at]! += a[k]! * dr[k]!;
    else {
      re[at]! += a[k]! * dr[k]! + b[k]! * di[k]!;
      im[at]! += b[k]! * dr[k]! - a[k]! * di[k]!;
    }
  }
}

/** What a derivative by the phasors X = H D is by a value that changes D. */
export function responseSlope(
  { re: a, im: b }: Phasors,
  { re: hr, im: hi, offset }: TransferRow,
  { re: dr, im: di }: Phasors,
  { harmonics, places }: Places,
): number {
  let sum = 0;
  for (let k = 0; k < places.length; k++) {
    const at = offset + places[k]!;
    if (harmonics[k] === 0) sum += a[k]! * hr[at]! * dr[k]!;
    else {
      sum += a[k]! * (hr[at]! * dr[k]! - hi[at]! * di[k]!);
      sum += b[k]! * (hr[at]! * di[k]! + hi[at]! * dr[k]!);
    }
  }
  return sum;
}
