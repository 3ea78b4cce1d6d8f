import type { DcRun } from "../../experiment/deck/dc-sweeps.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, findMissingPoints, plotValue } from "./read-plot.ts";

/** Part of the largest swept value (and of a step) up to which two swept values are the same. */
const sweepTolerance = 1e-9;

/**
 * Copy the points of one analysis to wherever they are wanted in a matrix (vectors, points). Returns a failure unless the plot is that
 * analysis of this deck, visited the right values, and has every vector asked for, all finite.
 */
export function copyDcRun(
  plot: RawPlot,
  { title, vectors }: { readonly title: string; readonly vectors: readonly (string | undefined)[] },
  { swept, points }: DcRun,
  into: ComplexMatrix,
): Failure | undefined {
  const name = swept === undefined ? "Operating Point" : "DC transfer characteristic";
  const failure =
    findForeignPlot(plot, { title, name, isComplex: false }) ??
    findMissingPoints(plot, points.length) ??
    findWrongSweep(plot, swept);
  if (failure !== undefined) return failure;
  const place = (index: number): string =>
    swept === undefined ? "at the operating point" : `where ${swept[index]} is swept`;
  const part = complexMatrix(into.rows, points.length);
  const wrong = copyPoints(plot, { vectors, first: 0, count: points.length, into: part, column: 0, place });
  if (wrong !== undefined) return wrong;
  points.forEach((columns, index) => {
    for (const column of columns) {
      for (let row = 0; row < into.rows; row++) {
        into.re[row * into.columns + column] = part.re[row * part.columns + index]!;
      }
    }
  });
  return undefined;
}

function findWrongSweep(plot: RawPlot, swept: Float64Array | undefined): Failure | undefined {
  if (swept === undefined) return undefined;
  const size = Math.max(...swept.map(Math.abs));
  const wrong = swept.findIndex(
    (wanted, point) => !(Math.abs(plotValue(plot, point, 0) - wanted) <= sweepTolerance * size),
  );
  if (wrong < 0) return undefined;
  const got = plotValue(plot, wrong, 0);
  return fail("incomplete-result", `the sweep visited ${got} where ${swept[wrong]} was asked for`);
}
