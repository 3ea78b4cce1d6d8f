import { expect, test } from "vitest";
import { createConvolver } from "../../src/numeric/convolver.ts";
import { createRandom } from "../../src/numeric/random.ts";

test.each([1, 2, 3, 17, 64, 301])("convolution of %i samples agrees with the plain sum", (length) => {
  const random = createRandom(length);
  const draw = () => Float64Array.from({ length }, () => random.normal());
  const [a, b] = [draw(), draw()];
  const convolver = createConvolver(length);
  const result = new Float64Array(length);
  convolver.convolve(convolver.transform(a), b, result);
  for (let n = 0; n < length; n++) {
    let sum = 0;
    for (let m = 0; m <= n; m++) sum += a[m]! * b[n - m]!;
    expect(result[n]).toBeCloseTo(sum, 12);
  }
});
