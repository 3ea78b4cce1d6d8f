import { directPoints, type WeightedPoints } from "../sample-points.ts";
import { pointsBetween } from "../time-points.ts";
import type { PeriodGrid } from "./period-grid.ts";
import { createRealSeries, type Phasors } from "./real-series.ts";

/**
 * The numbers by which goals see one waveform of a period. The waveform has phasors at a list of harmonics of its own, ascending, which
 * `phasors` follow.
 */
export interface WaveformPoints {
  readonly count: number;
  /** Stands for the times [s] of the points. */
  readonly axis: Float64Array;
  /** The whole period: Σ share q² is the mean square of a waveform. */
  readonly run: WeightedPoints;
  /** Write the points of a waveform into `into`, from `offset` on. */
  write(harmonics: Int32Array, phasors: Phasors, into: Float64Array, offset: number): void;
  /** Leave in `phasors` the derivatives by the phasors' parts of what has the derivatives `slope` by the points, from `offset` on. */
  pullBack(harmonics: Int32Array, slope: Float64Array, offset: number, phasors: Phasors): void;
}

/** The samples themselves: t_n = n h, n = 0 … N, the last that of 0 again. */
export function timePoints({ period, step, count }: PeriodGrid): WaveformPoints {
  const axis = Float64Array.from({ length: count + 1 }, (_, n) => n * step);
  const series = createRealSeries(count);
  return {
    count: count + 1,
    axis,
    run: pointsBetween(axis, 0, period),
    write(harmonics, phasors, into, offset) {
      series.synthesise(harmonics, phasors, into, offset);
      into[offset + count] = into[offset]!;
    },
    pullBack(harmonics, slope, offset, phasors) {
      const folded = slope.slice(offset, offset + count);
      folded[0]! += slope[offset + count]!;
      series.pullBack(harmonics, folded, phasors);
    },
  };
}

/**
 * The real and imaginary parts of the phasors, for goals that read mean squares of linear quantities alone: by Parseval's theorem
 *
 *     (1/N) Σ_n x[n]² = X_0² + ½ Σ_{k > 0} ((Re X_k)² + (Im X_k)²)
 *
 * so that the parts are points like any other, of share ½, and no waveform needs to be made. Point 0 is the mean; `most` is the largest
 * number of further harmonics that a waveform has.
 */
export function spectralPoints(period: number, most: number): WaveformPoints {
  const count = 1 + 2 * most;
  const share = new Float64Array(count).fill(0.5);
  share[0] = 1;
  const axis = new Float64Array(count).fill(period);
  return {
    count,
    axis,
    run: { samples: directPoints(axis, Int32Array.from(axis.keys())), share },
    write(harmonics, { re, im }, into, offset) {
      const behind = harmonics[0] === 0 ? 1 : 0;
      if (behind === 1) into[offset] = re[0]!;
      for (let index = behind, place = offset + 1; index < harmonics.length; index++, place += 2) {
        into[place] = re[index]!;
        into[place + 1] = im[index]!;
      }
    },
    pullBack(harmonics, slope, offset, { re, im }) {
      const behind = harmonics[0] === 0 ? 1 : 0;
      if (behind === 1) {
        re[0] = slope[offset]!;
        im[0] = 0;
      }
      for (let index = behind, place = offset + 1; index < harmonics.length; index++, place += 2) {
        re[index] = slope[place]!;
        im[index] = slope[place + 1]!;
      }
    },
  };
}
