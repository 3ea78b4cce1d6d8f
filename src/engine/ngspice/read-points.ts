import { type DcRun, POLISHED } from "../../experiment/deck/dc-sweeps.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, findMissingPoints, plotValue } from "./read-plot.ts";

/**
 * Copy the points of one analysis to wherever they are wanted in a matrix (vectors, points). Returns a failure unless the plot is that
 * analysis of this deck, has the right number of points, and has every vector asked for, all finite.
 */
export function copyDcRun(
  plot: RawPlot,
  { title, vectors }: { readonly title: string; readonly vectors: readonly (string | undefined)[] },
  { swept, points }: DcRun,
  into: ComplexMatrix,
): Failure | undefined {
  const repeats = swept === undefined ? 1 : POLISHED;
  const name = swept === undefined ? "Operating Point" : "DC transfer characteristic";
  const failure =
    findForeignPlot(plot, { title, name, isComplex: false }) ??
    findMissingPoints(plot, points.length * repeats) ??
    findWrongOrder(plot, repeats);
  if (failure !== undefined) return failure;
  const place = (index: number): string =>
    swept === undefined ? "at the operating point" : `where ${swept[Math.floor(index / repeats)]} is swept`;
  const all = complexMatrix(into.rows, plot.points);
  const wrong = copyPoints(plot, { vectors, first: 0, count: plot.points, into: all, column: 0, place });
  if (wrong !== undefined) return wrong;
  points.forEach((columns, index) => {
    for (const column of columns) {
      for (let row = 0; row < into.rows; row++) {
        into.re[row * into.columns + column] = all.re[row * all.columns + (index + 1) * repeats - 1]!;
      }
    }
  });
  return undefined;
}

/** The plot's scale is the innermost sweep, which counts the repetitions. */
function findWrongOrder(plot: RawPlot, repeats: number): Failure | undefined {
  if (repeats === 1) return undefined;
  for (let point = 0; point < plot.points; point++) {
    if (plotValue(plot, point, 0) !== point % repeats) {
      return fail("incomplete-result", `point ${point} of the sweep is not what was asked for`);
    }
  }
  return undefined;
}
