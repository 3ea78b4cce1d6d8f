import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";
import { evaluatePolynomial, pointOnPath, squaredLength } from "../../src/optimiser/quadratic-path.ts";
import { applyJacobian, buildResidualModel, linearCost } from "../../src/optimiser/residual-model.ts";
import { findTrustRegionStep } from "../../src/optimiser/trust-region-step.ts";

const open = { below: Float64Array.of(-1e9), above: Float64Array.of(1e9) };

/** r(x) = (x - 3)²: a singular solution, where Gauss-Newton halves the distance. */
const singular = (x: number) => ({
  point: Float64Array.of(x),
  residuals: Float64Array.of((x - 3) ** 2),
  jacobian: Float64Array.of(2 * (x - 3)),
});

describe("buildResidualModel", () => {
  it("keeps cost, gradient and the linear prediction through the change of coordinates", () => {
    const random = createRandom(4);
    const draw = (size: number) => Float64Array.from({ length: size }, () => random.normal());
    const [rows, columns] = [30, 5];
    const [residuals, jacobian, d] = [draw(rows), draw(rows * columns), draw(columns)];
    const model = buildResidualModel(draw(columns), residuals, jacobian, null);
    const ahead = residuals.map((value, row) =>
      d.reduce((sum, step, n) => sum + jacobian[row * columns + n]! * step, value),
    );
    const half = (v: Float64Array) => v.reduce((sum, value) => sum + value * value, 0) / 2;
    expect(model.rows).toBe(columns + 2);
    expect(model.cost).toBeCloseTo(half(residuals), 12);
    expect(linearCost(model, d)).toBeCloseTo(half(ahead), 10);
    for (let n = 0; n < columns; n++) {
      const slope = residuals.reduce((sum, value, row) => sum + value * jacobian[row * columns + n]!, 0);
      expect(model.gradient[n]).toBeCloseTo(slope, 11);
    }
    expect(applyJacobian(model, new Float64Array(columns)).every((value) => value === 0)).toBe(true);
  });

  it("forgets a past point with other residuals, or at the same place", () => {
    const { point, residuals, jacobian } = singular(1);
    const other = { point: Float64Array.of(0), residuals: Float64Array.of(1, 2) };
    expect(buildResidualModel(point, residuals, jacobian, other).direction).toBeNull();
    expect(buildResidualModel(point, residuals, jacobian, { point, residuals }).direction).toBeNull();
  });
});

describe("the curved step", () => {
  const { point, residuals, jacobian } = singular(1);

  it("reaches a singular solution that the straight one only halves the way to", () => {
    const straight = findTrustRegionStep(buildResidualModel(point, residuals, jacobian, null), [0], open, 10);
    expect(straight.step[0]).toBeCloseTo(1, 6);
    const curved = findTrustRegionStep(
      buildResidualModel(point, residuals, jacobian, singular(0)),
      [0],
      open,
      10,
    );
    // The cost grows with the fourth power of the distance: function values resolve its place to ε^(1/4).
    expect(Math.abs(curved.step[0]! - 2)).toBeLessThan(3e-4);
    expect(curved.predicted).toBeCloseTo(8, 9);
  });

  it("gives way to the straight one where it would leave the radius or the box", () => {
    const model = buildResidualModel(point, residuals, jacobian, singular(0));
    expect(Math.abs(findTrustRegionStep(model, [0], open, 0.5).step[0]!)).toBeLessThanOrEqual(0.55);
    const boxed = { below: Float64Array.of(-1), above: Float64Array.of(1.5) };
    expect(findTrustRegionStep(model, [0], boxed, 10).step[0]).toBeLessThanOrEqual(1.5);
  });
});

describe("a quadratic path", () => {
  it("has the squared length that its polynomial says", () => {
    const random = createRandom(8);
    const draw = () => Float64Array.from({ length: 4 }, () => random.normal());
    const path = [draw(), draw(), draw()] as const;
    for (const beta of [-2, 0, 0.3, 5]) {
      const length = pointOnPath(path, beta).reduce((sum, value) => sum + value * value, 0);
      expect(evaluatePolynomial(squaredLength(path), beta) / length).toBeCloseTo(1, 12);
    }
  });
});
