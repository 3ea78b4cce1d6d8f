import { describe, expect, it } from "vitest";
import { createLevenbergMarquardt } from "../../src/optimiser/levenberg-marquardt.ts";
import { findValleys } from "../../src/optimiser/valleys.ts";
import { drive } from "./drive.ts";
import { lowPassTask } from "./ladder-problem.ts";

describe("findValleys", () => {
  it("finds the product that is fixed and the quotient that is free", () => {
    // Residuals see ln L + ln C only, and a third variable by itself.
    const jacobian = Float64Array.of(1, 1, 0, 2, 2, 0, 0, 0, 3);
    const [valley, ...others] = findValleys(jacobian, 3);
    expect(others).toEqual([]);
    expect(valley!.weakness).toBeLessThan(1e-15);
    expect(valley!.direction[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(valley!.direction[1]).toBeCloseTo(-Math.SQRT1_2, 12);
    expect(valley!.direction[2]).toBe(0);
  });

  it("finds what the magnitude of a symmetric filter does not fix: one capacitor against the other", () => {
    const solved = drive(createLevenbergMarquardt(), lowPassTask());
    const answer = lowPassTask().evaluate(solved.point);
    const valleys = findValleys(answer.ok ? answer.jacobian! : new Float64Array(0), 3, { tolerance: 0.02 });
    expect(valleys).toHaveLength(1);
    const [c1, l1, c2] = valleys[0]!.direction;
    expect(Math.abs(c1! + c2!)).toBeLessThan(0.05);
    expect(Math.abs(l1!)).toBeLessThan(0.05);
  });

  it("counts the directions that too few residuals leave open", () => {
    expect(findValleys(Float64Array.of(1, 2, 3, 4), 4)).toHaveLength(3);
  });

  it("resolves weak directions that the square of the matrix would lose", () => {
    // Singular values 1 and 1e-10 in a rotated basis: their squares differ by more than the precision of a double.
    const jacobian = Float64Array.of(0.6, 0.8, -0.8e-10, 0.6e-10);
    const [valley] = findValleys(jacobian, 2);
    expect(valley!.weakness / 1e-10).toBeCloseTo(1, 5);
  });

  it("has nothing to say of regular, empty and zero Jacobians", () => {
    expect(findValleys(Float64Array.of(1, 0, 0, 1e-3), 2)).toEqual([]);
    expect(findValleys(new Float64Array(0), 0)).toEqual([]);
    expect(findValleys(new Float64Array(6), 2)).toEqual([]);
  });

  it("keeps a direction that many variables share", () => {
    const size = 400;
    const [valley, ...others] = findValleys(
      Float64Array.from({ length: 2 * size }, (_, k) =>
        k < size ? Number(k === 0) : Number(k === size + 1),
      ),
      size,
      { tolerance: 1e-9 },
    );
    expect(others.length + 1).toBe(size - 2);
    expect(valley!.direction.every(Number.isFinite)).toBe(true);
  });
});
