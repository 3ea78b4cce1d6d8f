import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { findClamp } from "./clamp.ts";
import { refuseContrast, refuseTimeReversal } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/** The part η of the way to its goal that an output is clamped at, unless asked for otherwise. */
const PART_OF_THE_WAY = 1e-3;

/**
 * Coupled learning: every output is clamped at v_free + η (goal - v_free), and each element compares its clamped with its free state,
 * ∂S/∂θ(clamped) - ∂S/∂θ(free). The clamp's own current says to which nudge β it amounts, I = -β ∂C/∂X, and the contrast is given per β.
 *
 * For one output this is the gradient as η → 0, with an error in proportion to η. For several it is another direction, however small η:
 * the clamps weigh the outputs' errors by the inverse matrix of their impedances. `beta` is η.
 * Source: Stern, Hexner, Rocks & Liu, Phys. Rev. X 11, 021045 (2021).
 */
export const coupled: Estimator = {
  name: "coupled",
  givesJacobian: false,
  refuse: (circuit, analyses) => refuseTimeReversal(circuit, analyses) ?? refuseContrast(circuit, analyses),
  caution: ({ goals }) =>
    goals.length > 1
      ? "coupled learning follows the gradient for a single output; with several it takes another direction, however small its step"
      : undefined,
  async estimate(problem, free, { beta }) {
    const { slots } = free.state;
    const slotGradient = startSlotGradient(free);
    const part = beta === "auto" ? PART_OF_THE_WAY : beta;
    for (const [index, experiment] of problem.experiments.entries()) {
      const { plan } = experiment;
      for (const [excitation, response] of free.experiments[index]!.responses.entries()) {
        const clamp = await findClamp(experiment, slots, free.experiments[index]!, excitation, part);
        if (clamp.kind === "failed") return clamp;
        const { clamped, injected } = clamp.value;
        const unit = nudgeAmplitudes(plan, free.experiments[index]!, excitation, 1);
        const product = {
          free: combine(clamped, response, 0.5, 0.5),
          nudge: divideColumns(combine(clamped, response, 1, -1), strengths(injected, unit)),
          factor: -1,
        };
        addLocalProducts(plan, slots, excitation, product, slotGradient);
      }
    }
    return finishSlotGradient(problem, free, slotGradient);
  },
};

/** a·first + b·second. */
function combine(first: ComplexMatrix, second: ComplexMatrix, a: number, b: number): ComplexMatrix {
  const sum = (one: Float64Array, two: Float64Array) => one.map((value, at) => a * value + b * two[at]!);
  return { ...first, re: sum(first.re, second.re), im: sum(first.im, second.im) };
}

/** β at every point, the number that makes `unit` most like `injected`: Σ I conj(U) / Σ |U|²; 0 where nothing is clamped. Shape (1, points). */
function strengths(injected: ComplexMatrix, unit: ComplexMatrix): ComplexMatrix {
  const beta = complexMatrix(1, unit.columns);
  for (let point = 0; point < unit.columns; point++) {
    let square = 0;
    for (let at = point; at < unit.re.length; at += unit.columns) {
      const [a, b, c, d] = [injected.re[at]!, injected.im[at]!, unit.re[at]!, unit.im[at]!];
      beta.re[point]! += a * c + b * d;
      beta.im[point]! += b * c - a * d;
      square += c * c + d * d;
    }
    if (square === 0) continue;
    beta.re[point]! /= square;
    beta.im[point]! /= square;
  }
  return beta;
}

/** Every column divided by its β, 0 where β is. */
function divideColumns({ re, im, rows, columns }: ComplexMatrix, beta: ComplexMatrix): ComplexMatrix {
  const result = complexMatrix(rows, columns);
  for (let at = 0; at < re.length; at++) {
    const c = beta.re[at % columns]!;
    const d = beta.im[at % columns]!;
    const square = c * c + d * d;
    if (square === 0) continue;
    result.re[at] = (re[at]! * c + im[at]! * d) / square;
    result.im[at] = (im[at]! * c - re[at]! * d) / square;
  }
  return result;
}
