import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { IndependentSource } from "../element.ts";
import { sampleBetweenCorners } from "./sample-drive.ts";
import { buildWaveform, type WaveformTiming } from "./sample-waveform.ts";
import { findCorners } from "./waveform-corners.ts";

/** A period divided into `count` samples `step` seconds apart. */
export interface PeriodSamples {
  readonly step: number;
  readonly count: number;
}

/** After so many periods every delay counts as over. */
const SETTLED = 16;
/** Periods that differ by less than this part of the largest value are the same. */
const TOLERANCE = 1e-9;

/**
 * One period of a source in its steady state, samples n · step for n = 0 … count - 1 [V or A], taken as `sampleDrive` takes them.
 * A source that begins late (`td`) is taken when it has begun; a PWL without `r=` that ends within one period is repeated. Fails with
 * `unsupported` where the source does not have this period, and as `sampleDrive` does.
 */
export function samplePeriod(
  source: IndependentSource,
  slots: Float64Array,
  { step, count }: PeriodSamples,
  timing: WaveformTiming,
): Outcome<Float64Array> {
  const built = buildWaveform(source, slots, timing);
  if (built.kind === "failed") return built;
  const waveform = built.value;
  const period = count * step;
  const once = isOnce(source, slots, period);
  const corners = findCorners(source, slots, timing, (once ? 1 : SETTLED + 2) * period);
  if (corners === undefined) return fail("unsupported", `${source.name} has too many corners for this grid.`);

  if (once) {
    const wrapped = (time: number): number => waveform(time - period * Math.floor(time / period));
    const repeated = [
      corners,
      corners.map((time) => time + period),
      corners.map((time) => time + 2 * period),
    ];
    const ends = [0, period, 2 * period];
    const ordered = [...repeated.flat(), ...ends].sort((a, b) => a - b);
    return finite(
      source,
      sampleBetweenCorners(wrapped, ordered, { step, first: count, last: 2 * count - 1 }),
    );
  }
  const periodAt = (turn: number): Float64Array =>
    sampleBetweenCorners(waveform, corners, { step, first: turn * count, last: (turn + 1) * count - 1 });
  const settled = periodAt(SETTLED);
  const first = periodAt(0);
  const isSame = sameSamples(first, settled);
  // What comes to rest was no drive that repeats itself.
  const isOver = !isSame && settled.every((value) => value === settled[0]);
  if (isOver || !sameSamples(settled, periodAt(SETTLED + 1))) {
    return fail("unsupported", `${source.name} does not repeat itself after ${format(period)} s.`);
  }
  // Where nothing is delayed the first period has the smallest rounding.
  return finite(source, isSame ? first : settled);
}

function isOnce({ waveform }: IndependentSource, slots: Float64Array, period: number): boolean {
  if (waveform?.function !== "pwl") return false;
  if (waveform.repeat !== undefined && slots[waveform.repeat]! >= 0) return false;
  const times = waveform.arguments.filter((_, index) => index % 2 === 0).map((slot) => slots[slot]!);
  const delay = waveform.delay === undefined ? 0 : slots[waveform.delay]!;
  return (times[times.length - 1] ?? 0) + delay <= period * (1 + 1e-9);
}

function sameSamples(one: Float64Array, other: Float64Array): boolean {
  const largest = one.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // What is not finite is not compared: it is refused by itself.
  return one.every((value, n) => !(Math.abs(value - other[n]!) > TOLERANCE * largest));
}

function finite(source: IndependentSource, samples: Float64Array): Outcome<Float64Array> {
  return samples.every(Number.isFinite)
    ? succeed(samples)
    : fail("not-finite", `The value of ${source.name} is not finite.`);
}

function format(seconds: number): string {
  return String(Number(seconds.toPrecision(6)));
}
