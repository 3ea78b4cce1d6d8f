import type { IndependentSource } from "../element.ts";
import type { WaveformTiming } from "./sample-waveform.ts";

/** More corners than this are not worth their time: the source is then far too fast for its grid. */
const MOST_CORNERS = 1_000_000;

/**
 * The times [s], ascending and up to `until`, at which a source's waveform has a corner or a jump that matters between samples: the ends of the
 * edges of PULSE, the points of PWL, the beginning of SFFM and AM. SIN and EXP bend without jumping and have none. Undefined where
 * there are more than a million.
 */
export function findCorners(
  { waveform }: IndependentSource,
  slots: Float64Array,
  timing: WaveformTiming,
  until: number,
): number[] | undefined {
  if (waveform === undefined) return [];
  const values = waveform.arguments.map((slot) => slots[slot]!);
  switch (waveform.function) {
    case "pulse":
      return pulseCorners(values, timing, until);
    case "pwl":
      return piecewiseCorners(
        values,
        waveform.repeat === undefined ? -1 : slots[waveform.repeat]!,
        waveform.delay === undefined ? 0 : slots[waveform.delay]!,
        until,
      );
    case "sffm":
    case "am":
      return [values[5] ?? 0].filter((time) => time > 0 && time <= until);
    default:
      return [];
  }
}

function pulseCorners(
  values: readonly number[],
  { step, stop }: WaveformTiming,
  until: number,
): number[] | undefined {
  const [, , delay = 0, rise, fall, width, period, count = 0] = values;
  const up = rise || step;
  const top = up + (width || stop);
  const cycle = period || stop;
  const cycles = Math.min(count > 0 ? count : Number.POSITIVE_INFINITY, Math.ceil((until - delay) / cycle));
  return repeated([0, up, top, top + (fall || step)], cycle, cycles, delay, until);
}

function piecewiseCorners(
  values: readonly number[],
  repeat: number,
  delay: number,
  until: number,
): number[] | undefined {
  const times = values.filter((_, index) => index % 2 === 0);
  const end = times[times.length - 1] ?? 0;
  const once = times.map((time) => time + delay).filter((time) => time >= 0 && time <= until);
  if (repeat < 0 || repeat >= end) return once;
  const cycle = end - repeat;
  const again = times.filter((time) => time >= repeat).map((time) => time - repeat);
  const more = repeated(again, cycle, Math.ceil((until - end - delay) / cycle), end + delay, until);
  return more && [...once, ...more];
}

/** The same corners in every cycle from `start` on. */
function repeated(
  corners: readonly number[],
  cycle: number,
  cycles: number,
  start: number,
  until: number,
): number[] | undefined {
  if (corners.length * cycles > MOST_CORNERS) return undefined;
  const found: number[] = [];
  for (let turn = 0; turn < cycles; turn++) {
    for (const corner of corners) {
      const time = start + turn * cycle + corner;
      if (corner <= cycle && time >= 0 && time <= until) found.push(time);
    }
  }
  return found.sort((a, b) => a - b);
}
