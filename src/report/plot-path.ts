/** Maps a point to the drawing's units; `undefined` where it cannot be shown (not finite, or not positive on a log axis). */
export type PlotMapping = (x: number, y: number) => readonly [number, number] | undefined;

/**
 * The `d` attribute of a curve, to a tenth of a unit. A point that cannot be mapped interrupts the line. Of many points in one column of
 * a unit's width only first, lowest, highest and last are kept: a transient of a million points stays a small file and looks the same.
 */
export function plotPath(x: Float64Array, y: Float64Array, map: PlotMapping): string {
  const pieces: string[] = [];
  let column: (readonly [number, number])[] = [];
  let penDown = false;

  const flush = (): void => {
    for (const [px, py] of extremes(column)) {
      pieces.push(`${penDown ? "L" : "M"}${round(px)} ${round(py)}`);
      penDown = true;
    }
    column = [];
  };

  for (let k = 0; k < x.length; k++) {
    const point = map(x[k]!, y[k]!);
    if (point === undefined) {
      flush();
      penDown = false;
      continue;
    }
    if (column.length > 0 && Math.floor(column[0]![0]) !== Math.floor(point[0])) flush();
    column.push(point);
  }
  flush();
  return pieces.join("");
}

/** First, lowest, highest and last of a column, in the order of the curve, each once. */
function extremes(points: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  if (points.length <= 4) return points;
  let low = 0;
  let high = 0;
  for (let k = 1; k < points.length; k++) {
    if (points[k]![1] < points[low]![1]) low = k;
    if (points[k]![1] > points[high]![1]) high = k;
  }
  return [...new Set([0, low, high, points.length - 1])].sort((a, b) => a - b).map((k) => points[k]!);
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
