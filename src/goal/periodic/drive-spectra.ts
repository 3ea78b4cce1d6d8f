import type { TransientAnalysis } from "../../circuit/analysis.ts";
import type { CircuitState } from "../../circuit/circuit.ts";
import type { IndependentSource, Slot } from "../../circuit/element.ts";
import { samplePeriod } from "../../circuit/waveform/sample-period.ts";
import type { GoalContext } from "../analysis-scope.ts";
import { differentiateDrive, drivingSlots } from "./drive-slope.ts";
import type { PeriodGrid } from "./period-grid.ts";
import { createRealSeries, type Phasors, type RealSeries } from "./real-series.ts";
import { type WaveSpectra, waveSpectra } from "./wave-spectra.ts";

/** The spectrum of one source, and how it changes with a value of the circuit. */
export interface DriveSpectrum extends Phasors {
  readonly derivatives: readonly ({ readonly slot: Slot } & Phasors)[];
}

/** What drives a periodic steady state. */
export interface DriveSpectra {
  /** The sources that drive anything, as indices of their elements. */
  readonly sources: readonly number[];
  /** The harmonics at which any of them does. */
  readonly series: RealSeries;
  /**
   * The spectra [V or A] at one state, over the series' harmonics: one a source, for each sample of the data set. Not finite where a
   * source has no value at this state.
   */
  at(state: CircuitState): (sample: number) => readonly DriveSpectrum[];
}

/** A harmonic below this part of the source's largest is rounding. */
const NEGLIGIBLE = 1e-13;

/** One source that drives: its spectrum at a state, and for sources that a data set drives that of each sample. */
interface Driver {
  readonly element: number;
  at(state: CircuitState, series: RealSeries): (sample: number) => DriveSpectrum;
}

/**
 * Take the drives of a periodic steady state apart into harmonics. Where trained values shape a drive, its spectrum follows them, with its
 * derivatives by differences of the waveform's samples (nothing is simulated for that). A source that a data set drives has a spectrum
 * in every sample. A source without the period is reported.
 */
export function buildDriveSpectra(
  { circuit, collector, data }: GoalContext,
  analysis: TransientAnalysis,
  grid: PeriodGrid,
): DriveSpectra | undefined {
  const start = circuit.evaluate(Float64Array.from(circuit.trainables, (trainable) => trainable.start));
  const trained = new Set(start.derivatives.map(({ slot }) => slot));
  const every = createRealSeries(
    grid.count,
    Int32Array.from({ length: (grid.count + 1) / 2 }, (_, k) => k),
  );
  const used = new Set<number>();
  const drivers: Driver[] = [];
  const refuse = (element: IndependentSource, problem: string): void =>
    collector.report("goal/drive-not-periodic", element.span, { problem });
  let failed = false;
  for (const element of circuit.elements) {
    if (element.kind !== "voltage-source" && element.kind !== "current-source") continue;
    const waves = data?.waves.find((candidate) => candidate.element === element.index);
    if (waves !== undefined) {
      const spectra = waveSpectra(waves, grid, collector);
      if (spectra === undefined) failed = true;
      else drivers.push(drivenBySamples(element.index, spectra));
      for (const harmonic of spectra?.harmonics ?? []) used.add(harmonic);
      continue;
    }
    const sampled = samplePeriod(element, start.slots, grid, analysis);
    const slots = drivingSlots(element, trained);
    const slopes = slots.map((slot) => differentiateDrive(element, slot, start.slots, grid, analysis));
    if (sampled.kind === "failed") refuse(element, sampled.explanation);
    else if (slopes.some((samples) => samples.some(Number.isNaN)))
      refuse(element, `A trained value changes the period of ${element.name}.`);
    else {
      const present = [sampled.value, ...slopes].flatMap((samples) =>
        presentHarmonics(every.analyse(samples)),
      );
      for (const harmonic of present) used.add(harmonic);
      if (present.length > 0) drivers.push(drivenByWaveform(element, slots, grid, analysis, start));
      continue;
    }
    failed = true;
  }
  if (failed) return undefined;
  const series = createRealSeries(
    grid.count,
    Int32Array.from(used).sort((a, b) => a - b),
  );
  return {
    sources: drivers.map(({ element }) => element),
    series,
    at(state) {
      const spectra = drivers.map((driver) => driver.at(state, series));
      return (sample) => spectra.map((spectrum) => spectrum(sample));
    },
  };
}

function drivenByWaveform(
  source: IndependentSource,
  slots: readonly Slot[],
  grid: PeriodGrid,
  analysis: TransientAnalysis,
  start: CircuitState,
): Driver {
  const spectrumAt = ({ slots: values }: CircuitState, series: RealSeries): DriveSpectrum => {
    const sampled = samplePeriod(source, values, grid, analysis);
    const samples = sampled.kind === "ok" ? sampled.value : new Float64Array(grid.count).fill(Number.NaN);
    const derivatives = slots.map((slot) => ({
      slot,
      ...series.analyse(differentiateDrive(source, slot, values, grid, analysis)),
    }));
    return { ...series.analyse(samples), derivatives };
  };
  let fixed: DriveSpectrum | undefined;
  return {
    element: source.index,
    at(state, series) {
      // What nothing trained shapes is the same at every state.
      if (slots.length === 0) fixed ??= spectrumAt(start, series);
      const spectrum = fixed ?? spectrumAt(state, series);
      return () => spectrum;
    },
  };
}

function drivenBySamples(element: number, spectra: WaveSpectra): Driver {
  const known = new Map<number, DriveSpectrum>();
  return {
    element,
    at: (_, series) => (sample) => {
      let spectrum = known.get(sample);
      if (spectrum === undefined) {
        spectrum = { ...spectra.over(sample, series.harmonics), derivatives: [] };
        known.set(sample, spectrum);
      }
      return spectrum;
    },
  };
}

/** The harmonics that are more than rounding. */
export function presentHarmonics({ re, im }: Phasors): readonly number[] {
  const size = re.map((value, k) => Math.hypot(value, im[k]!));
  const largest = size.reduce((most, value) => Math.max(most, value), 0);
  return [...size.keys()].filter((k) => size[k]! > NEGLIGIBLE * largest);
}
