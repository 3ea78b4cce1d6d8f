import { directPoints, type WeightedPoints } from "../sample-points.ts";
import { pointsBetween } from "../time-points.ts";
import type { PeriodGrid } from "./period-grid.ts";
import type { Phasors, RealSeries } from "./real-series.ts";

/** The numbers by which goals see one waveform of a period. */
export interface WaveformPoints {
  readonly count: number;
  /** Stands for the times [s] of the points. */
  readonly axis: Float64Array;
  /** The whole period: Σ share q² is the mean square of a waveform. */
  readonly run: WeightedPoints;
  /** Write the points of the waveform with these phasors into `into`, from `offset` on. */
  write(phasors: Phasors, into: Float64Array, offset: number): void;
  /** The derivatives by the phasors' parts of what has the derivatives `slope` by the points, from `offset` on. */
  pullBack(slope: Float64Array, offset: number): Phasors;
}

/** The samples themselves: t_n = n h, n = 0 … N, the last that of 0 again. */
export function timePoints({ period, step, count }: PeriodGrid, series: RealSeries): WaveformPoints {
  const axis = Float64Array.from({ length: count + 1 }, (_, n) => n * step);
  return {
    count: count + 1,
    axis,
    run: pointsBetween(axis, 0, period),
    write(phasors, into, offset) {
      series.synthesise(phasors, into, offset);
      into[offset + count] = into[offset]!;
    },
    pullBack(slope, offset) {
      const folded = slope.slice(offset, offset + count);
      folded[0]! += slope[offset + count]!;
      return series.pullBack(folded, 0);
    },
  };
}

/**
 * The real and imaginary parts of the phasors, for goals that read mean squares of linear quantities alone: by Parseval's theorem
 *
 *     (1/N) Σ_n x[n]² = X_0² + ½ Σ_{k > 0} ((Re X_k)² + (Im X_k)²)
 *
 * so that the parts are points like any other, of share ½, and no waveform needs to be made.
 */
export function spectralPoints(period: number, { harmonics }: RealSeries): WaveformPoints {
  const first = new Int32Array(harmonics.length);
  let count = 0;
  for (const [index, harmonic] of harmonics.entries()) {
    first[index] = count;
    count += harmonic === 0 ? 1 : 2;
  }
  const share = new Float64Array(count).fill(0.5);
  if (harmonics[0] === 0) share[0] = 1;
  const axis = new Float64Array(count).fill(period);
  return {
    count,
    axis,
    run: { samples: directPoints(axis, Int32Array.from(axis.keys())), share },
    write({ re, im }, into, offset) {
      for (let index = 0; index < harmonics.length; index++) {
        const place = offset + first[index]!;
        into[place] = re[index]!;
        if (harmonics[index] !== 0) into[place + 1] = im[index]!;
      }
    },
    pullBack(slope, offset) {
      const re = new Float64Array(harmonics.length);
      const im = new Float64Array(harmonics.length);
      for (let index = 0; index < harmonics.length; index++) {
        const place = offset + first[index]!;
        re[index] = slope[place]!;
        im[index] = harmonics[index] === 0 ? 0 : slope[place + 1]!;
      }
      return { re, im };
    },
  };
}
