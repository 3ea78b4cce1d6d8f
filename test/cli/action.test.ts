import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const tank = "a tank\nI1 0 a ac 1\nR1 a 0 1k\nC1 a 0 1n\nL1 a 0 1m\n* @train C1\n.ac dec 10 1k 1meg\n.end\n";

describe("action", () => {
  test("text in 80 columns", async () => {
    const cwd = folderWith({ "tank.cir": tank });
    const { code, stdout } = await runCli(["action", "tank.cir"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("∂S/∂C1");
    expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
  });

  test("LaTeX and JSON", async () => {
    const cwd = folderWith({ "tank.cir": tank });
    expect((await runCli(["action", "tank.cir", "--format", "latex"], { cwd })).stdout).toContain("\\frac");
    const json = await runCli(["action", "tank.cir", "--json"], { cwd });
    expect(JSON.parse(json.stdout)).toBeTypeOf("object");
    expect(json.stdout).toBe((await runCli(["action", "tank.cir", "--format", "json"], { cwd })).stdout);
    expect((await runCli(["action", "tank.cir", "--json", "--format", "text"], { cwd })).code).toBe(2);
  });
});
