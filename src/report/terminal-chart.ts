import { formatQuantity } from "../numeric/format-quantity.ts";
import type { Chart, Curve } from "./chart.ts";
import { chartScales } from "./chart-scale.ts";

export interface TerminalChartOptions {
  /** Characters across, axis labels included. */
  readonly columns: number;
  /** Lines of the plotting area. */
  readonly rows: number;
  /** Wraps a curve's characters in its colour; `index` counts the curves. Identity by default. */
  readonly paint: (text: string, index: number) => string;
}

/** Bits of a braille cell by (row 0…3, column 0…1). */
const brailleBits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/**
 * A chart in characters: curves in braille dots (2 × 4 a cell), `before` curves with every other dot left out, regions that a goal
 * forbids as `░`, targets as `─`. Lines end without trailing blanks and never exceed `columns`.
 */
export function formatTerminalChart(chart: Chart, options: Partial<TerminalChartOptions> = {}): string {
  const { columns = 80, rows = 18, paint = (text) => text } = options;
  const scales = chartScales(chart);
  const yTicks = scales.y.ticks(Math.max(Math.floor(rows / 3), 2)).major;
  const labels = new Map(
    yTicks.map((tick) => [rowOf(scales.y.position(tick), rows), formatQuantity(tick, chart.y.unit)]),
  );
  const labelWidth = Math.max(...[...labels.values()].map((label) => label.length), 1);
  const width = Math.max(columns - labelWidth - 2, 10);

  const dots = new Uint8Array(width * rows);
  const owner = new Int16Array(width * rows).fill(-1);
  chart.curves.forEach((curve, index) => {
    drawCurve(curve, index, scales, width, rows, dots, owner);
  });
  const background = maskCells(chart, scales, width, rows);
  const letters =
    chart.curves.filter((curve) => curve.role === "plain").length > 1
      ? curveLetters(chart, scales, width, rows)
      : new Map<number, number>();

  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: width }, (_, column) => {
      const cell = row * width + column;
      const letter = letters.get(cell);
      if (letter !== undefined) return paint(letterOf(letter), letter);
      return dots[cell] === 0
        ? background[cell]!
        : paint(String.fromCharCode(0x2800 + dots[cell]!), owner[cell]!);
    });
    return `${(labels.get(row) ?? "").padStart(labelWidth)} ┤${cells.join("")}`.trimEnd();
  });
  const sample = (curve: Curve, index: number): string =>
    curve.role === "before" ? "⠅⠅" : letters.size > 0 ? `⠒${letterOf(index)}` : "⠒⠒";
  const legend = chart.curves.map((curve, index) => `${paint(sample(curve, index), index)} ${curve.name}`);
  const marks = chart.masks.map((mask) => `${mask.relation === "=" ? "──" : "░░"} ${mask.name}`);
  return [
    clip(chart.title, columns),
    ...lines,
    `${" ".repeat(labelWidth)} └${"─".repeat(width)}`,
    tickLine(chart, scales.x, labelWidth + 2, width),
    wrapWords(
      [...legend, ...marks],
      columns,
      [...chart.curves, ...chart.masks].map(({ name }) => name.length + 3),
    ),
    "",
  ].join("\n");
}

/** `a`, `b`, … tells curves apart where there is no colour. */
const letterOf = (index: number): string => String.fromCharCode(97 + (index % 26));

/** One letter on each curve, at places apart from one another. */
function curveLetters(
  chart: Chart,
  scales: Scales,
  width: number,
  rows: number,
): ReadonlyMap<number, number> {
  const letters = new Map<number, number>();
  chart.curves.forEach((curve, index) => {
    const column = Math.floor(((index + 1) * width) / (chart.curves.length + 1));
    const y = limitAt(curve.x, curve.y, (column + 0.5) / width, scales);
    if (y !== undefined && Number.isFinite(y))
      letters.set(rowOf(scales.y.position(y), rows) * width + column, index);
  });
  return letters;
}

type Scales = ReturnType<typeof chartScales>;

/** Row 0 is the top line. */
function rowOf(position: number, rows: number): number {
  return Math.min(Math.max(Math.round((1 - position) * (rows - 1)), 0), rows - 1);
}

function drawCurve(
  curve: Curve,
  index: number,
  scales: Scales,
  width: number,
  rows: number,
  dots: Uint8Array,
  owner: Int16Array,
): void {
  const dotColumns = width * 2;
  const dotRows = rows * 4;
  let last: readonly [number, number] | undefined;
  let count = 0;
  const set = (x: number, y: number): void => {
    if (x < 0 || x >= dotColumns || y < 0 || y >= dotRows) return;
    count += 1;
    if (curve.role === "before" && count % 2 === 0) return;
    const cell = (y >> 2) * width + (x >> 1);
    dots[cell] = dots[cell]! | brailleBits[y & 3]![x & 1]!;
    owner[cell] = index;
  };
  for (let k = 0; k < curve.x.length; k++) {
    const x = scales.x.position(curve.x[k]!) * (dotColumns - 1);
    const y = (1 - scales.y.position(curve.y[k]!)) * (dotRows - 1);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      last = undefined;
      continue;
    }
    // A point far above or below the frame keeps its direction but not its distance.
    const point = [Math.round(x), Math.round(Math.min(Math.max(y, -dotRows), 2 * dotRows))] as const;
    drawLine(last ?? point, point, set);
    last = point;
  }
}

/** Every dot from one point to the other. The last dot of a segment is the first of the next; it is set once. */
function drawLine(
  from: readonly [number, number],
  to: readonly [number, number],
  set: (x: number, y: number) => void,
): void {
  const length = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  if (length === 0) set(to[0], to[1]);
  for (let k = 1; k <= length; k++) {
    set(
      Math.round(from[0] + ((to[0] - from[0]) * k) / length),
      Math.round(from[1] + ((to[1] - from[1]) * k) / length),
    );
  }
}

function maskCells(chart: Chart, scales: Scales, width: number, rows: number): readonly string[] {
  const cells: string[] = new Array(width * rows).fill(" ");
  for (const mask of chart.masks) {
    for (let column = 0; column < width; column++) {
      const limit = limitAt(mask.x, mask.limit, (column + 0.5) / width, scales);
      if (limit === undefined) continue;
      const edge = rowOf(scales.y.position(limit), rows);
      if (mask.relation === "=") cells[edge * width + column] = "─";
      const [first, last] =
        mask.relation === "<=" ? [0, edge] : mask.relation === ">=" ? [edge, rows - 1] : [0, -1];
      for (let row = first; row <= last; row++) cells[row * width + column] = "░";
    }
  }
  return cells;
}

/** The value at a place of the axis, between the two nearest points of a mask or curve; undefined outside it. */
function limitAt(x: Float64Array, limit: Float64Array, position: number, scales: Scales): number | undefined {
  const half = 0.5 / 80;
  for (let k = 0; k < x.length; k++) {
    const here = scales.x.position(x[k]!);
    const isEnd = Number.isNaN(x[k - 1] ?? Number.NaN) || Number.isNaN(x[k + 1] ?? Number.NaN);
    if (Math.abs(here - position) <= half && isEnd) return limit[k];
    const next = k + 1 < x.length ? scales.x.position(x[k + 1]!) : undefined;
    if (next === undefined || !(position >= here && position <= next)) continue;
    const weight = next > here ? (position - here) / (next - here) : 0;
    return limit[k]! + weight * (limit[k + 1]! - limit[k]!);
  }
  return undefined;
}

/** The numbers under the x axis, each centred at its mark, left out where they would touch. */
function tickLine(chart: Chart, x: Scales["x"], indent: number, width: number): string {
  let line = "";
  for (const tick of x.ticks(Math.max(Math.floor(width / 12), 2)).major) {
    const text = formatQuantity(tick, chart.x.unit, 3);
    const centre = indent + Math.round(x.position(tick) * (width - 1));
    const start = Math.min(Math.max(centre - Math.floor(text.length / 2), 0), indent + width - text.length);
    if (line === "" || start > line.length) line = line.padEnd(start) + text;
  }
  return line;
}

/** Pieces side by side, a new line where `columns` would be exceeded. `lengths` are the visible lengths (colours take none). */
function wrapWords(pieces: readonly string[], columns: number, lengths: readonly number[]): string {
  let used = 0;
  let text = "";
  pieces.forEach((piece, k) => {
    const fits = used === 0 || used + 3 + lengths[k]! <= columns;
    text += used === 0 ? piece : fits ? `   ${piece}` : `\n${piece}`;
    used = fits && used > 0 ? used + 3 + lengths[k]! : lengths[k]!;
  });
  return text;
}

const clip = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;
