import { describe, expect, it } from "vitest";
import { parametrise, type Variable } from "../../src/optimiser/parametrisation.ts";
import { drawStarts } from "../../src/optimiser/starts.ts";

const open = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
const variables: readonly Variable[] = [
  { scale: "log", start: 4.7e-9, min: 1e-12, max: 1e-6 },
  { scale: "linear", start: 0.3, min: 0, max: 0.999 },
  { scale: "log", start: -20, min: -100, max: -1 },
  { scale: "linear", start: 0, ...open },
  { scale: "linear", start: 0, min: -3, max: 5 },
];
const natural = Float64Array.from(variables, ({ start }) => start);

describe("parametrise", () => {
  const parametrisation = parametrise(variables);

  it("gives the start back to the last bit", () => {
    expect(parametrisation.toNatural(parametrisation.toInternal(natural))).toEqual(natural);
    const awkward = Array.from({ length: 2000 }, (_, n) => (n + 1) * 1.1e-7);
    const many = parametrise(awkward.map((start) => ({ scale: "linear", start, ...open })));
    expect([...many.toNatural(many.toInternal(Float64Array.from(awkward)))]).toEqual(awkward);
  });

  it("maps the bounds to bounds, and their images exactly back", () => {
    const { lower, upper } = parametrisation.bounds;
    lower.forEach((value, n) => {
      expect(value).toBeLessThan(upper[n]!);
    });
    expect([...parametrisation.toNatural(lower)].slice(0, 2)).toEqual([1e-12, 0]);
    expect([...parametrisation.toNatural(upper)].slice(0, 2)).toEqual([1e-6, 0.999]);
    // A negative value grows in magnitude with x: its lower bound in x is the one nearer to zero.
    expect(parametrisation.toNatural(lower)[2]).toBeCloseTo(-1, 12);
    expect(parametrisation.toNatural(upper)[2]).toBeCloseTo(-100, 10);
  });

  it("never leaves the bounds by rounding", () => {
    for (let n = 1; n < 500; n++) {
      const max = 1.1e-9 * n;
      const one = parametrise([{ scale: "log", start: 0.37e-9 * n, min: 0.21e-9 * n, max }]);
      expect(one.toNatural(one.bounds.upper)[0]).toBeLessThanOrEqual(max);
      expect(one.toNatural(one.bounds.lower)[0]).toBeGreaterThanOrEqual(0.21e-9 * n);
    }
  });

  it("has no lower bound where a logarithmic variable may fall to zero", () => {
    const { bounds } = parametrise([{ scale: "log", start: 10, min: 0, max: Number.POSITIVE_INFINITY }]);
    expect(bounds).toEqual({
      lower: Float64Array.of(Number.NEGATIVE_INFINITY),
      upper: Float64Array.of(Number.POSITIVE_INFINITY),
    });
  });

  it("chains gradient and Jacobian as central differences do", () => {
    const x = parametrisation.toInternal(natural).map((value, n) => value + 0.1 * (n + 1));
    const size = variables.length;
    // r_0 = Σ w θ, r_1 = Σ w θ², in units that make the terms comparable.
    const weights = [1e9, 1, 0.1, 1, 1];
    const residuals = (point: Float64Array) => {
      const theta = parametrisation.toNatural(point);
      return [1, 2].map((power) => theta.reduce((sum, value, n) => sum + (weights[n]! * value) ** power, 0));
    };
    const theta = parametrisation.toNatural(x);
    const jacobian = Float64Array.from({ length: 2 * size }, (_, k) => {
      const n = k % size;
      return k < size ? weights[n]! : 2 * weights[n]! ** 2 * theta[n]!;
    });
    const chained = parametrisation.chainJacobian(x, jacobian);
    const gradient = parametrisation.chainGradient(x, jacobian.subarray(0, size));
    for (let n = 0; n < size; n++) {
      const [ahead, behind] = [1e-6, -1e-6].map((h) =>
        residuals(x.map((value, k) => value + (k === n ? h : 0))),
      );
      for (const row of [0, 1]) {
        const difference = (ahead![row]! - behind![row]!) / 2e-6;
        expect(chained[row * size + n]! / difference).toBeCloseTo(1, 7);
      }
      expect(gradient[n]).toBe(chained[n]);
    }
  });

  it("refuses a logarithm of zero", () => {
    expect(() => parametrise([{ scale: "log", start: 0, ...open }])).toThrow(RangeError);
  });
});

describe("drawStarts", () => {
  it("stays within the bounds and within the spread", () => {
    for (const start of drawStarts(200, 7, variables)) {
      start.forEach((value, n) => {
        expect(value).toBeGreaterThanOrEqual(variables[n]!.min);
        expect(value).toBeLessThanOrEqual(variables[n]!.max);
      });
      expect(Math.abs(Math.log(start[0]! / 4.7e-9))).toBeLessThanOrEqual(Math.log(3));
      expect(start[2]!).toBeLessThan(0);
    }
  });

  it("covers the spread evenly on the logarithmic scale", () => {
    const logs = drawStarts(400, 3, variables).map((start) => Math.log(start[0]! / 4.7e-9) / Math.log(3));
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    const square = logs.reduce((sum, value) => sum + value * value, 0) / logs.length;
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(Math.abs(square - 1 / 3)).toBeLessThan(0.05);
  });

  it("depends on the seed, not on how many are drawn", () => {
    expect(drawStarts(2, 5, variables)).toEqual(drawStarts(9, 5, variables).slice(0, 2));
    expect(drawStarts(1, 5, variables)).not.toEqual(drawStarts(1, 6, variables));
    expect(drawStarts(-1, 5, variables)).toEqual([]);
  });
});
