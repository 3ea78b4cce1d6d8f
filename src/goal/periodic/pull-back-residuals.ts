import type { ResidualDerivatives } from "../objective.ts";
import { responseSlope, type Transfer, transferSlope } from "./periodic-evaluation.ts";
import type { RealSeries } from "./real-series.ts";

/** Turn the derivatives of residuals by samples of waveforms into those by transfers and by the values that shape the drives. */
export function pullBackResiduals(
  inner: ResidualDerivatives,
  transfers: readonly (readonly Transfer[])[],
  series: RealSeries,
  samples: number,
): ResidualDerivatives {
  const { harmonics } = series;
  const row: number[] = [];
  const observable: number[] = [];
  const slotRow = Array.from(inner.slotRow);
  const slot = Array.from(inner.slot);
  const dSlot = Array.from(inner.dSlot);
  const parts: { readonly re: Float64Array; readonly im: Float64Array }[] = [];
  const slope = new Float64Array(samples);
  for (const { row: innerRow, observable: quantity, entries } of groupEntries(inner, transfers.length)) {
    slope.fill(0);
    for (const entry of entries) slope[inner.point[entry]! % samples]! += inner.dRe[entry]!;
    const phasor = series.pullBack(slope, 0);
    for (const [source, { drive, ...transfer }] of transfers[quantity]!.entries()) {
      row.push(innerRow);
      observable.push(quantity * transfers[quantity]!.length + source);
      parts.push(transferSlope(phasor, drive, harmonics));
      for (const { slot: own, ...change } of drive.derivatives) {
        slotRow.push(innerRow);
        slot.push(own);
        dSlot.push(responseSlope(phasor, transfer, change, harmonics));
      }
    }
  }
  const repeated = (values: readonly number[]): Int32Array => {
    const all = new Int32Array(values.length * harmonics.length);
    values.forEach((value, index) => {
      all.fill(value, index * harmonics.length, (index + 1) * harmonics.length);
    });
    return all;
  };
  const joined = (part: "re" | "im"): Float64Array => {
    const all = new Float64Array(parts.length * harmonics.length);
    parts.forEach((piece, index) => {
      all.set(piece[part], index * harmonics.length);
    });
    return all;
  };
  return {
    row: repeated(row),
    observable: repeated(observable),
    point: Int32Array.from(
      { length: parts.length * harmonics.length },
      (_, entry) => entry % harmonics.length,
    ),
    dRe: joined("re"),
    dIm: joined("im"),
    slotRow: Int32Array.from(slotRow),
    slot: Int32Array.from(slot),
    dSlot: Float64Array.from(dSlot),
  };
}

interface EntryGroup {
  readonly row: number;
  readonly observable: number;
  readonly entries: number[];
}

/** The entries that belong to one residual and one observable. */
function groupEntries({ row, observable }: ResidualDerivatives, observables: number): Iterable<EntryGroup> {
  const groups = new Map<number, EntryGroup>();
  for (let entry = 0; entry < row.length; entry++) {
    const key = row[entry]! * observables + observable[entry]!;
    let group = groups.get(key);
    if (group === undefined) {
      group = { row: row[entry]!, observable: observable[entry]!, entries: [] };
      groups.set(key, group);
    }
    group.entries.push(entry);
  }
  return groups.values();
}
