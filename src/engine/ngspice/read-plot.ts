import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";

/** What a plot must be to be believed. */
export interface ExpectedPlot {
  /** Title of the deck, in lower case: proves whose numbers these are. */
  readonly title: string;
  /** `AC Analysis`, `Operating Point`, … */
  readonly name: string;
  readonly isComplex: boolean;
}

/** The failure of a plot that belongs to something else. */
export function findForeignPlot(
  plot: RawPlot,
  { title, name, isComplex }: ExpectedPlot,
): Failure | undefined {
  if (plot.title.toLowerCase() === title && plot.plotName === name && plot.isComplex === isComplex) {
    return undefined;
  }
  return fail("stale-result", `the result belongs to something else: ${plot.plotName} of "${plot.title}"`);
}

/** The failure of a plot with another number of points. */
export function findMissingPoints(plot: RawPlot, points: number): Failure | undefined {
  if (plot.points === points) return undefined;
  return fail("incomplete-result", `the sweep has ${plot.points} points where ${points} were asked for`);
}

/** Entry `vector` of a plot at one point; its real part where it is complex. */
export function plotValue(plot: RawPlot, point: number, vector: number): number {
  const width = plot.isComplex ? 2 : 1;
  return plot.values[(point * plot.vectors.length + vector) * width]!;
}

/** Points of a plot on their way into columns of a matrix. */
export interface PointCopy {
  /** One vector per row of the result; undefined is ground, which stays as it is. */
  readonly vectors: readonly (string | undefined)[];
  /** The first point of the plot, and how many follow it. */
  readonly first: number;
  readonly count: number;
  /** The matrix (vectors, points), and the column of the first point. */
  readonly into: ComplexMatrix;
  readonly column: number;
  /** Where a point is, for messages: `at 10 Hz`. */
  place(index: number): string;
}

/** Copy every vector asked for. Gives a failure where one is missing or not finite. */
export function copyPoints(
  plot: RawPlot,
  { vectors, first, count, into, column, place }: PointCopy,
): Failure | undefined {
  const parts = plot.isComplex ? 2 : 1;
  const width = parts * plot.vectors.length;
  const positions = new Map(plot.vectors.map(({ name }, index) => [name, index]));
  for (const [row, name] of vectors.entries()) {
    if (name === undefined) continue;
    const position = positions.get(name);
    if (position === undefined) return fail("incomplete-result", `the result lacks the vector ${name}`);
    let from = first * width + parts * position;
    let to = row * into.columns + column;
    for (let index = 0; index < count; index++, from += width, to++) {
      const re = plot.values[from]!;
      const im = parts === 2 ? plot.values[from + 1]! : 0;
      if (!Number.isFinite(re) || !Number.isFinite(im)) {
        return fail("not-finite", `${name} is not a number ${place(index)}`);
      }
      into.re[to] = re;
      into.im[to] = im;
    }
  }
  return undefined;
}
