import type { Collector } from "../../diagnostic/collector.ts";
import { realSpectrum } from "../../numeric/real-spectrum.ts";
import type { SampleWaves } from "../data/read-waves.ts";
import type { PeriodGrid } from "./period-grid.ts";
import type { Phasors } from "./real-series.ts";

/** The spectra of the waveforms of a data set. */
export interface WaveSpectra {
  /** The harmonics that a sample has. */
  harmonicsOf(sample: number): readonly number[];
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
  const spectra = new Map<number, Phasors & { readonly present: readonly number[] }>();
  for (const [sample, wave] of waves) {
    const { re, im } = realSpectrum(wave);
    const size = re.map((value, k) => Math.hypot(value, im[k]!));
    const largest = size.reduce((most, value) => Math.max(most, value), 0);
    const present = [...size.keys()].filter((k) => size[k]! > NEGLIGIBLE * largest);
    const last = present[present.length - 1] ?? 0;
    if (last > highest) {
      const step = period / (2 * last + 1);
      collector.report("goal/wave-too-fast", span, { sample: sample + 1, harmonic: last, highest, step });
      return undefined;
    }
    spectra.set(sample, { re, im, present });
  }
  return {
    harmonicsOf: (sample) => spectra.get(sample)?.present ?? [],
    over(sample, wanted) {
      const spectrum = spectra.get(sample);
      const at = (part: "re" | "im") => Float64Array.from(wanted, (k) => spectrum?.[part][k] ?? 0);
      return { re: at("re"), im: at("im") };
    },
  };
}
