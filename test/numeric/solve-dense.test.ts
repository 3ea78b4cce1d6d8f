import { expect, test } from "vitest";
import { type ComplexMatrix, complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { solveDense } from "../../src/numeric/solve-dense.ts";

function randomMatrix(rows: number, columns: number, seed: number): ComplexMatrix {
  const random = createRandom(seed);
  const matrix = complexMatrix(rows, columns);
  for (let at = 0; at < matrix.re.length; at++) {
    matrix.re[at] = random.normal();
    matrix.im[at] = random.normal();
  }
  return matrix;
}

test.each([1, 2, 5, 12])("A x gives b back for %i unknowns", (n) => {
  const matrix = randomMatrix(n, n, n);
  matrix.re[0] = 0; // Needs another pivot.
  matrix.im[0] = n === 1 ? 2 : 0;
  const right = randomMatrix(n, 3, 7);
  const x = solveDense(matrix, right)!;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < 3; column++) {
      let re = 0;
      let im = 0;
      for (let k = 0; k < n; k++) {
        const [a, b] = [matrix.re[row * n + k]!, matrix.im[row * n + k]!];
        const [c, d] = [x.re[k * 3 + column]!, x.im[k * 3 + column]!];
        re += a * c - b * d;
        im += a * d + b * c;
      }
      expect(re).toBeCloseTo(right.re[row * 3 + column]!, 10);
      expect(im).toBeCloseTo(right.im[row * 3 + column]!, 10);
    }
  }
});

test("a singular matrix has no solution", () => {
  const matrix = complexMatrix(2, 2);
  matrix.re.set([1, 2, 2, 4]);
  expect(solveDense(matrix, complexMatrix(2, 1))).toBeUndefined();
});
