import type { TransientAnalysis } from "../../circuit/analysis.ts";
import type { Circuit, CircuitState } from "../../circuit/circuit.ts";
import type { IndependentSource, Slot } from "../../circuit/element.ts";
import { samplePeriod } from "../../circuit/waveform/sample-period.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { PeriodGrid } from "./period-grid.ts";
import { createRealSeries, type Phasors, type RealSeries } from "./real-series.ts";

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
  /** One spectrum a source [V or A], over the series' harmonics. Not finite where a source has no value at this state. */
  at(state: CircuitState): readonly DriveSpectrum[];
}

/** A harmonic below this part of the source's largest is rounding. */
const NEGLIGIBLE = 1e-13;

/**
 * Take the drives of a periodic steady state apart into harmonics. Where trained values shape a drive, its spectrum follows them, with its
 * derivatives by differences of the waveform's samples (nothing is simulated for that). A source without the period is reported.
 */
export function buildDriveSpectra(
  circuit: Circuit,
  analysis: TransientAnalysis,
  grid: PeriodGrid,
  collector: Collector,
): DriveSpectra | undefined {
  const start = circuit.evaluate(Float64Array.from(circuit.trainables, (trainable) => trainable.start));
  const trained = new Set(start.derivatives.map(({ slot }) => slot));
  const every = createRealSeries(
    grid.count,
    Int32Array.from({ length: (grid.count + 1) / 2 }, (_, k) => k),
  );
  const used = new Set<number>();
  const sources: IndependentSource[] = [];
  let failed = false;
  for (const element of circuit.elements) {
    if (element.kind !== "voltage-source" && element.kind !== "current-source") continue;
    const sampled = samplePeriod(element, start.slots, grid, analysis);
    if (sampled.kind === "failed") {
      collector.report("goal/drive-not-periodic", element.span, { problem: sampled.explanation });
      failed = true;
      continue;
    }
    const slopes = drivingSlots(element, trained).map((slot) =>
      differentiateDrive(element, slot, start.slots, grid, analysis),
    );
    if (slopes.some((samples) => samples.some(Number.isNaN))) {
      const problem = `A trained value changes the period of ${element.name}.`;
      collector.report("goal/drive-not-periodic", element.span, { problem });
      failed = true;
    }
    const present = [sampled.value, ...slopes].flatMap((samples) => presentHarmonics(every.analyse(samples)));
    for (const harmonic of present) used.add(harmonic);
    if (present.length > 0) sources.push(element);
  }
  if (failed) return undefined;

  const series = createRealSeries(
    grid.count,
    Int32Array.from(used).sort((a, b) => a - b),
  );
  const spectrumOf = (source: IndependentSource, slots: Float64Array): DriveSpectrum => {
    const sampled = samplePeriod(source, slots, grid, analysis);
    const samples = sampled.kind === "ok" ? sampled.value : new Float64Array(grid.count).fill(Number.NaN);
    const derivatives = drivingSlots(source, trained).map((slot) => ({
      slot,
      ...series.analyse(differentiateDrive(source, slot, slots, grid, analysis)),
    }));
    return { ...series.analyse(samples), derivatives };
  };
  const fixed = sources.map((source) =>
    drivingSlots(source, trained).length === 0 ? spectrumOf(source, start.slots) : undefined,
  );
  return {
    sources: sources.map(({ index }) => index),
    series,
    at: ({ slots }) => sources.map((source, index) => fixed[index] ?? spectrumOf(source, slots)),
  };
}

/** The trained values that shape a source's waveform. */
function drivingSlots({ waveform, dc }: IndependentSource, trained: ReadonlySet<Slot>): readonly Slot[] {
  const own = waveform === undefined ? [dc] : [...waveform.arguments, waveform.repeat, waveform.delay];
  return own.filter((slot): slot is Slot => slot !== undefined && trained.has(slot));
}

/** Relative step of the four-point differences of a waveform's samples. */
const STEP = 1e-4;

/** ∂u[n]/∂slot by [8 (u(+d) - u(-d)) - (u(+2d) - u(-2d))]/12d. NaN where the waveform cannot be sampled beside its value. */
function differentiateDrive(
  source: IndependentSource,
  slot: Slot,
  slots: Float64Array,
  grid: PeriodGrid,
  analysis: TransientAnalysis,
): Float64Array {
  const distance = STEP * (Math.abs(slots[slot]!) || 1);
  const slope = new Float64Array(grid.count);
  for (const [steps, weight] of [
    [1, 8],
    [-1, -8],
    [2, -1],
    [-2, 1],
  ] as const) {
    const moved = slots.slice();
    moved[slot]! += steps * distance;
    const sampled = samplePeriod(source, moved, grid, analysis);
    if (sampled.kind === "failed") return new Float64Array(grid.count).fill(Number.NaN);
    sampled.value.forEach((value, n) => {
      slope[n]! += (weight * value) / (12 * distance);
    });
  }
  return slope;
}

function presentHarmonics({ re, im }: Phasors): readonly number[] {
  const size = re.map((value, k) => Math.hypot(value, im[k]!));
  const largest = size.reduce((most, value) => Math.max(most, value), 0);
  return [...size.keys()].filter((k) => size[k]! > NEGLIGIBLE * largest);
}
