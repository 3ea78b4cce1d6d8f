import { describe, expect, test } from "vitest";
import type { Explanation } from "../../src/training/explain-rules.ts";
import { folderWith, runCli } from "./run-cli.ts";

const netlist = (element: string): string => `filter
V1 in 0 ac 1
R1 in a 1k
C1 a 0 1n
${element}
R2 out 0 1k
.ac dec 5 10k 1meg
* @train R1 C1
* @goal mag(v(out)) = 0.1
.end
`;
const reciprocal = netlist("L1 a out 1m");
const active = netlist("E1 out 0 a 0 2");

async function explain(text: string, ...argv: string[]): Promise<Explanation> {
  const cwd = folderWith({ "f.cir": text });
  const { code, stdout, stderr } = await runCli(
    ["explain", "f.cir", "--json", "--engine", "model", ...argv],
    {
      cwd,
    },
  );
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Explanation;
}

describe("explain", () => {
  test("tries every valid rule: what it costs, and how its gradient agrees", async () => {
    const { parameters, analyses, nonReciprocal, auto, rules } = await explain(reciprocal);
    expect({ parameters, analyses, nonReciprocal, auto }).toEqual({
      parameters: 2,
      analyses: ["ac"],
      nonReciprocal: [],
      auto: "adjoint",
    });
    const byName = new Map(rules.map((rule) => [rule.name, rule]));
    expect(byName.get("adjoint")).toMatchObject({ status: "valid", analyses: 2, givesJacobian: true });
    expect(byName.get("adjoint")).not.toHaveProperty("comparison");
    // A free run and two for each of two values.
    expect(byName.get("finite-difference")).toMatchObject({ status: "valid", analyses: 5 });
    for (const name of ["centred", "finite-difference"] as const) {
      const rule = byName.get(name)!;
      if (rule.status !== "valid") throw new Error(`${name}: ${rule.reason}`);
      expect(rule.comparison!.maxRelativeError, name).toBeLessThan(1e-6);
    }
  });

  test("names what makes a network non-reciprocal, and shows that the uncorrected rule is wrong there", async () => {
    const { nonReciprocal, rules } = await explain(active);
    expect(nonReciprocal).toEqual(["E1"]);
    expect(rules.find(({ name }) => name === "centred")).toMatchObject({
      status: "refused",
      reason: expect.stringContaining("E1") as string,
    });
    const vf = rules.find(({ name }) => name === "vf")!;
    if (vf.status !== "valid") throw new Error(vf.reason);
    expect(vf.comparison!.maxRelativeError).toBeGreaterThan(0.1);
  });

  test("as text it fits 80 columns and groups rules that are refused for one reason", async () => {
    const cwd = folderWith({ "f.cir": active });
    const { code, stdout } = await runCli(["explain", "f.cir", "--engine", "model"], { cwd });
    expect(code).toBe(0);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toContain("The network is not reciprocal, by E1");
    expect(stdout).toMatch(/^adjoint +2 .* yes +- +-$/m);
    expect(stdout).toMatch(/^centred, onesided, coupled, holomorphic: E1 is/m);
  });

  test("where the gradient vanishes nothing is compared", async () => {
    const { rules } = await explain(reciprocal.replace("mag(v(out)) = 0.1", "mag(v(out)) <= 5"));
    expect(rules.filter((rule) => "comparison" in rule)).toEqual([]);
  });

  test("without anything to train it says so", async () => {
    const cwd = folderWith({ "f.cir": reciprocal.replace("* @train R1 C1\n", "") });
    const { code, stderr } = await runCli(["explain", "f.cir", "--engine", "model"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("nothing is marked for training");
  });
});
