import { expect, test } from "vitest";
import { eliminate } from "../../src/numeric/eliminate.ts";
import { createRandom } from "../../src/numeric/random.ts";

test("what solves the equations is found, also where a pivot is 0", () => {
  const random = createRandom(3);
  for (const n of [1, 2, 5, 12]) {
    const a = Float64Array.from({ length: n * n }, (_, at) => (at === 0 ? 0 : random.uniform() - 0.5));
    if (n === 1) a[0] = 2;
    const x = Float64Array.from({ length: n }, () => random.uniform() - 0.5);
    const b = Float64Array.from({ length: n }, (_, row) =>
      x.reduce((sum, value, column) => sum + a[row * n + column]! * value, 0),
    );
    expect(eliminate(a.slice(), b)).toBe(true);
    for (const [k, value] of b.entries()) expect(value).toBeCloseTo(x[k]!, 11);
  }
});

test("a singular matrix and numbers that overflow have no solution", () => {
  expect(eliminate(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBe(false);
  expect(eliminate(Float64Array.of(1e-300), Float64Array.of(1e300))).toBe(false);
});
