import type { WaveformTiming } from "../../experiment/sample-waveform.ts";
import { sampleWaveform } from "../../experiment/sample-waveform.ts";
import { sourceEntries } from "../../network/excitation.ts";
import type { Network } from "../../network/network.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";

/** Writes b_n, every entry of it. */
export type TransientDrive = (sample: number, b: Float64Array) => void;

/** The network's own sources sampled at given times [s]. Fails where a waveform cannot be sampled. */
export function sampleDrive(
  network: Network,
  slots: Float64Array,
  times: Float64Array,
  timing: WaveformTiming,
): Outcome<TransientDrive> {
  const constant = new Float64Array(network.unknowns.length);
  const rows: number[] = [];
  const factors: number[] = [];
  const waveforms: Float64Array[] = [];
  for (const { source, entries } of sourceEntries(network)) {
    const samples = sampleWaveform(source, slots, source.waveform ? times : times.subarray(0, 1), timing);
    if (samples.kind === "failed") return samples;
    for (const { row, sign } of entries) {
      if (source.waveform === undefined) {
        constant[row] = constant[row]! + sign * samples.value[0]!;
        continue;
      }
      rows.push(row);
      factors.push(sign);
      waveforms.push(samples.value);
    }
  }
  return succeed((sample, b) => {
    b.set(constant);
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k]!;
      b[row] = b[row]! + factors[k]! * waveforms[k]![sample]!;
    }
  });
}
