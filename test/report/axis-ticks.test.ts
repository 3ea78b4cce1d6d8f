import { describe, expect, test } from "vitest";
import { degreeTicks, linearTicks, logTicks } from "../../src/report/axis-ticks.ts";

describe("ticks", () => {
  test("linear ticks are round and free of rounding noise", () => {
    expect(linearTicks(0, 1, 5).major).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(-83, 3, 7).major).toEqual([-80, -60, -40, -20, 0]);
    expect(linearTicks(0.1, 0.9, 8).major).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
  });

  test("an axis of one value has one tick", () => {
    expect(linearTicks(3, 3, 5).major).toEqual([3]);
  });

  test("log ticks stand at decades, with 2…9 between", () => {
    const { major, minor } = logTicks(1e3, 1e5, 9);
    expect(major).toEqual([1e3, 1e4, 1e5]);
    expect(minor).toHaveLength(16);
  });

  test("few decades have numbers at 2 and 5 as well", () => {
    expect(logTicks(5e5, 5e7, 9).major).toEqual([5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7]);
  });

  test("many decades are thinned", () => {
    expect(logTicks(1, 1e12, 5).major).toEqual([1, 1e3, 1e6, 1e9, 1e12]);
  });

  test("less than a decade is marked linearly", () => {
    expect(logTicks(20e3, 60e3, 4).major).toEqual([20e3, 30e3, 40e3, 50e3, 60e3]);
  });

  test("degrees are divided as angles are", () => {
    expect(degreeTicks(-180, 180, 8).major).toEqual([-180, -135, -90, -45, 0, 45, 90, 135, 180]);
    expect(degreeTicks(0, 10, 5).major).toEqual([0, 2, 4, 6, 8, 10]);
  });
});
