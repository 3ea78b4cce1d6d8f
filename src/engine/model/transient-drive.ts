import type { IndependentSource } from "../../circuit/element.ts";
import { sourceEntries } from "../../network/excitation.ts";
import type { Network } from "../../network/network.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";

/** Writes b of one sample, every entry of it; samples count from the first that was taken. */
export type TransientDrive = (sample: number, b: Float64Array) => void;

/** The network's own sources, each sampled by `sample`. Fails as that does. */
export function sampleDrives(
  network: Network,
  sample: (source: IndependentSource) => Outcome<Float64Array>,
): Outcome<TransientDrive> {
  const rows: number[] = [];
  const factors: number[] = [];
  const waveforms: Float64Array[] = [];
  for (const { source, entries } of sourceEntries(network)) {
    const samples = sample(source);
    if (samples.kind === "failed") return samples;
    for (const { row, sign } of entries) {
      rows.push(row);
      factors.push(sign);
      waveforms.push(samples.value);
    }
  }
  return succeed((index, b) => {
    b.fill(0);
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      b[row] = b[row]! + factors[k]! * waveforms[k]![index]!;
    }
  });
}
