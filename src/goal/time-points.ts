import type { SamplePoints, WeightedPoints } from "./sample-points.ts";

/** Times count as equal when they differ by less than this part of the run. */
const TIME_TOLERANCE = 1e-9;

/** True when a time lies inside a run. */
export function runCovers(times: Float64Array, time: number): boolean {
  const first = times[0]!;
  const last = times[times.length - 1]!;
  const slack = TIME_TOLERANCE * (last - first);
  return time >= first - slack && time <= last + slack;
}

/** Single times between the samples of a run: linear interpolation; each counts alike. */
export function pointsAt(times: Float64Array, wanted: readonly number[]): WeightedPoints {
  const places = wanted.map((time) => placeOf(times, time));
  const samples: SamplePoints = {
    axis: Float64Array.from(wanted),
    left: Int32Array.from(places, ({ left }) => left),
    right: Int32Array.from(places, ({ left, fraction }) => (fraction === 0 ? left : left + 1)),
    fraction: Float64Array.from(places, ({ fraction }) => fraction),
  };
  return { samples, share: new Float64Array(wanted.length).fill(1 / wanted.length) };
}

/**
 * A stretch of a run for a time average: the samples inside and both ends, interpolated. The shares are those of the trapezoidal
 * rule, (t_{k+1} - t_{k-1}) / 2(to - from); a stretch of no length is a single point.
 */
export function pointsBetween(times: Float64Array, from: number, to: number): WeightedPoints {
  const slack = TIME_TOLERANCE * (times[times.length - 1]! - times[0]!);
  if (to - from <= slack) return pointsAt(times, [from]);
  const inside = times.filter((time) => time > from + slack && time < to - slack);
  const axis = [from, ...inside, to];
  const { samples } = pointsAt(times, axis);
  const share = Float64Array.from(axis, (time, k) => {
    const before = axis[k - 1] ?? time;
    const after = axis[k + 1] ?? time;
    return (after - before) / (2 * (to - from));
  });
  return { samples, share };
}

/** The sample before a time and how far the time lies beyond it, in parts of the step; samples themselves are met exactly. */
function placeOf(times: Float64Array, time: number): { readonly left: number; readonly fraction: number } {
  const last = times.length - 1;
  const slack = TIME_TOLERANCE * (times[last]! - times[0]!);
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time + slack) low = middle;
    else high = middle - 1;
  }
  if (low === last || Math.abs(time - times[low]!) <= slack || time < times[0]!)
    return { left: low, fraction: 0 };
  return { left: low, fraction: (time - times[low]!) / (times[low + 1]! - times[low]!) };
}
