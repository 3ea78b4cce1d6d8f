import { REPEATS } from "../../experiment/deck/point-index.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, findMissingPoints, plotValue } from "./read-plot.ts";

/** Whose numbers are read. */
interface PointDeck {
  /** In lower case. */
  readonly title: string;
  /** One vector per row of the result; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Copy some blocks of a sweep over the index (see point-index.ts) into the columns from `column` on of a matrix (vectors, …). Returns a
 * failure unless the plot is that sweep of this deck and has every vector asked for, all finite.
 */
export function copyBlocks(
  plot: RawPlot,
  { title, vectors }: PointDeck,
  { first, count }: { readonly first: number; readonly count: number },
  into: ComplexMatrix,
  column: number,
): Failure | undefined {
  const failure =
    findForeignPlot(plot, { title, name: "DC transfer characteristic", isComplex: false }) ??
    findMissingPoints(plot, REPEATS * count);
  if (failure !== undefined) return failure;
  for (let point = 0; point < plot.points; point++) {
    const got = plotValue(plot, point, 0);
    const wanted = REPEATS * first + point;
    if (got !== wanted) {
      return fail("incomplete-result", `the sweep visited its point ${got} where ${wanted} was asked for`);
    }
  }
  const all = complexMatrix(into.rows, plot.points);
  const place = (point: number): string => `at point ${first + Math.floor(point / REPEATS) + 1} of the sweep`;
  const wrong = copyPoints(plot, { vectors, first: 0, count: plot.points, into: all, column: 0, place });
  if (wrong !== undefined) return wrong;
  for (let row = 0; row < into.rows; row++) {
    for (let block = 0; block < count; block++) {
      const last = REPEATS * (block + 1) - 1;
      into.re[row * into.columns + column + block] = all.re[row * all.columns + last]!;
    }
  }
  return undefined;
}

/** Copy the result of an `.op` into every column of a matrix (vectors, …), under the same conditions. */
export function copyOperatingPoint(
  plot: RawPlot,
  { title, vectors }: PointDeck,
  into: ComplexMatrix,
): Failure | undefined {
  const failure =
    findForeignPlot(plot, { title, name: "Operating Point", isComplex: false }) ?? findMissingPoints(plot, 1);
  if (failure !== undefined) return failure;
  const point = complexMatrix(into.rows, 1);
  const place = (): string => "at the operating point";
  const wrong = copyPoints(plot, { vectors, first: 0, count: 1, into: point, column: 0, place });
  if (wrong !== undefined) return wrong;
  for (let row = 0; row < into.rows; row++) {
    into.re.fill(point.re[row]!, row * into.columns, (row + 1) * into.columns);
  }
  return undefined;
}
