/** A function given by points: `x` strictly increasing, `y` of the same length (at least 1). */
export interface Table {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** How far beyond its ends a table still counts, relative to the axis. */
const END_TOLERANCE = 1e-9;

/** True when x lies inside the table, or beyond an end by no more than 1e-9 of it. */
export function tableCovers({ x: axis }: Table, x: number): boolean {
  const first = axis[0]!;
  const last = axis[axis.length - 1]!;
  return x >= first - END_TOLERANCE * Math.abs(first) && x <= last + END_TOLERANCE * Math.abs(last);
}

/** Linear interpolation at x, held at the end values beyond the ends: `tableCovers` says whether that was meant. */
export function interpolateTable({ x: axis, y }: Table, x: number): number {
  const last = axis.length - 1;
  if (x <= axis[0]!) return y[0]!;
  if (x >= axis[last]!) return y[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (axis[middle]! <= x) low = middle;
    else high = middle;
  }
  const part = (x - axis[low]!) / (axis[high]! - axis[low]!);
  return y[low]! + part * (y[high]! - y[low]!);
}
