import type { TimeGrid } from "../../goal/objective.ts";
import { formatExactly } from "./deck.ts";

/**
 * A uniform grid of times on ngspice's own axis. With `trtol=1e9` and tstep = tmax = h its steps grow from h/100 to h in a way that does
 * not depend on the circuit, and are h from then on; sample 0 lies where the steps before and after it are h already.
 */
export interface DeckGrid extends TimeGrid {
  /** Starts at rest (`uic`), not from an operating point. */
  readonly startsAtRest: boolean;
  /** ngspice's time of sample 0 [s]. */
  readonly first: number;
  /** The `tran` command. */
  readonly command: string;
}

/** Sample 0 in steps, as measured with ngspice 45: the steps sum up to 1.96 (at rest) and 1.28 before they are uniform. */
const firstSample = { rest: 3.96, operatingPoint: 3.28 } as const;

/** With fewer steps than this ngspice begins with smaller ones. */
const fewestSteps = 110;

/** The options that keep ngspice on the grid. */
export const gridOptions: readonly string[] = ["trtol=1e9", "method=trap", "itl4=100"];

/** Steps from the last sample to the end of the run, where nothing is read any more, and to where drives are back by then. */
const endAfter = 0.5;
const homeAfter = 0.25;

/** Lay a grid on ngspice's axis. */
export function layGrid({ step, count }: TimeGrid, startsAtRest: boolean): DeckGrid {
  const first = step * (startsAtRest ? firstSample.rest : firstSample.operatingPoint);
  const stop = Math.max(first + (count + endAfter) * step, fewestSteps * step);
  const [h, end] = [formatExactly(step), formatExactly(stop)];
  const command = `tran ${h} ${end} 0 ${h}${startsAtRest ? " uic" : ""}`;
  return { step, count, startsAtRest, first, command };
}

/** ngspice's time of a sample [s]. */
export function sampleTime({ first, step }: DeckGrid, sample: number): number {
  return first + sample * step;
}

/**
 * A waveform of the grid as an expression for a B source, which sets no breakpoints: `before` until one step before sample 0, linear
 * between the samples, and `before` again when the run ends. For an operating point, also the one that the next run starts from,
 * ngspice takes B sources at the time where the last run ended. Undefined where it is 0 everywhere.
 */
export function formatWaveform(grid: DeckGrid, samples: Float64Array, before = 0): string | undefined {
  if (before === 0 && samples.every((value) => value === 0)) return undefined;
  const corners = [`0,${formatExactly(before)}`];
  const add = (sample: number, value: number): void => {
    corners.push(`${formatExactly(sampleTime(grid, sample))},${formatExactly(value)}`);
  };
  add(-1, before);
  samples.forEach((value, n) => {
    const last = n === 0 ? before : samples[n - 1];
    // What lies in the middle of a constant stretch says nothing.
    if (n < samples.length - 1 && value === last && value === samples[n + 1]) return;
    add(n, value);
  });
  const last = samples.length - 1;
  // The last sample is not taken at its time to the last digit: no steep slope may begin there.
  add(last + homeAfter / 2, samples[last]!);
  add(last + homeAfter, before);
  // Beyond its last corner pwl goes on as between the last two.
  add(last + 1, before);
  return `pwl(time,${corners.join(", ")})`;
}

/** A unit step as such an expression: 0, half at sample 0, then 1. For runs that start at rest. */
export function formatStep(grid: DeckGrid): string {
  const [before, first, then] = [-1, 0, 1].map((sample) => formatExactly(sampleTime(grid, sample)));
  return `pwl(time,0,0, ${before},0, ${first},0.5, ${then},1, ${formatExactly(sampleTime(grid, 2))},1)`;
}
