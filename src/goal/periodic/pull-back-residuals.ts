import type { ResidualDerivatives } from "../objective.ts";
import type { DriveSpectrum } from "./drive-spectra.ts";
import type { Phasors } from "./real-series.ts";
import { addTransferSlope, responseSlope } from "./transfer.ts";
import type { WaveformPoints } from "./waveform-points.ts";

/** The transfers and drives behind the waveforms of an evaluation. */
export interface WaveformOrigin {
  readonly points: WaveformPoints;
  readonly harmonics: Int32Array;
  /** Number of driving sources. */
  readonly sources: number;
  /** The spectra of every sample, one a source. */
  readonly spectra: readonly (readonly DriveSpectrum[])[];
  transferOf(observable: number, source: number): Phasors;
}

/** Turn the derivatives of residuals by points of waveforms into those by transfers and by the values that shape the drives. */
export function pullBackResiduals(
  inner: ResidualDerivatives,
  { points, harmonics, sources, spectra, transferOf }: WaveformOrigin,
): ResidualDerivatives {
  const width = harmonics.length;
  const groups = groupEntries(inner, points.count);
  const size = groups.length * sources * width;
  const row = new Int32Array(size);
  const observable = new Int32Array(size);
  const point = Int32Array.from({ length: size }, (_, entry) => entry % width);
  const derivative = { re: new Float64Array(size), im: new Float64Array(size) };
  const slotRow = Array.from(inner.slotRow);
  const slot = Array.from(inner.slot);
  const dSlot = Array.from(inner.dSlot);
  const slope = new Float64Array(points.count);
  let first = 0;
  for (const group of groups) {
    slope.fill(0);
    for (const entry of group.entries) slope[inner.point[entry]! % points.count]! += inner.dRe[entry]!;
    const phasors = points.pullBack(slope, 0);
    for (const [source, drive] of spectra[group.sample]!.entries()) {
      row.fill(group.row, first, first + width);
      observable.fill(group.observable * sources + source, first, first + width);
      addTransferSlope(phasors, drive, harmonics, derivative, first);
      first += width;
      for (const { slot: own, ...change } of drive.derivatives) {
        slotRow.push(group.row);
        slot.push(own);
        dSlot.push(responseSlope(phasors, transferOf(group.observable, source), change, harmonics));
      }
    }
  }
  return {
    row,
    observable,
    point,
    dRe: derivative.re,
    dIm: derivative.im,
    slotRow: Int32Array.from(slotRow),
    slot: Int32Array.from(slot),
    dSlot: Float64Array.from(dSlot),
  };
}

/** The entries that belong to one residual and one observable of one sample. */
interface EntryGroup {
  readonly row: number;
  readonly observable: number;
  readonly sample: number;
  readonly entries: number[];
}

function groupEntries(
  { row, observable, point }: ResidualDerivatives,
  points: number,
): readonly EntryGroup[] {
  const groups = new Map<string, EntryGroup>();
  for (let entry = 0; entry < row.length; entry++) {
    const sample = Math.floor(point[entry]! / points);
    const key = `${row[entry]} ${observable[entry]}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { row: row[entry]!, observable: observable[entry]!, sample, entries: [] };
      groups.set(key, group);
    }
    group.entries.push(entry);
  }
  return [...groups.values()];
}
