import { describe, expect, it } from "vitest";
import { type DenseMatrix, triangularise } from "../../src/numeric/dense-qr.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { rightSingularVectors } from "../../src/numeric/singular-values.ts";
import { solveUpper, solveUpperTransposed } from "../../src/numeric/triangular-solve.ts";

function randomMatrix(rows: number, columns: number, seed: number, zeros = 0): DenseMatrix {
  const random = createRandom(seed);
  const data = Float64Array.from({ length: rows * columns }, () => {
    const value = random.normal();
    return random.uniform() < zeros ? 0 : value;
  });
  return { rows, columns, data };
}

function innerProducts({ rows, columns, data }: DenseMatrix): number[] {
  return Array.from({ length: columns * columns }, (_, k) => {
    const [a, b] = [Math.floor(k / columns), k % columns];
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += data[row * columns + a]! * data[row * columns + b]!;
    return sum;
  });
}

describe("triangularise", () => {
  it.each([
    [9, 4, 0],
    [4, 4, 0],
    [3, 6, 0],
    [40, 12, 0.7],
    [1, 1, 0],
  ])("gives a %i x %i matrix upper triangular form and keeps all inner products", (rows, columns, zeros) => {
    for (let seed = 0; seed < 20; seed++) {
      const matrix = randomMatrix(rows, columns, seed, zeros);
      const triangle = triangularise(matrix);
      expect(triangle.rows).toBe(Math.min(rows, columns));
      for (let r = 1; r < triangle.rows; r++) {
        for (let c = 0; c < r; c++) expect(triangle.data[r * columns + c]).toBe(0);
      }
      const expected = innerProducts(matrix);
      innerProducts(triangle).forEach((value, k) => {
        expect(Math.abs(value - expected[k]!)).toBeLessThan(1e-12 * rows * columns);
      });
    }
  });

  it("survives zero columns and numbers near the ends of the range", () => {
    const zero = triangularise({ rows: 3, columns: 2, data: Float64Array.of(0, 1, 0, 2, 0, 2) });
    expect(zero.data[0]).toBe(0);
    expect(Math.hypot(zero.data[1]!, zero.data[3]!)).toBeCloseTo(3, 14);
    for (const size of [1e-200, 1e200]) {
      const { data } = triangularise({ rows: 2, columns: 1, data: Float64Array.of(3 * size, 4 * size) });
      expect(Math.abs(data[0]!) / size).toBeCloseTo(5, 12);
    }
  });
});

describe("solveUpper", () => {
  it("inverts a triangle and its transpose", () => {
    const t = Float64Array.of(2, 1, -1, 0, 4, 3, 0, 0, 5);
    expect([...solveUpper(t, 3, 3, Float64Array.of(2 + 2 - 3, 8 + 9, 15))]).toEqual([1, 2, 3]);
    expect([...solveUpperTransposed(t, 3, 3, Float64Array.of(2, 1 + 8, -1 + 6 + 15))]).toEqual([1, 2, 3]);
  });
});

describe("rightSingularVectors", () => {
  it("satisfies |A v| = σ with orthonormal v, and the squares add up to the squared norm", () => {
    const matrix = randomMatrix(12, 6, 5);
    const { values, vectors } = rightSingularVectors(matrix);
    vectors.forEach((v, n) => {
      const image = Array.from({ length: 12 }, (_, r) =>
        v.reduce((sum, value, c) => sum + value * matrix.data[r * 6 + c]!, 0),
      );
      expect(Math.hypot(...image)).toBeCloseTo(values[n]!, 12);
      vectors.forEach((w, m) => {
        expect(v.reduce((sum, value, c) => sum + value * w[c]!, 0)).toBeCloseTo(n === m ? 1 : 0, 12);
      });
      if (n > 0) expect(values[n]).toBeLessThanOrEqual(values[n - 1]!);
    });
    const total = values.reduce((sum, value) => sum + value ** 2, 0);
    expect(total).toBeCloseTo(
      matrix.data.reduce((sum, value) => sum + value ** 2, 0),
      10,
    );
  });
});
