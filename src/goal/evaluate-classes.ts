import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { type BoundReading, type ResidualRows, writeRow } from "./residual-rows.ts";
import type { SampleList } from "./sample-list.ts";

/** `@classify`: as many quantities as there are classes; the largest names the class. */
export interface Classifier {
  /** One number of each sample per class. */
  readonly quantities: readonly BoundReading[];
  /** Names of the classes, in the order of the quantities. */
  readonly names: readonly string[];
  /** The class of every sample of the data set. */
  readonly labels: Int32Array;
  readonly loss: ClassLoss;
}

/**
 * What a sample costs whose quantities are q and whose class is y.
 * softmax: the cross-entropy -ln p_y, p = softmax(q / temperature). margin: Σ_{j ≠ y} ½ max(0, margin - (q_y - q_j))².
 */
export type ClassLoss =
  | { readonly kind: "softmax"; readonly temperature: number }
  | { readonly kind: "margin"; readonly margin: number };

/** How the samples of one evaluation were told apart. */
export interface Classified {
  readonly names: readonly string[];
  /** Class of each sample, in the order of the evaluation. */
  readonly labels: Int32Array;
  /** The class with the largest quantity, the first of several. */
  readonly predicted: Int32Array;
}

/** Mean cost of the samples; its derivatives are added to `rows`. */
export function evaluateClasses(
  { quantities, names, labels, loss }: Classifier,
  observed: ComplexMatrix,
  slots: Float64Array,
  samples: SampleList,
  rows: ResidualRows,
): { readonly cost: number; readonly classified: Classified } {
  const count = samples.rows.length;
  const classified = { names, labels: new Int32Array(count), predicted: new Int32Array(count) };
  const values = new Float64Array(quantities.length);
  const slopes = new Float64Array(quantities.length);
  let cost = 0;
  for (const { bound } of quantities) bound.loadSlots(slots);
  for (let sample = 0; sample < count; sample++) {
    const row = samples.rows[sample]!;
    const shift = sample * samples.points;
    quantities.forEach(({ bound, means }, index) => {
      bound.loadSample(row);
      for (const mean of means) mean.evaluate(slots, observed, row, shift);
      bound.run(0, observed, shift);
      values[index] = bound.program.result.re[0]!;
    });
    const label = labels[row]!;
    cost += lossOf(values, label, loss, slopes) / count;
    quantities.forEach((quantity, index) => {
      // Values and derivatives of every quantity are still in the registers of its own program.
      const slope = slopes[index]! / count;
      if (slope !== 0) writeRow(quantity, 0, quantity.bound.program.result.re, 1, slope, shift, rows);
    });
    classified.labels[sample] = label;
    classified.predicted[sample] = largest(values);
  }
  return { cost, classified };
}

/** The loss of one sample; its derivatives by the quantities are left in `slopes`. */
function lossOf(q: Float64Array, label: number, loss: ClassLoss, slopes: Float64Array): number {
  return loss.kind === "softmax"
    ? softmaxLoss(q, label, loss.temperature, slopes)
    : marginLoss(q, label, loss.margin, slopes);
}

/** -ln softmax(q/T)_y and its derivative (p - [y]) / T. */
function softmaxLoss(q: Float64Array, label: number, temperature: number, slopes: Float64Array): number {
  const top = q.reduce((highest, value) => Math.max(highest, value), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let j = 0; j < q.length; j++) {
    slopes[j] = Math.exp((q[j]! - top) / temperature);
    sum += slopes[j]!;
  }
  for (let j = 0; j < q.length; j++) slopes[j] = (slopes[j]! / sum - (j === label ? 1 : 0)) / temperature;
  return Math.log(sum) - (q[label]! - top) / temperature;
}

function marginLoss(q: Float64Array, label: number, margin: number, slopes: Float64Array): number {
  slopes.fill(0);
  let cost = 0;
  for (let j = 0; j < q.length; j++) {
    if (j === label) continue;
    const lacking = Math.max(0, margin - (q[label]! - q[j]!));
    cost += 0.5 * lacking * lacking;
    slopes[j] = lacking;
    slopes[label]! -= lacking;
  }
  return cost;
}

function largest(values: Float64Array): number {
  let index = 0;
  for (let j = 1; j < values.length; j++) if (values[j]! > values[index]!) index = j;
  return index;
}
