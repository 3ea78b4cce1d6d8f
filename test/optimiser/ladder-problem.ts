import { createRandom } from "../../src/numeric/random.ts";
import type { Problem } from "./drive.ts";

/** A doubly terminated ladder, driven by 1 V behind `resistance`: shunt capacitors and series inductors from the source to the load. */
interface Ladder {
  readonly kinds: readonly ("C" | "L")[];
  readonly values: readonly number[];
  readonly resistance: number;
}

/** |V(load)| and its slope in each value, by the chain of two-ports from the load back to the source. */
function magnitude(
  { kinds, values, resistance }: Ladder,
  frequency: number,
): { value: number; slopes: number[] } {
  const angularFrequency = 2 * Math.PI * frequency;
  const size = values.length;
  // Column 0 is the value, column 1 + k the slope in element k; the load carries 1 V.
  const v = { re: new Float64Array(size + 1), im: new Float64Array(size + 1) };
  const i = { re: new Float64Array(size + 1), im: new Float64Array(size + 1) };
  v.re[0] = 1;
  i.re[0] = 1 / resistance;
  for (let k = size - 1; k >= 0; k--) {
    // I += jωC V across a shunt capacitor, V += jωL I along a series inductor.
    const [from, to] = kinds[k] === "C" ? [v, i] : [i, v];
    const reactance = angularFrequency * values[k]!;
    for (let column = 0; column <= size; column++) {
      to.re[column]! -= reactance * from.im[column]!;
      to.im[column]! += reactance * from.re[column]!;
    }
    to.re[k + 1]! -= angularFrequency * from.im[0]!;
    to.im[k + 1]! += angularFrequency * from.re[0]!;
  }
  const source = (column: number) => ({
    re: v.re[column]! + resistance * i.re[column]!,
    im: v.im[column]! + resistance * i.im[column]!,
  });
  const { re, im } = source(0);
  const length = Math.hypot(re, im);
  const slopes = Array.from({ length: size }, (_, k) => {
    const slope = source(k + 1);
    return -(re * slope.re + im * slope.im) / length ** 3;
  });
  return { value: 1 / length, slopes };
}

/** Cost: mean over the frequencies of ½ (shape(|V|) - target)²; coordinates are logarithms of value/start. */
function ladderProblem(
  start: Ladder,
  frequencies: readonly number[],
  target: (frequency: number) => number,
  shape: (magnitude: number) => { readonly value: number; readonly slope: number },
): Problem {
  const share = 1 / Math.sqrt(frequencies.length);
  return {
    start: start.values.map(() => 0),
    evaluate(x) {
      const values = start.values.map((value, n) => value * Math.exp(x[n]!));
      const residuals = new Float64Array(frequencies.length);
      const jacobian = new Float64Array(frequencies.length * values.length);
      const gradient = new Float64Array(values.length);
      frequencies.forEach((frequency, row) => {
        const { value, slopes } = magnitude({ ...start, values }, frequency);
        const shaped = shape(value);
        const residual = share * (shaped.value - target(frequency));
        residuals[row] = residual;
        slopes.forEach((slope, n) => {
          const entry = share * shaped.slope * slope * values[n]!;
          jacobian[row * values.length + n] = entry;
          gradient[n]! += residual * entry;
        });
      });
      const cost = residuals.reduce((sum, value) => sum + value * value, 0) / 2;
      return { ok: true, cost, residuals, jacobian, gradient };
    },
  };
}

const decibel = (magnitude: number) => ({
  value: 20 * Math.log10(magnitude),
  slope: 20 / Math.LN10 / magnitude,
});

/**
 * The low-pass task: 50 ohm pi C L C, |V(out)| = 0.5 / √(1 + (f/1 MHz)⁶) at 401 frequencies from 10 kHz to 100 MHz, each value started about
 * three times off.
 */
export function lowPassTask(values: readonly number[] = [9.5e-9, 5.3e-6, 1.06e-9]): Problem {
  const frequencies = Array.from({ length: 401 }, (_, k) => 1e4 * 10 ** (k / 100));
  return ladderProblem(
    { kinds: ["C", "L", "C"], values, resistance: 50 },
    frequencies,
    (f) => 0.5 / Math.sqrt(1 + (f / 1e6) ** 6),
    (value) => ({ value, slope: 1 }),
  );
}

/** A 7th-order 50 ohm Butterworth ladder in dB at 61 frequencies from 100 kHz to 10 MHz, every value off by a seeded factor up to 3. */
export function seventhOrderTask(seed: number): Problem {
  const random = createRandom(seed);
  const cutoff = 2 * Math.PI * 1e6;
  const kinds = Array.from({ length: 7 }, (_, k) => (k % 2 === 0 ? "C" : "L") as "C" | "L");
  const values = kinds.map((kind, k) => {
    const prototype = 2 * Math.sin(((2 * k + 1) * Math.PI) / 14);
    const exact = kind === "C" ? prototype / (50 * cutoff) : (prototype * 50) / cutoff;
    return exact * 3 ** (2 * random.uniform() - 1);
  });
  const frequencies = Array.from({ length: 61 }, (_, k) => 1e5 * 10 ** (k / 30));
  return ladderProblem(
    { kinds, values, resistance: 50 },
    frequencies,
    (f) => decibel(0.5 / Math.sqrt(1 + (f / 1e6) ** 14)).value,
    decibel,
  );
}
