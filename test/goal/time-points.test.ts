import { describe, expect, test } from "vitest";
import { gridTimes, timeGrid } from "../../src/goal/time-grid.ts";
import { pointsAt, pointsBetween, runCovers } from "../../src/goal/time-points.ts";
import { circuitOf } from "./circuit-fixture.ts";

const times = Float64Array.of(0, 1, 3, 4, 8);

/** ∫ of linear interpolation through (times, values) between two ends, over its length. */
function average(values: readonly number[], from: number, to: number): number {
  const { samples, share } = pointsBetween(times, from, to);
  return share.reduce((sum, part, k) => {
    const [left, right] = [values[samples.left[k]!]!, values[samples.right[k]!]!];
    return sum + part * (left + samples.fraction[k]! * (right - left));
  }, 0);
}

describe("time averages", () => {
  test("of a straight line are exact between any ends", () => {
    const line = [...times].map((t) => 3 * t - 2);
    for (const [from, to] of [
      [0, 8],
      [0.5, 3.5],
      [3, 4],
      [3.2, 3.3],
      [7.9, 8],
      [0, 0.1],
    ] as const)
      expect(average(line, from, to)).toBeCloseTo(1.5 * (from + to) - 2, 12);
  });

  test("are the trapezoidal rule over the samples", () => {
    const values = [5, -1, 2, 2, 7];
    expect(average(values, 0, 8)).toBeCloseTo((0.5 * 4 + 0.5 * 1 * 2 + 2 + 0.5 * 9 * 4) / 8, 12);
    expect(average(values, 0.5, 1)).toBeCloseTo((2 + -1) / 2, 12);
  });

  test("have shares that sum to 1", () => {
    for (const [from, to] of [
      [0, 8],
      [0.5, 3.5],
      [2, 2],
      [3, 3 + 1e-10],
    ] as const)
      expect(pointsBetween(times, from, to).share.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 14);
  });

  test("ends that agree with a sample to 1e-9 of the run are that sample", () => {
    const { samples } = pointsBetween(times, 1 + 1e-9, 4 - 1e-9);
    expect([...samples.left]).toEqual([1, 2, 3]);
    expect([...samples.fraction]).toEqual([0, 0, 0]);
  });
});

describe("single times", () => {
  test("are interpolated, and met exactly where there is a sample", () => {
    const { samples, share } = pointsAt(times, [0, 0.25, 3, 6, 8]);
    expect([...samples.left]).toEqual([0, 0, 2, 3, 4]);
    expect([...samples.right]).toEqual([0, 1, 2, 4, 4]);
    expect([...samples.fraction]).toEqual([0, 0.25, 0, 0.5, 0]);
    expect([...share]).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
  });

  test("lie inside the run or beyond it by rounding only", () => {
    expect(runCovers(times, 0)).toBe(true);
    expect(runCovers(times, 8 + 1e-9)).toBe(true);
    expect(runCovers(times, 8.001)).toBe(false);
    expect(runCovers(times, -0.001)).toBe(false);
    expect(pointsAt(times, [8 + 1e-9]).samples.fraction[0]).toBe(0);
    expect(pointsAt(times, [-1e-9]).samples.fraction[0]).toBe(0);
  });
});

describe("the grid of a .tran card", () => {
  const gridOf = (card: string) => {
    const [analysis] = circuitOf(["title", "V1 in 0 1", "R1 in 0 1k", card, ".end", ""].join("\n")).analyses;
    if (analysis?.kind !== "tran") throw new Error("no .tran card");
    return timeGrid(analysis);
  };

  test.each([
    [".tran 1u 1m", 1000],
    [".tran 3u 10u", 4],
    [".tran 1u 10u 0 0.5u", 20],
    [".tran 0.5u 10u 0 1u", 20],
    [".tran 0.1m 0.3m", 3],
  ])("%s has %d steps that end at tstop", (card, count) => {
    const grid = gridOf(card);
    expect(grid.count).toBe(count);
    const found = gridTimes(grid);
    expect(found[0]).toBe(0);
    expect(found.length).toBe(count + 1);
    expect(found[count]! / (grid.step * count)).toBe(1);
  });
});
