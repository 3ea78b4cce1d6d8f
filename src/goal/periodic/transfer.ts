import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { Phasors } from "./real-series.ts";

/** Add H D to `into`; of harmonic 0 the real parts alone. */
export function addResponse(
  { re: hr, im: hi }: Phasors,
  { re: dr, im: di }: Phasors,
  harmonics: Int32Array,
  into: Phasors,
): void {
  const { re, im } = into;
  let k = 0;
  if (harmonics[0] === 0) {
    re[0]! += hr[0]! * dr[0]!;
    k = 1;
  }
  for (; k < harmonics.length; k++) {
    re[k]! += hr[k]! * dr[k]! - hi[k]! * di[k]!;
    im[k]! += hr[k]! * di[k]! + hi[k]! * dr[k]!;
  }
}

/** Add what a derivative by the phasors X = H D is by H to the row of `into` that begins at `offset`. */
export function addTransferSlope(
  { re: a, im: b }: Phasors,
  { re: dr, im: di }: Phasors,
  harmonics: Int32Array,
  into: Pick<ComplexMatrix, "re" | "im">,
  offset: number,
): void {
  const { re, im } = into;
  let k = 0;
  if (harmonics[0] === 0) {
    re[offset]! += a[0]! * dr[0]!;
    k = 1;
  }
  for (; k < harmonics.length; k++) {
    re[offset + k]! += a[k]! * dr[k]! + b[k]! * di[k]!;
    im[offset + k]! += b[k]! * dr[k]! - a[k]! * di[k]!;
  }
}

/** What a derivative by the phasors X = H D is by a value that changes D. */
export function responseSlope(
  { re: a, im: b }: Phasors,
  transfer: Phasors,
  change: Phasors,
  harmonics: Int32Array,
): number {
  let sum = 0;
  for (let k = 0; k < harmonics.length; k++) {
    const [hr, hi] = [transfer.re[k]!, harmonics[k] === 0 ? 0 : transfer.im[k]!];
    const [dr, di] = [change.re[k]!, change.im[k]!];
    sum += a[k]! * (hr * dr - hi * di) + b[k]! * (hr * di + hi * dr);
  }
  return sum;
}
