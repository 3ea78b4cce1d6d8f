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
  const compiled = compile({ name: "rc.cir", text: netlist(goals) });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("; "));
  const curves = await measureGoalCurves(
    compiled.value,
    createModelEngine(),
    thetas.map((theta) => Float64Array.of(theta)),
  );
  if (curves.kind === "failed") throw new Error(curves.explanation);
  return curves.value;
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
      expect(rest).toEqual({ name: "pass", relation: ">=", quantity: "vdb(out)", unit: "dB" });
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

  test("a complex quantity is drawn by its magnitude, a phase in degrees, a delay in seconds", async () => {
    const [curves] = await curvesOf(
      "* @goal v(out) = 0.5\n* @goal vp(out) = -45\n* @goal delay(v(out)) = 1m",
    );
    const [complex, phase, delay] = curves!;
    expect(complex!.response.y[15]).toBeCloseTo(gain(complex!.response.x[15]!, resistance), 12);
    expect([phase!.unit, delay!.unit]).toEqual(["°", "s"]);
    const x = 2 * Math.PI * 10 * resistance * capacitance;
    expect(phase!.response.y[0]).toBeCloseTo((-Math.atan(x) * 180) / Math.PI, 9);
    expect(delay!.response.y[0]).toBeCloseTo((resistance * capacitance) / (1 + x * x), 9);
  });
});

describe("goal charts", () => {
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
});
