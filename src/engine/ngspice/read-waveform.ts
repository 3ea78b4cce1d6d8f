import { type DeckGrid, sampleTime } from "../../experiment/deck/deck-grid.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, plotValue } from "./read-plot.ts";

/** Largest distance of a time point from its place on the grid, in steps. */
const gridTolerance = 1e-6;

/**
 * Copy the samples of a transient into a matrix (vectors, samples). Returns a failure unless the plot is a transient of this deck that
 * has the step before sample 0 and every sample in its place, and has every vector asked for, all finite.
 */
export function copyWaveforms(
  plot: RawPlot,
  { title, vectors }: { readonly title: string; readonly vectors: readonly (string | undefined)[] },
  grid: DeckGrid,
  into: ComplexMatrix,
): Failure | undefined {
  const foreign = findForeignPlot(plot, { title, name: "Transient Analysis", isComplex: false });
  if (foreign !== undefined) return foreign;
  const before = findTime(plot, sampleTime(grid, -1), grid);
  const wrong = before < 0 ? 0 : findOffGrid(plot, before, grid);
  if (wrong !== undefined) {
    return fail(
      "incomplete-result",
      `the transient did not stay on its fixed grid of ${grid.step} s at sample ${wrong} of ${grid.count}`,
    );
  }
  const place = (sample: number): string => `at ${sample * grid.step} s`;
  return copyPoints(plot, { vectors, first: before + 1, count: grid.count + 1, into, column: 0, place });
}

/** The first point at a time; -1 where there is none. */
function findTime(plot: RawPlot, time: number, { step }: DeckGrid): number {
  for (let point = 0; point < plot.points; point++) {
    const distance = plotValue(plot, point, 0) - time;
    if (Math.abs(distance) <= gridTolerance * step) return point;
    if (distance > 0) return -1;
  }
  return -1;
}

/** The first sample that is not in its place behind the point `before`. */
function findOffGrid(plot: RawPlot, before: number, grid: DeckGrid): number | undefined {
  for (let sample = 0; sample <= grid.count; sample++) {
    const point = before + 1 + sample;
    if (point >= plot.points) return sample;
    const distance = plotValue(plot, point, 0) - sampleTime(grid, sample);
    if (!(Math.abs(distance) <= gridTolerance * grid.step)) return sample;
  }
  return undefined;
}
