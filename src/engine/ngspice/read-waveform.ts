import { type DeckGrid, sampleTime } from "../../experiment/deck/deck-grid.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { RawPlot } from "./raw-file.ts";
import { copyPoints, findForeignPlot, plotValue } from "./read-plot.ts";

/** Largest distance of a time point from its place on the grid, in steps. */
const gridTolerance = 1e-6;

/** The deck whose transient a plot must be, and what is read from it: a row of the matrix each, undefined for ground. */
interface WantedVectors {
  readonly title: string;
  readonly vectors: readonly (string | undefined)[];
}

/**
 * Copy the samples of a transient into a matrix (vectors, samples). Returns a failure unless the plot is a transient of this deck that
 * has the step before sample 0 and every sample in its place, and has every vector asked for, all finite.
 */
export function copyWaveforms(
  plot: RawPlot,
  { title, vectors }: WantedVectors,
  grid: DeckGrid,
  into: ComplexMatrix,
): Failure | undefined {
  const foreign = findForeignTransient(plot, title);
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

/**
 * The same where a device makes ngspice take further steps of its own: each sample linearly between the points around it, which are at most one
 * step apart, so that it is off by O(h²) as the integration is. Gradients are then those of the circuit to that order, not of the samples.
 */
export function interpolateWaveforms(
  plot: RawPlot,
  { title, vectors }: WantedVectors,
  grid: DeckGrid,
  into: ComplexMatrix,
): Failure | undefined {
  const foreign = findForeignTransient(plot, title);
  if (foreign !== undefined) return foreign;
  const width = plot.vectors.length;
  const rows = vectors.map((name) => plot.vectors.findIndex((vector) => vector.name === name));
  const lacking = vectors.find((name, row) => name !== undefined && rows[row]! < 0);
  if (lacking !== undefined) return fail("incomplete-result", `the result lacks the vector ${lacking}`);
  let right = 1;
  for (let sample = 0; sample <= grid.count; sample++) {
    const time = sampleTime(grid, sample);
    while (right < plot.points && plotValue(plot, right, 0) < time) right++;
    if (right >= plot.points) {
      return fail("incomplete-result", `the transient ended before sample ${sample} of ${grid.count}`);
    }
    const [from, to] = [plotValue(plot, right - 1, 0), plotValue(plot, right, 0)];
    if (to - from > (1 + gridTolerance) * grid.step) {
      return fail(
        "incomplete-result",
        `the transient made a step longer than ${grid.step} s at sample ${sample}`,
      );
    }
    const share = (time - from) / (to - from);
    for (const [row, position] of rows.entries()) {
      if (position < 0) continue;
      const [a, b] = [plot.values[(right - 1) * width + position]!, plot.values[right * width + position]!];
      const value = a + share * (b - a);
      if (!Number.isFinite(value)) {
        return fail("not-finite", `${vectors[row]} is not a number at ${sample * grid.step} s`);
      }
      into.re[row * into.columns + sample] = value;
    }
  }
  return undefined;
}

function findForeignTransient(plot: RawPlot, title: string): Failure | undefined {
  return findForeignPlot(plot, { title, name: "Transient Analysis", isComplex: false });
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
