import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";

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
  expected: ExpectedSweep,
  into: ComplexMatrix,
  column: number,
): Failure | undefined {
  const { frequencies, vectors, title } = expected;
  if (plot.title.toLowerCase() !== title || plot.plotName !== "AC Analysis" || !plot.isComplex) {
    return fail("stale-result", `the result belongs to something else: ${plot.plotName} of "${plot.title}"`);
  }
  if (plot.points !== frequencies.length) {
    return fail(
      "incomplete-result",
      `the sweep has ${plot.points} points where ${frequencies.length} were asked for`,
    );
  }
  const width = 2 * plot.vectors.length;
  for (let point = 0; point < plot.points; point++) {
    const wanted = frequencies[point]!;
    const got = plot.values[point * width]!;
    if (!(Math.abs(got - wanted) <= frequencyTolerance * Math.abs(wanted))) {
      return fail("incomplete-result", `the sweep visited ${got} Hz where ${wanted} Hz was asked for`);
    }
  }
  const positions = new Map(plot.vectors.map(({ name }, index) => [name, index]));
  for (const [row, name] of vectors.entries()) {
    if (name === undefined) continue;
    const position = positions.get(name);
    if (position === undefined) return fail("incomplete-result", `the sweep lacks the vector ${name}`);
    let from = 2 * position;
    let to = row * into.columns + column;
    for (let point = 0; point < plot.points; point++, from += width, to++) {
      const re = plot.values[from]!;
      const im = plot.values[from + 1]!;
      if (!Number.isFinite(re) || !Number.isFinite(im)) {
        return fail("not-finite", `${name} is not a number at ${frequencies[point]} Hz`);
      }
      into.re[to] = re;
      into.im[to] = im;
    }
  }
  return undefined;
}
