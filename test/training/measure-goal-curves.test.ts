import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import type { GoalCurve } from "../../src/goal/goal-curves.ts";
import { goalCharts } from "../../src/report/goal-charts.ts";
import { compile } from "../../src/training/compile.ts";
import { measureGoalCurves } from "../../src/training/measure-goal-curves.ts";

/** An RC low-pass with its corner at 1/(2π RC); R is the trained value. */
const resistance = 1e3;
const capacitance = 1e-6;
const netlist = (goals: string): string =>
  `rc\nV1 in 0 ac 1\nR1 in out ${resistance}\nC1 out 0 ${capacitance}\n.ac dec 10 10 10k\n* @train R1\n${goals}\n.end\n`;

async function curvesOf(
  goals: string,
  thetas: readonly number[] = [resistance],
): Promise<readonly (readonly GoalCurve[])[]> {
  return measure(netlist(goals), thetas);
}

async function measure(text: string, thetas: readonly number[]): Promise<readonly (readonly GoalCurve[])[]> {
  const compiled = compile({ name: "rc.cir", text });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("; "));
  const measured = await measureGoalCurves(
    compiled.value,
    createModelEngine(),
    thetas.map((theta) => Float64Array.of(theta)),
  );
  if (measured.kind === "failed") throw new Error(measured.explanation);
  return measured.value.map(({ curves }) => curves);
}

const gain = (f: number, r: number): number => 1 / Math.hypot(1, 2 * Math.PI * f * r * capacitance);

describe("goal curves", () => {
  test("the left side over the whole sweep, the right side where the goal speaks", async () => {
    const [before, after] = await curvesOf("* @goal pass: vdb(out) >= -3 from 10 to 100", [
      resistance,
      2 * resistance,
    ]);
    for (const [curves, r] of [
      [before!, resistance],
      [after!, 2 * resistance],
    ] as const) {
      const { response, limit, ...rest } = curves[0]!;
      expect(rest).toEqual({
        name: "pass",
        relation: ">=",
        quantity: "vdb(out)",
        unit: "dB",
        axis: { label: "frequency", unit: "Hz" },
        pointwise: false,
      });
      expect(response.x).toHaveLength(31);
      response.x.forEach((f, k) => {
        expect(response.y[k]).toBeCloseTo(20 * Math.log10(gain(f, r)), 9);
      });
      expect(limit.x).toHaveLength(11);
      expect([limit.x[0], limit.x[10]]).toEqual([10, expect.closeTo(100, 9)]);
      expect(new Set(limit.y)).toEqual(new Set([-3]));
    }
  });

  test("targets over frequency, and points off the sweep in ascending order", async () => {
    const [curves] = await curvesOf("* @goal mag(v(out)) = 100/f at 777, 33");
    const { name, limit, unit } = curves![0]!;
    expect(name).toBe("goal 1");
    expect(unit).toBe("");
    expect(Array.from(limit.x)).toEqual([33, 777]);
    expect(limit.y[0]).toBeCloseTo(100 / 33, 12);
  });

  test("a complex quantity is drawn by magnitude and phase, a phase in degrees, a delay in seconds", async () => {
    const [curves] = await curvesOf(
      "* @goal v(out) = 0.5\n* @goal vp(out) = -45\n* @goal delay(v(out)) = 1m",
    );
    const [complex, angle, phase, delay] = curves!;
    expect([complex!.part, angle!.part, angle!.unit]).toEqual(["magnitude", "phase", "°"]);
    expect(Array.from(angle!.response.y)).toEqual(
      Array.from(phase!.response.y, (degrees) => expect.closeTo(degrees, 9)),
    );
    expect([complex!.limit.y[3], angle!.limit.y[3]]).toEqual([expect.closeTo(0.5, 12), 0]);
    expect(complex!.response.y[15]).toBeCloseTo(gain(complex!.response.x[15]!, resistance), 12);
    expect([phase!.unit, delay!.unit]).toEqual(["°", "s"]);
    const x = 2 * Math.PI * 10 * resistance * capacitance;
    expect(phase!.response.y[0]).toBeCloseTo((-Math.atan(x) * 180) / Math.PI, 9);
    expect(delay!.response.y[0]).toBeCloseTo((resistance * capacitance) / (1 + x * x), 9);
  });
});

describe("goal curves of other analyses", () => {
  const step = (goals: string): string =>
    `rc\nV1 in 0 1\nR1 in out 1k\nC1 out 0 1u ic=0\n.tran 10u 2m uic\n* @train R1\n${goals}\n.end\n`;

  test("a transient from its start to its end, the target where the goal speaks, at single times in order", async () => {
    const [curves] = await measure(
      step("* @goal rise: v(out) = 1-exp(-t/1m) from 0.5m to 1m\n* @goal at: v(out) >= 0.2 at 1.5m, 0.4m"),
      [1e3],
    );
    const [rise, at] = curves!;
    expect(rise).toMatchObject({ axis: { label: "time", unit: "s" }, unit: "V" });
    expect(rise!.response.x).toHaveLength(201);
    rise!.response.x.forEach((t, k) => {
      expect(Math.abs(rise!.response.y[k]! - (1 - Math.exp(-t / 1e-3)))).toBeLessThan(0.006);
    });
    expect([rise!.limit.x[0], rise!.limit.x.at(-1)]).toEqual([5e-4, 1e-3]);
    rise!.limit.x.forEach((t, k) => {
      expect(rise!.limit.y[k]).toBeCloseTo(1 - Math.exp(-t / 1e-3), 12);
    });
    expect(Array.from(at!.limit.x)).toEqual([4e-4, 1.5e-3]);
  });

  test("a mean over a run is one number of its range", async () => {
    const [curves] = await measure(step("* @goal power(v(in)-v(out)) <= 0.1 from 0 to 1m"), [1e3]);
    const { axis, response, limit } = curves![0]!;
    expect(axis).toBeUndefined();
    // (1/T) ∫ exp(-2t/τ) dt over T = τ.
    expect(response.y).toHaveLength(1);
    expect(response.y[0]).toBeCloseTo((1 - Math.exp(-2)) / 2, 2);
    expect(limit.y[0]).toBeCloseTo(0.1, 12);
  });

  test("a dc sweep over the source's values; an outer sweep interrupts the curve", async () => {
    const divider = (card: string, goal: string): string =>
      `divider\nV1 in 0 0\nV2 b 0 1\nR1 in out 1k\nR2 out b 1k\n${card}\n* @train R1\n* @goal ${goal}\n.end\n`;
    const [[single]] = (await measure(divider(".dc V1 0 4 1", "v(out) = x/2 from 1 to 2"), [1e3])) as [
      readonly [GoalCurve],
    ];
    expect(single.axis).toEqual({ label: "V1", unit: "V" });
    expect(Array.from(single.response.y)).toEqual([0.5, 1, 1.5, 2, 2.5].map((v) => expect.closeTo(v, 9)));
    expect(Array.from(single.limit.x)).toEqual([1, 2]);
    const [[double]] = (await measure(divider(".dc V1 0 2 1 V2 0 2 2", "v(out) = 1"), [1e3])) as [
      readonly [GoalCurve],
    ];
    expect(Array.from(double.response.y)).toEqual(
      [0, 0.5, 1, Number.NaN, 1, 1.5, 2].map((v) => (Number.isNaN(v) ? v : expect.closeTo(v, 9))),
    );
    expect(Array.from(double.response.x)).toEqual([0, 1, 2, 0, 0, 1, 2]);
  });

  test("an operating point is one number, and each analysis has curves of its own", async () => {
    const [curves] = await measure(
      "both\nV1 in 0 2 ac 1\nR1 in out 1k\nR2 out 0 1k\n.op\n.ac dec 5 1 100\n* @train R1\n* @goal bias: v(out) = 1 on=op\n* @goal gain: vdb(out) <= -6\n.end\n",
      [1e3],
    );
    expect(curves!.map(({ name, axis, unit }) => [name, axis?.unit, unit])).toEqual([
      ["bias", undefined, "V"],
      ["gain", "Hz", "dB"],
    ]);
    expect(Array.from(curves![0]!.response.y)).toEqual([expect.closeTo(1, 9)]);
    expect(goalCharts(curves!).map(({ title }) => title)).toEqual(["vdb(out)"]);
  });
});

describe("goal charts", () => {
  test("a phase that turns over is interrupted, not crossed out", () => {
    const x = Float64Array.of(1, 2, 3);
    const samples = { x, y: Float64Array.of(-170, 175, 160) };
    const axis = { label: "frequency", unit: "Hz" };
    const curve: GoalCurve = {
      name: "a",
      relation: "=",
      quantity: "vp(out)",
      unit: "°",
      axis,
      response: samples,
      limit: samples,
      pointwise: false,
    };
    const drawn = goalCharts([curve])[0]!.curves[0]!;
    expect(Array.from(drawn.y)).toEqual([-170, Number.NaN, 175, 160]);
    expect(Array.from(drawn.x)).toEqual([1, 2, 2, 3]);
  });

  test("one chart a quantity, with a mask for each goal on it", async () => {
    const goals =
      "* @goal pass: vdb(out) >= -3 from 10 to 100\n* @goal stop: vdb(out) <= -20 at 5k\n* @goal vp(out) >= -80";
    const [before, after] = await curvesOf(goals, [resistance, 2 * resistance]);
    const charts = goalCharts(before!, after);
    expect(
      charts.map(({ title, curves, masks }) => [
        title,
        curves.map(({ role }) => role),
        masks.map(({ name }) => name),
      ]),
    ).toEqual([
      ["vdb(out)", ["before", "after"], ["pass", "stop"]],
      ["vp(out)", ["before", "after"], ["goal 3"]],
    ]);
    expect(charts[0]!.x.scale).toBe("log");
    expect(charts[0]!.masks[1]!.x[0]).toBeLessThan(5e3);
    expect(charts[0]!.masks[1]!.x[1]).toBeGreaterThan(5e3);
  });

  test("what is asked at single points says nothing of what lies between them", async () => {
    const [curves] = await curvesOf("* @goal stop: vdb(out) <= -20 at 10, 5k", [resistance]);
    const [mask] = goalCharts(curves!)[0]!.masks;
    // Each point a little to both sides, and a gap: between them the response may go where it likes.
    const near = (values: readonly number[]) =>
      values.map((value) => (Number.isNaN(value) ? value : expect.closeTo(value, 6)));
    expect(Array.from(mask!.x)).toEqual(near([9.7, 10.3, Number.NaN, 4850, 5150]));
    expect(Array.from(mask!.limit)).toEqual(near([-20, -20, Number.NaN, -20, -20]));
    const [[ranged]] = (await curvesOf("* @goal vdb(out) <= -20 from 10 to 5k", [resistance])) as [
      readonly [GoalCurve],
    ];
    expect(ranged.pointwise).toBe(false);
  });
});
