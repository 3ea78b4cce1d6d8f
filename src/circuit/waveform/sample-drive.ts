import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { TransientAnalysis } from "../analysis.ts";
import type { IndependentSource } from "../element.ts";
import { buildWaveform } from "./sample-waveform.ts";
import { findCorners } from "./waveform-corners.ts";

/** Times t_n = n · step, n = 0 … count [s]. */
interface DriveGrid {
  readonly step: number;
  readonly count: number;
}

/** An independent source on the fixed grid of a transient. */
export interface SampledDrive {
  /** V or A, before sample 0: 0 with `uic`, otherwise the value at t = 0, under which the operating point is found. */
  readonly before: number;
  /** The values of samples 0 … count; linear in between. */
  readonly samples: Float64Array;
}

/**
 * Sample a source for the fixed grid. Where its waveform is smooth a sample is its value; where a corner or a jump (the one at t = 0 with `uic`
 * included) lies within a step of it, the sample is the mean under a triangle of that width,
 *
 *     u[n] = (1/h) ∫ (1 - |t - t_n|/h) u(t) dt,
 *
 * so that a jump between two samples keeps its place and the error of what the circuit answers stays O(h²).
 * A jump at t = 0 is half done in sample 0. Fails as `sampleWaveform` does, and with `unsupported` where corners come too fast to count.
 */
export function sampleDrive(
  source: IndependentSource,
  slots: Float64Array,
  { step, count }: DriveGrid,
  analysis: TransientAnalysis,
): Outcome<SampledDrive> {
  const built = buildWaveform(source, slots, analysis);
  if (built.kind === "failed") return built;
  const waveform = built.value;
  const before = analysis.useInitialConditions ? 0 : waveform(0);
  const value = (time: number): number => (time < 0 ? before : waveform(time));
  const corners = findCorners(source, slots, analysis, (count + 1) * step);
  if (corners === undefined) return fail("unsupported", `${source.name} has too many corners for this grid.`);
  if (waveform(0) !== before) corners.unshift(0);
  const samples = sampleBetweenCorners(value, corners, { step, first: 0, last: count });
  const wrong = samples.findIndex((sample) => !Number.isFinite(sample));
  return wrong < 0
    ? succeed({ before, samples })
    : fail(
        "not-finite",
        `The value of ${source.name} at ${Number((wrong * step).toPrecision(6))} s is not finite.`,
      );
}

/**
 * The samples first … last of a waveform [V or A] at t_n = n · step, as `sampleDrive` takes them.
 *
 * @param corners the times [s] of its corners and jumps, ascending.
 */
export function sampleBetweenCorners(
  value: (time: number) => number,
  corners: readonly number[],
  { step, first, last }: { readonly step: number; readonly first: number; readonly last: number },
): Float64Array {
  let next = 0;
  return Float64Array.from({ length: last - first + 1 }, (_, index) => {
    const time = (first + index) * step;
    while (next < corners.length && corners[next]! <= time - step) next++;
    let end = next;
    while (end < corners.length && corners[end]! < time + step) end++;
    return end === next ? value(time) : triangleMean(value, time, step, corners.slice(next, end));
  });
}

/** Two-point Gauss abscissa: exact for cubics, so for a straight line under a side of the triangle. */
const GAUSS = 1 / Math.sqrt(3);

/** (1/h) ∫ (1 - |t - centre|/h) value(t) dt over one step to both sides, piece by piece between the corners. */
function triangleMean(
  value: (time: number) => number,
  centre: number,
  step: number,
  corners: readonly number[],
): number {
  const ends = [centre - step, ...corners, centre, centre + step].sort((a, b) => a - b);
  let sum = 0;
  for (let piece = 1; piece < ends.length; piece++) {
    const middle = (ends[piece]! + ends[piece - 1]!) / 2;
    const half = (ends[piece]! - ends[piece - 1]!) / 2;
    for (const time of [middle - GAUSS * half, middle + GAUSS * half]) {
      sum += half * (1 - Math.abs(time - centre) / step) * value(time);
    }
  }
  return sum / step;
}
