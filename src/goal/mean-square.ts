import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { bindProgram } from "./bound-program.ts";
import type { MeanInput } from "./goal-program.ts";
import type { WeightedPoints } from "./sample-points.ts";

/** A mean of q² over a run, with its derivative by everything observed there. */
export interface BoundMean {
  /** Index among the derivatives of the program that reads it. */
  readonly derivative: number;
  /** The mean depends on the real part of `observable[n]` at `point[n]`, with the derivative `slope[n]` of the last evaluation. */
  readonly observable: Int32Array;
  readonly point: Int32Array;
  readonly slope: Float64Array;
  /** And on `slot[n]`, with `slotSlope[n]`. */
  readonly slot: Int32Array;
  readonly slotSlope: Float64Array;
  /** The mean over the run of one sample, whose observed numbers stand `shift` columns further right. */
  evaluate(slots: Float64Array, observed: ComplexMatrix, sample: number, shift: number): void;
}

/** Bind a mean to the points of its run: mean = Σ share q², d mean = Σ 2 share q dq. The value goes to the input's register. */
export function bindMean(input: MeanInput, run: WeightedPoints): BoundMean {
  const isDirect = run.samples.fraction.every((fraction) => fraction === 0);
  const isPlain = input.isLinear && input.program.slots.length === 0;
  return isDirect && isPlain ? bindLinearMean(input, run) : bindAnyMean(input, run);
}

/**
 * The mean of a quantity q = Σ c X whose factors never change: they are taken once, and what is left are sums over the points. A data set
 * of many samples spends its time here.
 */
function bindLinearMean(input: MeanInput, { samples: run, share }: WeightedPoints): BoundMean {
  const { program } = input;
  const count = share.length;
  const rows = Int32Array.from(program.observed, ({ observable }) => observable);
  const empty = complexMatrix(Math.max(-1, ...rows) + 1, Math.max(-1, ...run.left) + 1);
  if (count > 0) bindProgram(program, [run, undefined, undefined]).run(0, empty);
  const factors = Float64Array.from(program.observed, ({ derivative }) => program.result.re[1 + derivative]!);
  const slope = new Float64Array(rows.length * count);
  return {
    derivative: input.derivative,
    observable: Int32Array.from(slope, (_, entry) => rows[Math.floor(entry / count)]!),
    point: Int32Array.from(slope, (_, entry) => run.left[entry % count]!),
    slope,
    slot: new Int32Array(0),
    slotSlope: new Float64Array(0),
    evaluate(_, observed, __, shift) {
      const { re, columns } = observed;
      let mean = 0;
      for (let k = 0; k < count; k++) {
        const place = run.left[k]! + shift;
        let value = 0;
        for (let n = 0; n < rows.length; n++) value += factors[n]! * re[rows[n]! * columns + place]!;
        const part = share[k]! * value;
        mean += part * value;
        for (let n = 0; n < rows.length; n++) slope[n * count + k] = 2 * part * factors[n]!;
      }
      input.register.re[0] = mean;
    },
  };
}

function bindAnyMean(input: MeanInput, { samples: run, share }: WeightedPoints): BoundMean {
  const { program } = input;
  const bound = bindProgram(program, [run, undefined, undefined]);
  const { re } = program.result;
  const observable: number[] = [];
  const point: number[] = [];
  const inputs = program.observed.map((observed) => ({ ...observed, samples: bound.samplesOf(observed) }));
  for (let k = 0; k < bound.count; k++) {
    for (const { observable: row, samples } of inputs) {
      observable.push(row, row);
      point.push(samples.left[k]!, samples.right[k]!);
    }
  }
  const slope = new Float64Array(point.length);
  const slotSlope = new Float64Array(program.slots.length);
  return {
    derivative: input.derivative,
    observable: Int32Array.from(observable),
    point: Int32Array.from(point),
    slope,
    slot: Int32Array.from(program.slots, ({ slot }) => slot),
    slotSlope,
    evaluate(slots, observed, sample, shift) {
      bound.loadSlots(slots);
      bound.loadSample(sample);
      slotSlope.fill(0);
      let mean = 0;
      let entry = 0;
      for (let k = 0; k < bound.count; k++) {
        bound.run(k, observed, shift);
        const value = re[0]!;
        const factor = 2 * share[k]! * value;
        mean += share[k]! * value * value;
        for (const { derivative, samples } of inputs) {
          const fraction = samples.fraction[k]!;
          const part = factor * re[1 + derivative]!;
          slope[entry++] = (1 - fraction) * part;
          slope[entry++] = fraction * part;
        }
        for (const [n, { derivative }] of program.slots.entries())
          slotSlope[n]! += factor * re[1 + derivative]!;
      }
      input.register.re[0] = mean;
    },
  };
}
