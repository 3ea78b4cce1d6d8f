import type { ResidualDerivatives } from "../objective.ts";
import type { DrivenSample } from "./drive-spectra.ts";
import { zeroPhasors } from "./real-series.ts";
import { addTransferSlope, responseSlope, type TransferRow } from "./transfer.ts";
import type { WaveformPoints } from "./waveform-points.ts";

/** The transfers and drives behind the waveforms of an evaluation. */
export interface WaveformOrigin {
  readonly points: WaveformPoints;
  readonly samples: readonly DrivenSample[];
  /** Number of driving sources. */
  readonly sources: number;
  transferOf(observable: number, source: number): TransferRow;
}

/** Turn the derivatives of residuals by points of waveforms into those by transfers and by the values that shape the drives. */
export function pullBackResiduals(
  inner: ResidualDerivatives,
  { points, samples, sources, transferOf }: WaveformOrigin,
): ResidualDerivatives {
  const groups = groupEntries(inner, points.count);
  const size = groups.reduce((sum, { sample }) => sum + sources * samples[sample]!.places.length, 0);
  const row = new Int32Array(size);
  const observable = new Int32Array(size);
  const point = new Int32Array(size);
  const [dRe, dIm] = [new Float64Array(size), new Float64Array(size)];
  const slotRow = Array.from(inner.slotRow);
  const slot = Array.from(inner.slot);
  const dSlot = Array.from(inner.dSlot);
  const slope = new Float64Array(points.count);
  let first = 0;
  for (const group of groups) {
    const sample = samples[group.sample]!;
    const { places, harmonics } = sample;
    const phasors = zeroPhasors(places.length);
    const here = { harmonics, places: Int32Array.from(places.keys()) };
    slope.fill(0);
    for (const entry of group.entries) slope[inner.point[entry]! % points.count]! += inner.dRe[entry]!;
    points.pullBack(harmonics, slope, 0, phasors);
    for (const [source, drive] of sample.drives.entries()) {
      row.fill(group.row, first, first + places.length);
      observable.fill(group.observable * sources + source, first, first + places.length);
      point.set(places, first);
      addTransferSlope(phasors, drive, here, { re: dRe, im: dIm, offset: first });
      first += places.length;
      for (const { slot: own, ...change } of drive.derivatives) {
        slotRow.push(group.row);
        slot.push(own);
        dSlot.push(responseSlope(phasors, transferOf(group.observable, source), change, sample));
      }
    }
  }
  return {
    row,
    observable,
    point,
    dRe,
    dIm,
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
