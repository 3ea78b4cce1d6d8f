import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";
import { freeGradient } from "../../src/optimiser/box.ts";
import { createSpectralDescent } from "../../src/optimiser/gradient-descent.ts";
import { createLbfgs } from "../../src/optimiser/lbfgs.ts";
import { createLevenbergMarquardt } from "../../src/optimiser/levenberg-marquardt.ts";
import type { AnyOptimiser } from "../../src/optimiser/optimisers.ts";
import { buildResidualModel, linearCost } from "../../src/optimiser/residual-model.ts";
import { findTrustRegionStep } from "../../src/optimiser/trust-region-step.ts";
import { boundsOf, drive, leastSquares, type Problem } from "./drive.ts";

/** min ½ |A x - b|² in the box [-0.5, 0.5]ⁿ: convex, so a point that satisfies the first-order conditions is the minimum. */
function boxedLinear(seed: number, size: number): Problem {
  const random = createRandom(seed);
  const rows = Array.from({ length: size + 3 }, () => Array.from({ length: size }, () => random.normal()));
  const b = rows.map(() => 2 * random.normal());
  return leastSquares(
    Array.from({ length: size }, () => random.uniform() - 0.5),
    (x) => rows.map((row, k) => row.reduce((sum, value, n) => sum + value * x[n]!, -b[k]!)),
    () => rows,
    { lower: new Array(size).fill(-0.5), upper: new Array(size).fill(0.5) },
  );
}

const optimisers: Readonly<Record<string, () => AnyOptimiser>> = {
  lm: () => createLevenbergMarquardt(),
  lbfgs: () => createLbfgs(),
  "gd without a rate": () => createSpectralDescent(),
};

describe.each(Object.entries(optimisers))("%s within a box", (name, create) => {
  it("ends where every free slope is zero and every held one points outwards", () => {
    let onBounds = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const problem = boxedLinear(seed, 6);
      const { point, status } = drive(create(), problem, { limit: 2000 });
      const answer = problem.evaluate(point);
      const gradient = answer.ok ? answer.gradient! : new Float64Array(6).fill(Number.NaN);
      expect(status).toBe("converged");
      for (const slope of freeGradient(point, gradient, boundsOf(problem))) {
        expect(Math.abs(slope)).toBeLessThan(name === "lm" ? 1e-4 : 1e-3);
      }
      onBounds += point.filter((value) => Math.abs(value) === 0.5).length;
    }
    // The property would be empty if the boxes hardly ever mattered.
    expect(onBounds).toBeGreaterThan(60);
  });
});

describe("findTrustRegionStep", () => {
  const problem = boxedLinear(5, 4);
  const point = Float64Array.from(problem.start);
  const answer = problem.evaluate(point);
  const model = buildResidualModel(
    point,
    answer.ok ? answer.residuals! : new Float64Array(0),
    answer.ok ? answer.jacobian! : new Float64Array(0),
    null,
  );
  const open = { below: new Float64Array(4).fill(-1e9), above: new Float64Array(4).fill(1e9) };

  it.each([1e-6, 1e-3, 0.1, 0.3])("is as long as a radius of %f allows, to 10 %", (radius) => {
    const { step, limited } = findTrustRegionStep(model, [0, 1, 2, 3], open, radius);
    expect(limited).toBe(true);
    expect(Math.abs(Math.hypot(...step) / radius - 1)).toBeLessThanOrEqual(0.1);
  });

  it("promises the decrease that the model gives, and the least squares beyond the radius", () => {
    const { step, predicted, limited } = findTrustRegionStep(model, [0, 1, 2, 3], open, 1e3);
    expect(limited).toBe(false);
    expect(predicted).toBeCloseTo(model.cost - linearCost(model, step), 12);
    for (let n = 0; n < 4; n++) {
      for (const nudge of [1e-3, -1e-3]) {
        const aside = step.map((value, k) => value + (k === n ? nudge : 0));
        expect(linearCost(model, aside)).toBeGreaterThan(linearCost(model, step));
      }
    }
  });

  it("stays in a box that cuts the step, and still goes down", () => {
    const room = { below: new Float64Array(4).fill(-0.01), above: new Float64Array(4).fill(0.02) };
    const { step, predicted } = findTrustRegionStep(model, [0, 1, 2, 3], room, 1e3);
    expect(predicted).toBeGreaterThan(0);
    step.forEach((value, n) => {
      expect(value).toBeGreaterThanOrEqual(room.below[n]!);
      expect(value).toBeLessThanOrEqual(room.above[n]!);
    });
  });

  it("leaves variables alone that may not move", () => {
    const { step } = findTrustRegionStep(model, [1, 3], open, 1e3);
    expect([step[0], step[2]]).toEqual([0, 0]);
  });
});
