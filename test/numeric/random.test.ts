import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";

describe("createRandom", () => {
  it("gives the same numbers for the same seed and others for another", () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(0.5)).not.toEqual(draw(0.25));
  });

  it("is uniform in [0, 1): moments and the chi-square of 64 bins", () => {
    const random = createRandom(1);
    const count = 64_000;
    const bins = new Array<number>(64).fill(0);
    let sum = 0;
    let lag = 0;
    let before = 0.5;
    for (let n = 0; n < count; n++) {
      const x = random.uniform();
      if (!(x >= 0 && x < 1)) throw new Error(`${x} is outside [0, 1)`);
      bins[Math.floor(x * 64)]!++;
      sum += x;
      lag += (x - 0.5) * (before - 0.5);
      before = x;
    }
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(4 / Math.sqrt(12 * count));
    expect(Math.abs(lag / count)).toBeLessThan(4 / (12 * Math.sqrt(count)));
    const chiSquare = bins.reduce((total, b) => total + (b - 1000) ** 2 / 1000, 0);
    // 63 degrees of freedom: mean 63, standard deviation 11.2.
    expect(chiSquare).toBeGreaterThan(25);
    expect(chiSquare).toBeLessThan(110);
  });

  it("is standard normal: mean, variance, kurtosis", () => {
    const random = createRandom(2);
    const count = 50_000;
    const moments = [0, 0, 0];
    for (let n = 0; n < count; n++) {
      const x = random.normal();
      moments[0]! += x;
      moments[1]! += x ** 2;
      moments[2]! += x ** 4;
    }
    expect(Math.abs(moments[0]! / count)).toBeLessThan(0.02);
    expect(Math.abs(moments[1]! / count - 1)).toBeLessThan(0.03);
    expect(Math.abs(moments[2]! / count - 3)).toBeLessThan(0.2);
  });

  it("splits into streams that depend on the label alone and differ from each other", () => {
    const first = createRandom(3);
    const used = createRandom(3);
    for (let n = 0; n < 10; n++) used.uniform();
    expect(first.split(4).uniform()).toBe(used.split(4).uniform());
    const heads = new Set(Array.from({ length: 200 }, (_, label) => createRandom(3).split(label).uniform()));
    expect(heads.size).toBe(200);
    expect(createRandom(3).split(0).uniform()).not.toBe(createRandom(3).uniform());
  });

  it("draws integers below a bound, all of them", () => {
    const random = createRandom(5);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(6)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
