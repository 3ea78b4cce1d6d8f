import type { TransientAnalysis } from "../../circuit/analysis.ts";
import type { IndependentSource, Slot } from "../../circuit/element.ts";
import { samplePeriod } from "../../circuit/waveform/sample-period.ts";
import type { PeriodGrid } from "./period-grid.ts";

/** The trained values that shape a source's waveform. */
export function drivingSlots(
  { waveform, dc }: IndependentSource,
  trained: ReadonlySet<Slot>,
): readonly Slot[] {
  const own = waveform === undefined ? [dc] : [...waveform.arguments, waveform.repeat, waveform.delay];
  return own.filter((slot): slot is Slot => slot !== undefined && trained.has(slot));
}

/** Relative step of the four-point differences of a waveform's samples. */
const STEP = 1e-4;

/** ∂u[n]/∂slot by [8 (u(+d) - u(-d)) - (u(+2d) - u(-2d))]/12d. NaN where the waveform cannot be sampled beside its value. */
export function differentiateDrive(
  source: IndependentSource,
  slot: Slot,
  slots: Float64Array,
  grid: PeriodGrid,
  analysis: TransientAnalysis,
): Float64Array {
  const distance = STEP * (Math.abs(slots[slot]!) || 1);
  const slope = new Float64Array(grid.count);
  for (const [steps, weight] of [
    [1, 8],
    [-1, -8],
    [2, -1],
    [-2, 1],
  ] as const) {
    const moved = slots.slice();
    moved[slot]! += steps * distance;
    const sampled = samplePeriod(source, moved, grid, analysis);
    if (sampled.kind === "failed") return new Float64Array(grid.count).fill(Number.NaN);
    sampled.value.forEach((value, n) => {
      slope[n]! += (weight * value) / (12 * distance);
    });
  }
  return slope;
}
