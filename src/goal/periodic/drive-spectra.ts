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

/** What drives one sample (without a data set there is one): one spectrum a source, over the harmonics that any of them has. */
export interface DrivenSample {
  readonly harmonics: Int32Array;
  /** Where they stand among all harmonics of the data set. */
  readonly places: Int32Array;
  readonly drives: readonly DriveSpectrum[];
}

/** What drives a periodic steady state. */
export interface DriveSpectra {
  /** The sources that drive anything, as indices of their elements. */
  readonly sources: readonly number[];
  /** The harmonics at which any of them does in any sample. */
  readonly harmonics: Int32Array;
  /** The largest number of harmonics above 0 in a sample. */
  readonly most: number;
  /** The spectra [V or A] at one state, by sample. Not finite where a source has no value at this state. */
  at(state: CircuitState): (sample: number) => DrivenSample;
}

/** A harmonic below this part of the source's largest is rounding. */
const NEGLIGIBLE = 1e-13;

/** One source that drives. */
interface Driver {
  readonly element: number;
  /** The harmonics that it has in a sample. */
  harmonicsOf(sample: number): readonly number[];
  /** True where its spectra are the same at every state. */
  readonly isFixed: boolean;
  spectrum(state: CircuitState, sample: number, harmonics: Int32Array): DriveSpectrum;
}

/**
 * Take the drives of a periodic steady state apart into harmonics. Where trained values shape a drive, its spectrum follows them, with its
 * derivatives by differences of the waveform's samples (nothing is simulated for that). A source that a data set drives has a spectrum
 * in every sample. A source without the period is reported.
 */
export function buildDriveSpectra(
  context: GoalContext,
  analysis: TransientAnalysis,
  grid: PeriodGrid,
): DriveSpectra | undefined {
  const { circuit, collector, data } = context;
  const drivers: Driver[] = [];
  let failed = false;
  for (const element of circuit.elements) {
    if (element.kind !== "voltage-source" && element.kind !== "current-source") continue;
    const waves = data?.waves.find((candidate) => candidate.element === element.index);
    const spectra = waves && waveSpectra(waves, grid, collector);
    const driver =
      waves === undefined
        ? buildDriver(element, context, analysis, grid)
        : spectra && drivenBySamples(element.index, spectra);
    if (driver === undefined) failed = true;
    else drivers.push(driver);
  }
  if (failed) return undefined;

  const rows = data?.used ?? new Int32Array(1);
  const perSample = new Map<number, Int32Array>();
  for (const row of rows) {
    const used = new Set(drivers.flatMap((driver) => driver.harmonicsOf(row)));
    perSample.set(
      row,
      Int32Array.from(used).sort((a, b) => a - b),
    );
  }
  const all = Int32Array.from(new Set([...perSample.values()].flatMap((own) => [...own]))).sort(
    (a, b) => a - b,
  );
  const placeOf = new Map([...all].map((harmonic, place) => [harmonic, place]));
  const active = drivers.filter((driver) => [...rows].some((row) => driver.harmonicsOf(row).length > 0));
  const isFixed = active.every((driver) => driver.isFixed);
  const known = new Map<number, DrivenSample>();
  const driven = (state: CircuitState, sample: number): DrivenSample => {
    const harmonics = perSample.get(sample)!;
    const places = harmonics.map((harmonic) => placeOf.get(harmonic)!);
    return {
      harmonics,
      places,
      drives: active.map((driver) => driver.spectrum(state, sample, harmonics)),
    };
  };
  return {
    sources: active.map(({ element }) => element),
    harmonics: all,
    most: Math.max(0, ...[...perSample.values()].map((own) => own.length - (own[0] === 0 ? 1 : 0))),
    at: (state) => (sample) => {
      if (!isFixed) return driven(state, sample);
      let found = known.get(sample);
      if (found === undefined) {
        found = driven(state, sample);
        known.set(sample, found);
      }
      return found;
    },
  };
}

/** A source with its own waveform; undefined where it has none of this period, which was reported. */
function buildDriver(
  source: IndependentSource,
  { circuit, collector }: GoalContext,
  analysis: TransientAnalysis,
  grid: PeriodGrid,
): Driver | undefined {
  const start = circuit.evaluate(Float64Array.from(circuit.trainables, (trainable) => trainable.start));
  const slots = drivingSlots(source, new Set(start.derivatives.map(({ slot }) => slot)));
  const sampled = samplePeriod(source, start.slots, grid, analysis);
  const slopes = slots.map((slot) => differentiateDrive(source, slot, start.slots, grid, analysis));
  const problem =
    sampled.kind === "failed"
      ? sampled.explanation
      : slopes.some((samples) => samples.some(Number.isNaN))
        ? `A trained value changes the period of ${source.name}.`
        : undefined;
  if (problem !== undefined || sampled.kind === "failed") {
    collector.report("goal/drive-not-periodic", source.span, { problem: problem ?? "" });
    return undefined;
  }
  const series = createRealSeries(grid.count);
  const every = Int32Array.from({ length: (grid.count + 1) / 2 }, (_, k) => k);
  const found = [sampled.value, ...slopes].flatMap((samples) =>
    presentHarmonics(series.analyse(every, samples)),
  );
  const present = [...new Set(found)];
  return {
    element: source.index,
    harmonicsOf: () => present,
    isFixed: slots.length === 0,
    spectrum: ({ slots: values }, _, harmonics) =>
      takeSpectrum(source, slots, values, { series, harmonics, grid, analysis }),
  };
}

function takeSpectrum(
  source: IndependentSource,
  trained: readonly Slot[],
  values: Float64Array,
  {
    series,
    harmonics,
    grid,
    analysis,
  }: {
    readonly series: RealSeries;
    readonly harmonics: Int32Array;
    readonly grid: PeriodGrid;
    readonly analysis: TransientAnalysis;
  },
): DriveSpectrum {
  const sampled = samplePeriod(source, values, grid, analysis);
  const samples = sampled.kind === "ok" ? sampled.value : new Float64Array(grid.count).fill(Number.NaN);
  const derivatives = trained.map((slot) => ({
    slot,
    ...series.analyse(harmonics, differentiateDrive(source, slot, values, grid, analysis)),
  }));
  return { ...series.analyse(harmonics, samples), derivatives };
}

function drivenBySamples(element: number, spectra: WaveSpectra): Driver {
  return {
    element,
    harmonicsOf: (sample) => spectra.harmonicsOf(sample),
    isFixed: true,
    spectrum: (_, sample, harmonics) => ({ ...spectra.over(sample, harmonics), derivatives: [] }),
  };
}

/** The harmonics that are more than rounding. */
function presentHarmonics({ re, im }: Phasors): readonly number[] {
  const size = re.map((value, k) => Math.hypot(value, im[k]!));
  const largest = size.reduce((most, value) => Math.max(most, value), 0);
  return [...size.keys()].filter((k) => size[k]! > NEGLIGIBLE * largest);
}
