import type { Collector } from "../../diagnostic/collector.ts";
import { realSpectrum } from "../../numeric/real-spectrum.ts";
import type { SampleWaves } from "../data/read-waves.ts";
import type { PeriodGrid } from "./period-grid.ts";
import type { Phasors } from "./real-series.ts";

/** The spectra of the waveforms of a data set. */
export interface WaveSpectra {
  /** The harmonics that any of them has. */
  readonly harmonics: ReadonlySet<number>;
  /** The phasors [V or A] of one sample at the given harmonics; zero where it has none. */
  over(sample: number, harmonics: Int32Array): Phasors;
}

/** A harmonic below this part of a waveform's largest is rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * Take the waveforms of a data set apart into harmonics of their period. That is how they get to the grid's own samples: band-limited, without
 * any interpolation. A waveform that changes faster than the grid can show is reported.
 */
export function waveSpectra(
  { waves, span }: SampleWaves,
  { count, period }: PeriodGrid,
  collector: Collector,
): WaveSpectra | undefined {
  const highest = (count - 1) / 2;
  const harmonics = new Set<number>();
  const spectra = new Map<number, Phasors>();
  for (const [sample, wave] of waves) {
    const spectrum = realSpectrum(wave);
    const size = spectrum.re.map((value, k) => Math.hypot(value, spectrum.im[k]!));
    const largest = size.reduce((most, value) => Math.max(most, value), 0);
    for (const [k, value] of size.entries()) {
      if (value <= NEGLIGIBLE * largest) continue;
      if (k > highest) {
        const step = period / (2 * k + 1);
        collector.report("goal/wave-too-fast", span, { sample: sample + 1, harmonic: k, highest, step });
        return undefined;
      }
      harmonics.add(k);
    }
    spectra.set(sample, spectrum);
  }
  return {
    harmonics,
    over(sample, wanted) {
      const spectrum = spectra.get(sample);
      const at = (part: "re" | "im") => Float64Array.from(wanted, (k) => spectrum?.[part][k] ?? 0);
      return { re: at("re"), im: at("im") };
    },
  };
}
