import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const deck = `a divider
.param r=1k
V1 in 0 dc 1
X1 in out part
R2 out 0 {r}
.subckt part a b
R1 a m 250
R2 m b 250
.ends
.op
.end
`;

test("prints the transformed netlist; the passes run in the order in which they are given", async () => {
  const flatFirst = await runCli(["transform", "-", "--flatten", "--rename-nodes"], { stdin: deck });
  expect(flatFirst.code).toBe(0);
  expect(flatFirst.stdout).toContain("R.X1.R1 1 2 250\nR.X1.R2 2 3 250\nR2 3 0 1000\n");
  const numbersFirst = await runCli(["transform", "-", "--rename-nodes", "--flatten"], { stdin: deck });
  expect(numbersFirst.stdout).toContain("R.X1.R1 1 X1.m 250\n");
  const twice = await runCli(["transform", "-", "--scale-impedance", "2", "--scale-impedance", "1k"], {
    stdin: deck,
  });
  expect(twice.stdout).toContain("R1 a m 500000\n");
});

test("-o writes a file, and --json prints text, passes and remarks", async () => {
  const cwd = folderWith({ "deck.cir": deck });
  const written = await runCli(["transform", "deck.cir", "--flatten", "--merge", "-o", "out/flat.cir"], {
    cwd,
  });
  expect(written).toMatchObject({ code: 0, stdout: "" });
  expect(readFileSync(join(cwd, "out/flat.cir"), "utf8")).toContain("R.X1.R1 in 0 1500\n");
  expect(readFileSync(join(cwd, "deck.cir"), "utf8")).toBe(deck);
  const { stdout } = await runCli(["transform", "deck.cir", "--evaluate", "--json"], { cwd });
  const document = JSON.parse(stdout) as { netlist: string; passes: string[]; remarks: unknown[] };
  expect(document).toMatchObject({ passes: ["evaluate"], remarks: [] });
  expect(document.netlist).toContain("R2 out 0 1000\n");
});

test("a pass that cannot be done says why and where, and nothing is written", async () => {
  const cwd = folderWith({ "deck.cir": deck.replace("R2 out", "D1 out 0 dm\n.model dm d\nR2 out") });
  const refused = await runCli(["transform", "deck.cir", "--scale-impedance", "10", "-o", "out.cir"], {
    cwd,
  });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain("transform/refused");
  expect(refused.stderr).toContain("deck.cir:5:1");
  expect(() => readFileSync(join(cwd, "out.cir"))).toThrow();
  const json = await runCli(["transform", "deck.cir", "--dual", "--json"], { cwd });
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ diagnostics: [{ code: "transform/refused" }, {}] });
});

test("includes are read from beside the netlist, not from elsewhere", async () => {
  const cwd = folderWith({
    "main.cir": "t\nV1 in 0 1\n.include parts.inc\nX1 in 0 part\n.op\n.end\n",
    "parts.inc": ".subckt part a b\nR1 a b 1k\n.ends\n",
    "away.cir": "t\nV1 in 0 1\n.include /etc/hostname\n.op\n.end\n",
  });
  const { stdout } = await runCli(["transform", "main.cir", "--flatten"], { cwd });
  expect(stdout).toContain("R.X1.R1 in 0 1k\n");
  expect(stdout).not.toContain(".include");
  const away = await runCli(["transform", "away.cir", "--flatten"], { cwd });
  expect(away.code).toBe(1);
  expect(away.stderr).toContain("circuit/forbidden-include");
});

test("wrong usage", async () => {
  expect((await runCli(["transform", "-"], { stdin: deck })).code).toBe(2);
  expect((await runCli(["transform", "-", "--scale-frequency", "0"], { stdin: deck })).code).toBe(2);
  expect((await runCli(["transform", "-", "--to", "spice2"], { stdin: deck })).code).toBe(2);
  const swallowed = await runCli(["transform", "--rename-nodes", "deck.cir"]);
  expect(swallowed.code).toBe(2);
  expect(swallowed.stderr).toContain("put the netlist before this option");
});
