import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";
import { createLbfgs } from "../../src/optimiser/lbfgs.ts";
import { createLevenbergMarquardt } from "../../src/optimiser/levenberg-marquardt.ts";
import { drive } from "./drive.ts";
import { lowPassTask, seventhOrderTask } from "./ladder-problem.ts";

describe("Levenberg-Marquardt on filters", () => {
  it("solves the low-pass task in at most 30 analyses, to its own end", () => {
    const run = drive(createLevenbergMarquardt(), lowPassTask());
    expect(run.status).toBe("converged");
    expect(run.cost).toBeLessThan(1e-12);
    expect(run.analyses).toBeLessThanOrEqual(30);
  });

  it.each([1, 2, 3, 4, 5, 6])("solves the 7th-order ladder from start %i in at most 60 analyses", (seed) => {
    const run = drive(createLevenbergMarquardt(), seventhOrderTask(seed), { stop: 1e-6 });
    expect(run.cost).toBeLessThan(1e-6);
    expect(run.analyses).toBeLessThanOrEqual(60);
  });

  it("does so from 60 further starts of each, not from lucky ones", () => {
    const ladders: number[] = [];
    const passes: number[] = [];
    for (let seed = 100; seed < 160; seed++) {
      const random = createRandom(seed);
      const values = [3.183e-9, 15.915e-6, 3.183e-9].map((value) => value * 3 ** (2 * random.uniform() - 1));
      const pass = drive(createLevenbergMarquardt(), lowPassTask(values), { stop: 1e-12, limit: 400 });
      const ladder = drive(createLevenbergMarquardt(), seventhOrderTask(seed), { stop: 1e-6, limit: 400 });
      passes.push(pass.cost < 1e-12 ? pass.analyses : Number.POSITIVE_INFINITY);
      ladders.push(ladder.cost < 1e-6 ? ladder.analyses : Number.POSITIVE_INFINITY);
    }
    expect(Math.max(...passes)).toBeLessThanOrEqual(30);
    expect(Math.max(...ladders)).toBeLessThanOrEqual(60);
    expect(median(passes)).toBeLessThanOrEqual(20);
    expect(median(ladders)).toBeLessThanOrEqual(20);
  });
});

describe("L-BFGS on filters", () => {
  it("solves the low-pass task with gradients alone", () => {
    const run = drive(createLbfgs(), lowPassTask(), { stop: 1e-9 });
    expect(run.cost).toBeLessThan(1e-9);
    expect(run.analyses).toBeLessThanOrEqual(100);
  });
});

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}
