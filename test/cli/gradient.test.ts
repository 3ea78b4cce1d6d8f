import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const divider =
  "a divider\nV1 in 0 ac 1\nR1 in out 3k\nR2 out 0 2k\n.ac lin 3 1k 3k\n* @train R1 R2\n* @goal mag(v(out)) = 0.25\n.end\n";

interface GradientDocument {
  readonly cost: number;
  readonly engine: string;
  readonly estimator: string;
  readonly analyses: number;
  readonly parameters: readonly {
    name: string;
    unit: string;
    value: number;
    gradient: number;
    witness?: number;
    relativeError?: number;
  }[];
  readonly check?: { readonly cosine: number; readonly maxRelativeError: number };
}

/** C = ½ (v - ¼)², v = R2/(R1+R2) = 0.4. */
const cost = 0.5 * 0.15 ** 2;
const dR1 = 0.15 * (-2e3 / 5e3 ** 2);
const dR2 = 0.15 * (3e3 / 5e3 ** 2);

describe("gradient", () => {
  test.each(["ngspice", "model"])("--json in %s is the closed form, in two analyses", async (engine) => {
    const cwd = folderWith({ "divider.cir": divider });
    const { code, stdout } = await runCli(["gradient", "divider.cir", "--json", "--engine", engine], { cwd });
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as GradientDocument;
    expect(document).toMatchObject({ engine, estimator: "adjoint", analyses: 2 });
    expect(document.cost).toBeCloseTo(cost, 12);
    expect(document.parameters.map(({ name, unit, value }) => [name, unit, value])).toEqual([
      ["R1", "Ohm", 3e3],
      ["R2", "Ohm", 2e3],
    ]);
    expect(document.parameters[0]!.gradient / dR1).toBeCloseTo(1, 9);
    expect(document.parameters[1]!.gradient / dR2).toBeCloseTo(1, 9);
    expect(document.check).toBeUndefined();
  });

  test("--check puts finite differences beside it", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { stdout } = await runCli(["gradient", "divider.cir", "--json", "--check", "--engine", "model"], {
      cwd,
    });
    const { check, parameters } = JSON.parse(stdout) as GradientDocument;
    expect(check!.cosine).toBeGreaterThan(0.999999);
    expect(check!.maxRelativeError).toBeLessThan(1e-6);
    expect(parameters[0]!.witness! / dR1).toBeCloseTo(1, 6);
    const table = await runCli(["gradient", "divider.cir", "--check", "--engine", "model"], { cwd });
    expect(table.stdout).toMatch(/^parameter +value +dC\/dvalue +per +differences +error$/m);
    expect(Math.max(...table.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("other estimators may be asked for", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { stdout } = await runCli(
      ["gradient", "divider.cir", "--json", "--estimator", "onesided", "--beta", "1e-6", "--engine", "model"],
      { cwd },
    );
    const document = JSON.parse(stdout) as GradientDocument;
    expect(document.estimator).toBe("onesided");
    expect(document.parameters[1]!.gradient / dR2).toBeCloseTo(1, 2);
  });
});
