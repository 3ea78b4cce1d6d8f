import type { DcPoint } from "../../goal/objective.ts";

/** Points in a row that are visited one from the other. */
export interface PointRow {
  readonly first: number;
  readonly count: number;
}

/** Relative tolerance within which a sweep's steps are equal. */
const stepTolerance = 1e-9;

/**
 * Take the points of an experiment apart into sweeps: points in a row that differ by equal steps of their first override. As in a `.dc` with two
 * sweeps, every value of the second begins anew, and so do values beside the sweep.
 */
export function planRows(points: readonly DcPoint[]): readonly PointRow[] {
  const rows: PointRow[] = [];
  for (let first = 0; first < points.length; ) {
    const count = stretch(points, first);
    rows.push({ first, count });
    first += count;
  }
  return rows;
}

/** How many points from `first` on form one sweep. */
function stretch(points: readonly DcPoint[], first: number): number {
  const [swept, ...others] = points[first]!.overrides;
  if (swept === undefined) return 1;
  const belongs = ({ overrides }: DcPoint): boolean =>
    overrides[0]?.slot === swept.slot &&
    overrides.length === others.length + 1 &&
    others.every(({ slot, value }, k) => {
      const other = overrides[k + 1]!;
      return slot === other.slot && value === other.value;
    });
  const valueAt = (index: number): number => points[index]!.overrides[0]!.value;
  let end = first + 1;
  for (; end < points.length && belongs(points[end]!); end++) {
    const step = valueAt(first + 1) - swept.value;
    const off = valueAt(end) - swept.value - (end - first) * step;
    if (Math.abs(off) > stepTolerance * Math.max(Math.abs(step), stepTolerance * Math.abs(swept.value)))
      break;
  }
  return end - first;
}
