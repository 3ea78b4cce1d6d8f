import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateNetlist } from "../../src/generator/generate-netlist.ts";
import { topologyNames, topologyOptions } from "../../src/generator/topology-options.ts";
import { folderWith, runCli } from "./run-cli.ts";

describe.each(topologyNames)("new %s", (topology) => {
  test("prints what the library generates, and check finds no fault with it", async () => {
    const { code, stdout, stderr } = await runCli(["new", topology]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(generateNetlist(topology)).toEqual({ kind: "ok", value: stdout });
    const checked = await runCli(["check", "-"], { stdin: stdout });
    expect(checked.stdout).toBe("-: no errors\n");
  });

  test("--help names every option with its default, an example, in 80 columns", async () => {
    const { code, stdout } = await runCli(["new", topology, "--help"]);
    expect(code).toBe(0);
    for (const key of Object.keys(topologyOptions[topology])) expect(stdout).toMatch(`--${key} <`);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}tellegen new ${topology} `));
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("the example of --help runs", async () => {
    const { stdout } = await runCli(["new", topology, "--help"]);
    const [, words] = /Example:\n {2}tellegen (.*)/.exec(stdout)!;
    const cwd = folderWith({});
    const { code, stderr } = await runCli(words!.split(" "), { cwd });
    expect([code, stderr]).toEqual([0, `${topology}.cir: train it with tellegen train ${topology}.cir\n`]);
    expect(readFileSync(join(cwd, `${topology}.cir`), "utf8")).toMatch(/\n\* @train /);
  });
});

test("writes a new file, never over an old one", async () => {
  const cwd = folderWith({ "old.cir": "old\n" });
  const { code, stderr } = await runCli(["new", "ladder", "-o", "old.cir"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain("old.cir exists already and is not overwritten");
  expect(readFileSync(join(cwd, "old.cir"), "utf8")).toBe("old\n");
  expect((await runCli(["new", "ladder", "-o", "a/b.cir"], { cwd })).code).toBe(0);
  expect(readFileSync(join(cwd, "a/b.cir"), "utf8")).toMatch(/^LC low-pass ladder/);
});

test("numbers are read as netlists write them", async () => {
  const { stdout } = await runCli(["new", "ladder", "--frequency", "10meg", "--impedance", "4.7k"]);
  expect(stdout).toContain("Rl out 0 4.7k\n");
  expect(stdout).toContain("(f/10meg)");
});

test("--json holds the netlist and what was asked for", async () => {
  const { stdout } = await runCli(["new", "layered", "--layers", "2-3-1", "--json"]);
  const document = JSON.parse(stdout) as { netlist: string; topology: string; options: unknown };
  expect(document.topology).toBe("layered");
  expect(document.options).toEqual({ layers: [2, 3, 1] });
  expect(document.netlist).toContain("R2_5_2 minus y1n");
});

test.each([
  [["new"], /Usage: tellegen new/],
  [["new", "layred"], /unknown command 'layred'[\s\S]*layered/],
  [["new", "ladder", "--layers", "2-2"], /unknown option '--layers'/],
  [["new", "layered", "--layers", "2x2"], /two or more whole numbers/],
  [["new", "ladder", "--order", "1"], /at least 2/],
  [["new", "ladder", "--order", "26"], /order is a whole number from 2 to 25, not 26/],
  [["new", "lattice", "--task", "sorting"], /Allowed choices are allostery, regression/],
  [["new", "disordered", "--degree", "1"], /degree is from 2/],
])("%j is wrong usage", async (argv, message) => {
  const { code, stdout, stderr } = await runCli(argv);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
  expect(stdout).toBe("");
});
