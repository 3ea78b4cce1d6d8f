import { expect } from "vitest";
import { type DeckRun, difference, isOwnVoltage, largest, type Vector } from "./run-deck.ts";

/** What is expected of the two runs. */
interface Comparison {
  /** Relative to the largest voltage of the plot. */
  readonly tolerance?: number;
  /** Names in the first run, of names in the second. */
  readonly rename?: (name: string) => string;
  /** How many times as large the voltages of the second run are. */
  readonly factor?: number;
  /** Every node of the first run must be in the second. */
  readonly complete?: boolean;
  /** The second run's times are this many times those of the first; the step control chooses others, so waveforms are compared in the mean. */
  readonly timeFactor?: number;
}

/** What two waveforms may differ by in the mean, when each has the time points of its own step control. */
const waveformTolerance = 3e-3;

/** The mean distance of two waveforms, the second read at the times of the first, relative to `scale`. */
function meanDifference(
  times: Float64Array,
  one: Vector,
  otherTimes: Float64Array,
  other: Vector,
  scale: number,
): number {
  let sum = 0;
  let k = 1;
  times.forEach((time, n) => {
    while (k < otherTimes.length - 1 && otherTimes[k]! < time) k++;
    const [from, to] = [otherTimes[k - 1]!, otherTimes[k]!];
    const part = Math.min(Math.max((time - from) / (to - from), 0), 1);
    const value = other.re[k - 1]! + part * (other.re[k]! - other.re[k - 1]!);
    const width = n === 0 ? 0 : time - times[n - 1]!;
    sum += Math.abs(one.re[n]! - value) * width;
  });
  return sum / (times.at(-1)! * scale);
}

/** Compare every node voltage that two runs share. Gives how many there were. */
export function expectSameVoltages(
  before: DeckRun,
  after: DeckRun,
  { tolerance = 1e-9, rename = (name) => name, factor = 1, complete = false, timeFactor }: Comparison = {},
): number {
  expect(after.length).toBe(before.length);
  let compared = 0;
  before.forEach((plot, index) => {
    const voltages = [...plot].filter(([name]) => isOwnVoltage(name));
    const scale = largest(voltages.map(([, vector]) => vector)) || 1;
    for (const [name, vector] of voltages) {
      const other = after[index]!.get(rename(name));
      if (complete) expect(other, `${name} is missing`).toBeDefined();
      if (other === undefined) continue;
      const scaled = { re: other.re.map((x) => x / factor), im: other.im.map((x) => x / factor) };
      const [time, otherTime] = [plot.get("time"), after[index]!.get("time")];
      if (time !== undefined && otherTime !== undefined && timeFactor !== undefined) {
        const otherTimes = otherTime.re.map((t) => t / timeFactor);
        const mean = meanDifference(time.re, vector, otherTimes, scaled, scale);
        expect(mean, name).toBeLessThan(waveformTolerance);
      } else expect(difference(vector, scaled, scale), name).toBeLessThan(tolerance);
      compared++;
    }
  });
  return compared;
}
