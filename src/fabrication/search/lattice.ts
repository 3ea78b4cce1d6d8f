import { triangularise } from "../../numeric/dense-qr.ts";
import type { Choice, Grid } from "./grid.ts";
import { around } from "./grid.ts";
import type { Linearisation } from "./search-problem.ts";

/** Partial choices followed at a time, and values tried for each part. */
const WIDTH = 96;
const BRANCHES = 4;

/**
 * Damping of directions in which the linear model says nothing (relative to the mean column of J): there it must not be followed far.
 */
const DAMPING = 0.03;

/**
 * The choices that cost least in the linear model around θ, best first:
 *
 *     min |r + J (x - x₀)|² + μ² |x - x₀|²   with x on the grid,
 *
 * a closest-vector problem. Columns are triangularised with the most sensitive last, so that back substitution fixes the most sensitive
 * part first and lets the others make up for it; `WIDTH` partial choices are kept at every step (K-best sphere decoding). Coordinates that
 * are not on the grid take their best value.
 * Source: Guo & Nilsson, "Algorithm and implementation of the K-best sphere decoding for MIMO detection", IEEE JSAC 24 (2006).
 */
export function rankByModel(
  grid: Grid,
  theta: Float64Array,
  { residuals, jacobian }: Linearisation,
  count: number,
): readonly Choice[] {
  const size = theta.length;
  const norms = columnNorms(jacobian, size);
  const mean = Math.sqrt(norms.reduce((sum, norm) => sum + norm * norm, 0) / size);
  if (mean === 0) return [];
  const order = orderColumns(grid, norms);
  const triangle = dampedTriangle(jacobian, residuals, order, grid.fixed.length, DAMPING * mean);
  const width = size + 1;

  interface Partial {
    readonly cost: number;
    /** x - x₀ by position in `order`, known from the last position down. */
    readonly steps: readonly number[];
    readonly offers: readonly number[];
  }
  let partials: Partial[] = [{ cost: 0, steps: [], offers: [] }];
  for (let position = size - 1; position >= 0; position--) {
    const coordinate = order[position]!;
    const axis = grid.axes.find((candidate) => candidate.coordinate === coordinate);
    const diagonal = triangle[position * width + position]!;
    const next: Partial[] = [];
    for (const partial of partials) {
      // steps[k] belongs to position size - 1 - k.
      let right = -triangle[position * width + size]!;
      partial.steps.forEach((step, k) => {
        right -= triangle[position * width + (size - 1 - k)]! * step;
      });
      const centre = right / diagonal;
      if (axis === undefined) {
        next.push({ ...partial, steps: [...partial.steps, centre] });
        continue;
      }
      // Parts have logarithmic coordinates. Far steps say only that the model is wrong there.
      const value = theta[coordinate]!;
      const wanted = value * Math.exp(Math.min(Math.max(centre, -3), 3));
      for (const offer of around(axis, wanted, BRANCHES)) {
        const step = Math.log(axis.stock.offers[offer]!.value / value);
        const miss = diagonal * (step - centre);
        next.push({
          cost: partial.cost + miss * miss,
          steps: [...partial.steps, step],
          offers: [...partial.offers, offer],
        });
      }
    }
    next.sort((a, b) => a.cost - b.cost);
    partials = next.slice(0, WIDTH);
  }
  const axisAt = new Map(grid.axes.map(({ coordinate }, n) => [coordinate, n]));
  const visited = [...order].reverse().filter((coordinate) => axisAt.has(coordinate));
  return partials.slice(0, count).map(({ offers }) => {
    const choice = new Array<number>(grid.axes.length);
    visited.forEach((coordinate, n) => {
      choice[axisAt.get(coordinate)!] = offers[n]!;
    });
    return choice;
  });
}

/** Coordinates off the grid first, then the grid's by how much a step to the next value matters, the most sensitive last. */
function orderColumns({ axes, free, fixed }: Grid, norms: Float64Array): readonly number[] {
  const bought = axes.map(({ coordinate }) => coordinate).sort((a, b) => norms[a]! - norms[b]!);
  return [...fixed, ...free, ...bought];
}

/**
 * [R | Qᵀr] of the damped Jacobian with its columns in the given order, shape (size, size + 1), row-major. The first `fixed` columns are
 * zeros but for the damping, which leaves their coordinates where they are.
 */
function dampedTriangle(
  jacobian: Float64Array,
  residuals: Float64Array,
  order: readonly number[],
  fixed: number,
  damping: number,
): Float64Array {
  const size = order.length;
  const width = size + 1;
  const rows = residuals.length + size;
  const data = new Float64Array(rows * width);
  for (let row = 0; row < residuals.length; row++) {
    order.forEach((coordinate, position) => {
      if (position >= fixed) data[row * width + position] = jacobian[row * size + coordinate]!;
    });
    data[row * width + size] = residuals[row]!;
  }
  for (let n = 0; n < size; n++) data[(residuals.length + n) * width + n] = damping;
  return triangularise({ rows, columns: width, data }).data;
}

/** Length of each column. */
export function columnNorms(jacobian: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  jacobian.forEach((entry, n) => {
    sums[n % size]! += entry * entry;
  });
  return sums.map(Math.sqrt);
}
