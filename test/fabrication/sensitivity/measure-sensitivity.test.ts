import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { measureSensitivity } from "../../../src/fabrication/sensitivity/measure-sensitivity.ts";
import type { SensitivityTable } from "../../../src/fabrication/sensitivity/value-sensitivity.ts";
import { compile } from "../../../src/training/compile.ts";

/** A divider v(out) = R2/(R1+R2): ∂v/∂ln R2 = -∂v/∂ln R1 = R1 R2/(R1+R2)². */
const divider = (...goals: readonly string[]): string =>
  `divider\nV1 in 0 ac 1\nR1 in out 3k\nR2 out 0 1k\n.ac lin 3 1k 3k\n* @train R1 R2\n${goals.map((goal) => `* @goal ${goal}\n`).join("")}.end\n`;

async function measure(text: string, estimator: "adjoint" | "vf" = "adjoint"): Promise<SensitivityTable> {
  const compiled = compile({ name: "d.cir", text });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("; "));
  const theta = Float64Array.from(compiled.value.circuit.trainables, ({ start }) => start);
  const table = await measureSensitivity(compiled.value, createModelEngine(), theta, estimator);
  if (table.kind === "failed") throw new Error(table.explanation);
  return table.value;
}

const slope = (3e3 * 1e3) / 4e3 ** 2;

describe("sensitivity of goals to values", () => {
  test("is ∂q/∂ln θ in the goal's unit, whatever its weight and scale, also of a limit that is kept", async () => {
    const table = await measure(
      divider("far: mag(v(out)) <= 0.3 weight=7 scale=0.01 from 2k to 3k", "near: mag(v(out)) >= 0.2499"),
    );
    for (const { effects } of table.values) {
      expect(effects.map(({ goal }) => goal)).toEqual(["far", "near"]);
      for (const effect of effects) expect(effect.slope).toBeCloseTo(slope, 8);
    }
    expect(table.values[0]!.effects[0]!.at).toBeGreaterThanOrEqual(2e3);
  });

  test("a tolerance is what the tightest goal stands, alone and together", async () => {
    const table = await measure(divider("far: mag(v(out)) <= 0.3", "near: mag(v(out)) >= 0.2499"));
    for (const { tolerance } of table.values) {
      expect(tolerance!.limit).toBe("near");
      expect(tolerance!.deviation).toBeCloseTo(1e-4 / slope, 8);
    }
    expect(table.together!.deviation).toBeCloseTo(1e-4 / (2 * slope), 8);
    expect(table.rooms).toEqual([
      { goal: "far", room: expect.closeTo(0.05, 9) },
      { goal: "near", room: expect.closeTo(1e-4, 9) },
    ]);
  });

  test("an equality stands up to its tol; a complex one by its magnitude", async () => {
    const real = await measure(divider("g: mag(v(out)) = 0.251 tol=0.002"));
    expect(real.values[0]!.tolerance!.deviation).toBeCloseTo(0.001 / slope, 8);
    const complex = await measure(divider("g: v(out) = 0.25 tol=0.002"));
    expect(complex.values[1]!.tolerance!.deviation).toBeCloseTo(0.002 / slope, 8);
  });

  test("without a verdict, or with a goal that is not met, there is none", async () => {
    expect((await measure(divider("g: mag(v(out)) = 0.25"))).values[0]!.tolerance).toBeUndefined();
    const unmet = await measure(divider("g: mag(v(out)) >= 0.3"));
    expect(unmet.values[0]!.tolerance).toBeUndefined();
    expect(unmet.together).toBeUndefined();
    expect(unmet.rooms[0]!.room).toBeCloseTo(-0.05, 9);
  });

  test("a rule without a Jacobian leaves it to the one that auto takes", async () => {
    const table = await measure(divider("g: mag(v(out)) >= 0.2"), "vf");
    expect(table.values[1]!.effects[0]!.slope).toBeCloseTo(slope, 8);
  });
});
