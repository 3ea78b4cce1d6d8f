import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { generateNetlist } from "../../src/generator/generate-netlist.ts";
import { topologyNames, topologyOptions } from "../../src/generator/topology-options.ts";
import { findNonReciprocal } from "../../src/network/reciprocity.ts";
import { compile, emptyHost } from "../../src/training/compile.ts";
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

describe("new layered --data", () => {
  const points = ["width,height,name,kind"];
  // Three blobs in the plane, on a grid so that no random number is needed.
  for (const [kind, x, y] of [
    ["low", 1, 1],
    ["high", 3, 8],
    ["wide", 9, 2],
  ] as const) {
    for (let k = 0; k < 8; k++) points.push(`${x + 0.2 * (k % 3)},${y + 0.3 * (k % 4)},p${k},${kind}`);
  }
  const files = { "data/points.csv": `${points.join("\n")}\n` };
  const words = ["new", "layered", "--data", "data/points.csv", "--label", "kind"];

  test("inputs are the columns of numbers, outputs the classes; the netlist trains on the file", async () => {
    const cwd = folderWith(files);
    const { code, stderr } = await runCli([...words, "--layers", "2-3-3", "-o", "data/net.cir"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain("not all numbers, so not an input: name\n");
    const text = readFileSync(join(cwd, "data/net.cir"), "utf8");
    expect(text).toMatch(/^Layered resistive network 2-3-3\n/);
    expect(text).toContain('* @data "points.csv" Vx1=width Vnx1=width Vx2=height Vnx2=height split=0.8');
    expect(text).toContain('labels="high, low, wide"');
    expect((await runCli(["check", "data/net.cir"], { cwd })).stdout).toBe("data/net.cir: no errors\n");
    const trained = await runCli(["train", "data/net.cir", "--json", "--steps", "12", "--no-verify"], {
      cwd,
    });
    const { accuracy, cost } = JSON.parse(trained.stdout) as {
      accuracy: { train: number; test: number };
      cost: { initial: number; final: number };
    };
    // A few steps show that it learns; all points are told apart after some fifty.
    expect(accuracy.train).toBeGreaterThan(0.6);
    expect(accuracy.test).toBeGreaterThan(0.6);
    expect(cost.final).toBeLessThan(0.8 * cost.initial);
  });

  test("layers that are not asked for fit the file", async () => {
    const { stdout } = await runCli(words, { cwd: folderWith(files) });
    expect(stdout).toMatch(/^Layered resistive network 2-10-3\n/);
  });

  test("without amplifiers every rule of reciprocal networks is valid", async () => {
    const cwd = folderWith(files);
    const { stdout } = await runCli([...words, "--gain", "1", "--layers", "2-3-3"], { cwd });
    const compiled = compile(
      { name: "net.cir", text: stdout },
      {
        ...emptyHost,
        readTable: (name) => ({ kind: "text", source: { name, text: files["data/points.csv"] } }),
      },
    );
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]!.message);
    expect(findNonReciprocal(compiled.value.circuit)).toEqual([]);
  });

  test.each([
    [["--data", "data/points.csv"], 2, "--data and --label go together"],
    [["--data", "none.csv", "--label", "kind"], 1, "none.csv cannot be read: there is no such file"],
    [
      ["--data", "data/points.csv", "--label", "sort"],
      1,
      "data/points.csv has no column sort; it has width, height, name, kind",
    ],
    [
      ["--data", "data/points.csv", "--label", "kind", "--layers", "4-5-3"],
      2,
      "data/points.csv has 2 inputs and 3 classes, layers 4-5-3 have 4 and 3",
    ],
  ] as const)("%j returns %d", async (argv, expected, message) => {
    const { code, stderr, stdout } = await runCli(["new", "layered", ...argv], { cwd: folderWith(files) });
    expect([code, stderr, stdout]).toEqual([expected, `tellegen: ${message}\n`, ""]);
  });
});
