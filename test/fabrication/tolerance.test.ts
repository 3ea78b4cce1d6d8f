import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { startOf } from "../../src/fabrication/parts/find-part-values.ts";
import { analyseTolerance, type ToleranceReport } from "../../src/fabrication/tolerance/analyse-tolerance.ts";
import type { BuiltCircuit } from "../../src/fabrication/tolerance/built-circuit.ts";
import { distributionNames, distributions } from "../../src/fabrication/tolerance/distribution.ts";
import { wilsonInterval } from "../../src/fabrication/tolerance/wilson-interval.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { compileText, expectOk } from "./fixture.ts";

const divider = `divider
V1 in 0 dc 0 ac 1
R1 in out 3k
R2 out 0 1k
.ac lin 1 1k 1k
* @train R1 R2
* @goal half: mag(v(out)) = 0.25 tol=1m
* @goal top: mag(v(out)) <= 0.2505
.end
`;

function builtOf(text: string, tolerances: Readonly<Record<string, number>>) {
  const compilation = compileText(text);
  const { circuit } = compilation;
  const parts = Object.entries(tolerances).map(([name, tolerance]) => ({
    name,
    element: circuit.findElement(name)!,
    tolerance,
  }));
  const built: BuiltCircuit = { ideal: circuit, nonIdeal: [], parts };
  return { built, compilation };
}

async function analyse(
  text: string,
  tolerances: Readonly<Record<string, number>>,
  options: Partial<Parameters<typeof analyseTolerance>[3]> = {},
  lanes = 1,
): Promise<ToleranceReport> {
  const { built, compilation } = builtOf(text, tolerances);
  const engines = Array.from({ length: lanes }, createModelEngine);
  return expectOk(
    await analyseTolerance(built, compilation.objectives, engines, {
      samples: 2000,
      seed: 7,
      distribution: "uniform",
      ...options,
    }),
  );
}

describe("prediction from first derivatives", () => {
  test("a divider: dv/v = (R1/(R1+R2)) (dR2/R2 - dR1/R1), worst case and root-sum-square", async () => {
    const { goals } = await analyse(divider, { R1: 0.02, R2: 0.01 }, { samples: 10 });
    const slope = 0.25 * 0.75;
    for (const goal of goals) {
      expect(goal.worstCase).toBeCloseTo(slope * 0.03, 12);
      expect(goal.sigma).toBeCloseTo((slope * Math.hypot(0.02, 0.01)) / Math.sqrt(3), 12);
      expect(goal.dominant).toEqual([
        { part: "R1", share: expect.closeTo(0.8, 9) },
        { part: "R2", share: expect.closeTo(0.2, 9) },
      ]);
    }
    expect(goals.map(({ nominal }) => nominal)).toEqual([expect.closeTo(0, 12), expect.closeTo(-0.0005, 12)]);
  });

  test("the dominating part is that of the goal that is met least often", async () => {
    const report = await analyse(divider, { R1: 0.02, R2: 0.001 });
    expect(report.dominant).toMatchObject({ part: "R1", goal: "half" });
  });

  test("parts that share one number of the netlist deviate by themselves", async () => {
    const shared = `two equal dividers in one text
V1 in 0 ac 1
X1 in a sec
X2 in b sec
.subckt sec p q
R1 p q 1k
R2 q 0 1k
.ends
.ac lin 1 1k 1k
* @train sec.R1
* @goal mag(v(a,b)) <= 1
* @goal mag(v(a)) = 0.5 tol=1m
.end
`;
    const { goals } = await analyse(shared, { "X1.R1": 0.01, "X2.R1": 0.01 }, { samples: 400 });
    // v(a) depends on X1.R1 alone.
    expect(goals[1]!.dominant).toEqual([{ part: "X1.R1", share: expect.closeTo(1, 12) }]);
    expect(goals[1]!.sigma).toBeCloseTo((0.25 * 0.01) / Math.sqrt(3), 10);
  });
});

describe("Monte Carlo", () => {
  test.each(distributionNames)(
    "agrees with the prediction where the response is near-linear (%s)",
    async (distribution) => {
      const { goals } = await analyse(divider, { R1: 0.02, R2: 0.01 }, { distribution });
      for (const { ratio } of goals) expect(Math.abs(ratio - 1)).toBeLessThan(0.05);
    },
  );

  test("yield: P(|v - 0.25| <= 1 mV) of one uniform resistor in closed form", async () => {
    // v = 1/(1 + 3 (1 + d)): met for d between the roots of v = 0.249 and 0.251.
    const report = await analyse(divider.replace(/.*@goal top.*\n/, ""), { R1: 0.02 }, { samples: 4000 });
    const low = (1 / 0.251 - 1) / 3 - 1;
    const high = (1 / 0.249 - 1) / 3 - 1;
    const expected = (high - low) / 0.04;
    expect(report.yield!.value).toBeCloseTo(expected, 1);
    expect(report.yield!.low).toBeLessThan(expected);
    expect(report.yield!.high).toBeGreaterThan(expected);
  });

  test("the same on every run, and for any number of lanes", async () => {
    const one = await analyse(divider, { R1: 0.02, R2: 0.01 }, { samples: 200 });
    const again = await analyse(divider, { R1: 0.02, R2: 0.01 }, { samples: 200 });
    const four = await analyse(divider, { R1: 0.02, R2: 0.01 }, { samples: 200 }, 4);
    expect(again).toEqual(one);
    expect(four).toEqual(one);
    const other = await analyse(divider, { R1: 0.02, R2: 0.01 }, { samples: 200, seed: 8 });
    expect(other.cost.samples).not.toEqual(one.cost.samples);
  });

  test("more specimens leave the first ones as they were", async () => {
    const few = await analyse(divider, { R1: 0.02 }, { samples: 20 });
    const many = await analyse(divider, { R1: 0.02 }, { samples: 50 });
    expect(many.cost.samples.slice(0, 20)).toEqual(few.cost.samples);
  });

  test("without a verdict there is no yield, and with tolerances of zero no spread", async () => {
    const open = divider.replace(/ tol=1m/, "").replace(/.*@goal top.*\n/, "");
    const report = await analyse(open, { R1: 0 }, { samples: 5 });
    expect(report.yield).toBeNull();
    expect(report.goals[0]).toMatchObject({ sigma: 0, worstCase: 0, monteCarlo: { sigma: 0 } });
  });
});

describe("distributions", () => {
  test.each(distributionNames)("%s stays within the tolerance and has the variance it states", (name) => {
    const { draw, sigma } = distributions[name];
    const random = createRandom(3);
    const values = Array.from({ length: 200_000 }, () => draw(random));
    expect(Math.max(...values.map(Math.abs).slice(0, 50_000))).toBeLessThanOrEqual(1);
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.sqrt(square) / sigma).toBeCloseTo(1, 2);
  });
});

describe("Wilson's interval", () => {
  // Figures of the worked example in every text: 10 of 20, 0 of 10, 10 of 10, at z = 1.96.
  test.each([
    [10, 20, 0.2993, 0.7007],
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [1, 10, 0.0179, 0.4042],
  ])("%i of %i", (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 3);
  });

  test("covers the truth in about 95 % of repeated experiments", () => {
    const random = createRandom(11);
    let covered = 0;
    for (let run = 0; run < 2000; run++) {
      let successes = 0;
      for (let k = 0; k < 60; k++) if (random.uniform() < 0.3) successes++;
      const { low, high } = wilsonInterval(successes, 60);
      if (low <= 0.3 && 0.3 <= high) covered++;
    }
    expect(covered / 2000).toBeGreaterThan(0.93);
    expect(covered / 2000).toBeLessThan(0.975);
  });

  test("says nothing without trials", () => {
    expect(wilsonInterval(0, 0)).toMatchObject({ low: 0, high: 1 });
  });
});

test("the start of a compiled netlist is its nominal point", () => {
  const { built } = builtOf(divider, { R1: 0.01 });
  expect([...startOf(built.ideal)]).toEqual([3000, 1000]);
});
