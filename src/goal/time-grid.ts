import type { TransientAnalysis } from "../circuit/analysis.ts";
import type { TimeGrid } from "./objective.ts";

/**
 * The fixed grid on which a transient is run: steps no longer than `tstep` (or `tmax`, if that is shorter), as few as reach
 * `tstop` exactly. t_n = n · step, n = 0 … count.
 */
export function timeGrid({ step, maximumStep, stop }: TransientAnalysis): TimeGrid {
  const longest = Math.min(step, maximumStep ?? step);
  const count = Math.max(1, Math.ceil((stop / longest) * (1 - 1e-9)));
  return { step: stop / count, count };
}

/** The times [s] of a grid. */
export function gridTimes({ step, count }: TimeGrid): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, n) => n * step);
}
