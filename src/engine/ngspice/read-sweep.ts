import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, findMissingPoints, plotValue } from "./read-plot.ts";

/** What a sweep must have given to be believed. */
export interface ExpectedSweep {
  /** Title of the deck, in lower case: proves whose numbers these are. */
  readonly title: string;
  /** [Hz] */
  readonly frequencies: Float64Array;
  /** One vector per row of the result; undefined is ground. */
  readonly vectors: readonly (string | undefined)[];
}

/** Relative difference up to which two frequencies are the same. */
const frequencyTolerance = 1e-9;

/**
 * Copy a sweep into the columns from `column` on of a matrix (vectors, frequencies). Returns a failure unless the plot is an AC sweep
 * of this deck at exactly these frequencies with every vector asked for, all finite.
 */
export function copySweep(
  plot: RawPlot,
  { title, frequencies, vectors }: ExpectedSweep,
  into: ComplexMatrix,
  column: number,
): Failure | undefined {
  const failure =
    findForeignPlot(plot, { title, name: "AC Analysis", isComplex: true }) ??
    findMissingPoints(plot, frequencies.length);
  if (failure !== undefined) return failure;
  for (let point = 0; point < plot.points; point++) {
    const wanted = frequencies[point]!;
    const got = plotValue(plot, point, 0);
    if (!(Math.abs(got - wanted) <= frequencyTolerance * Math.abs(wanted))) {
      return fail("incomplete-result", `the sweep visited ${got} Hz where ${wanted} Hz was asked for`);
    }
  }
  const place = (point: number): string => `at ${frequencies[point]} Hz`;
  return copyPoints(plot, { vectors, first: 0, count: frequencies.length, into, column, place });
}
