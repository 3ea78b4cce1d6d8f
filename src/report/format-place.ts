import { formatQuantity } from "../numeric/format-quantity.ts";
import type { TrainedGoal } from "../training/training-result.ts";

/** Where a goal stands worst, in the unit of its analysis: `5.196 MHz`, `54.5 µs`, `1.2 V`; `-` at an operating point. */
export function formatPlace({ at, axis }: TrainedGoal): string {
  return axis === undefined ? "-" : formatQuantity(at, axis.unit, 4);
}
