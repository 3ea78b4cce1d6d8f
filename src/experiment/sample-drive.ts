import type { TransientAnalysis } from "../circuit/analysis.ts";
import type { IndependentSource } from "../circuit/element.ts";
import type { TimeGrid } from "../goal/objective.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { buildWaveform } from "./sample-waveform.ts";
import { findCorners } from "./waveform-corners.ts";

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
  { step, count }: TimeGrid,
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

  let next = 0;
  const samples = Float64Array.from({ length: count + 1 }, (_, n) => {
    const time = n * step;
    while (next < corners.length && corners[next]! <= time - step) next++;
    let last = next;
    while (last < corners.length && corners[last]! < time + step) last++;
    return last === next ? value(time) : triangleMean(value, time, step, corners.slice(next, last));
  });
  const wrong = samples.findIndex((sample) => !Number.isFinite(sample));
  return wrong < 0
    ? succeed({ before, samples })
    : fail(
        "not-finite",
        `The value of ${source.name} at ${Number((wrong * step).toPrecision(6))} s is not finite.`,
      );
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
