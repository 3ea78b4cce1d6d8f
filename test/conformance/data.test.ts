import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CliRun, folderWith, runCli } from "../cli/run-cli.ts";

/** Points of two classes beside a line, and a target that is their sum. */
const rows = Array.from({ length: 20 }, (_, n) => {
  const [a, b] = [Math.sin(3 * n) + 0.2, Math.cos(5 * n)];
  return { a, b, sum: (a + b) / 3, kind: a > b ? "left" : "right" };
});
const csv = ["a,b,sum,kind", ...rows.map(({ a, b, sum, kind }) => [a, b, sum, kind].join(","))].join("\n");

const netlist = (...lines: readonly string[]): string =>
  [
    "two inputs, two outputs",
    "Va a 0 0",
    "Vb b 0 0",
    "Ra a p 1k",
    "Rb b p 3k",
    "Rc a q 3k",
    "Rd b q 1k",
    "Rp p 0 1k",
    "Rq q 0 1k",
    ".op",
    ...lines,
    ".end",
    "",
  ].join("\n");
const train = "* @train R*";
const data = '* @data "points.csv" Va=a Vb=b';

async function run(argv: readonly string[], text: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith({ "n.cir": text, "points.csv": csv, "points.json": JSON.stringify(rows), ...files });
  return { cwd, result: await runCli(argv, { cwd }) };
}

const document = ({ stdout }: CliRun) => JSON.parse(stdout);

describe("a data set", () => {
  test("averages goals over its samples; CSV and JSON are the same", async () => {
    const goal = "* @goal v(p) = data(sum)";
    const costs = [];
    for (const file of ["points.csv", "points.json"]) {
      const text = netlist(train, data.replace("points.csv", file), goal);
      const { result } = await run(["gradient", "n.cir", "--json", "--check"], text);
      const report = document(result);
      expect(report.check.maxRelativeError).toBeLessThan(1e-7);
      costs.push(report.cost);
    }
    // v(p) of the divider by hand: (a/1k + b/3k) / (1/1k + 1/3k + 1/1k).
    const expected =
      rows.reduce((total, { a, b, sum }) => total + ((a + b / 3) / (7 / 3) - sum) ** 2 / 2, 0) / 20;
    for (const cost of costs) expect(cost / expected).toBeCloseTo(1, 9);
  });

  test.each([
    [data.replace("points.csv", "nothing.csv"), "nothing.csv"],
    [data.replace("Va=a", "Vx=a"), "Vx"],
    [data.replace("Va=a", "Va=aa"), "aa"],
    [data.replace("Va=a", "Va=kind"), "right"],
  ])("%s is an error at its place", async (directive, marked) => {
    const { result } = await run(["check", "n.cir", "--json"], netlist(train, directive, "* @goal v(p) = 1"));
    expect(result.code).toBe(1);
    const [diagnostic] = document(result).files[0].diagnostics;
    expect(diagnostic.severity).toBe("error");
    const { line, column, endColumn } = diagnostic;
    const text = marked === "right" ? csv : netlist(train, directive);
    expect(text.split("\n")[line - 1]!.slice(column - 1, endColumn - 1)).toContain(marked);
  });

  test("outside the netlist's folder is not read", async () => {
    const text = netlist(train, data.replace("points.csv", "/etc/passwd"), "* @goal v(p) = 1");
    const { result } = await run(["train", "n.cir"], text);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/outside/);
    expect(result.stderr).not.toMatch(/root:/);
  });
});

describe("classes", () => {
  const classify = "* @classify kind by v(p), v(q) temperature=0.1";

  test("train to the accuracy on both parts of the split, as JSON and for people", async () => {
    const text = netlist(train, `${data} split=0.7`, classify);
    const { result, cwd } = await run(["train", "n.cir", "--json", "--steps", "40"], text);
    expect(result.code).toBe(0);
    const { accuracy, cost, verification, data: judged } = document(result);
    expect(cost.final).toBeLessThan(cost.initial);
    expect(Object.keys(accuracy)).toEqual(["train", "test"]);
    expect(accuracy.train).toBe(1);
    expect(accuracy.test).toBeGreaterThan(0.6);
    expect(verification.cost / cost.final).toBeCloseTo(1, 6);
    expect(judged.train.samples + judged.test.samples).toBe(20);
    const written = readFileSync(join(cwd, "n.trained.cir"), "utf8").split("\n");
    text.split("\n").forEach((line, index) => {
      if (!/^R/.test(line)) expect(written[index]).toBe(line);
    });
    const { result: again } = await run(["train", "n.cir", "--steps", "5"], text);
    expect(again.stdout).toMatch(/training +14 .* %/);
    expect(again.stdout).toMatch(/class \(test\) +left +right/);
  });

  test("the gradient of the cross-entropy is that of finite differences", async () => {
    const { result } = await run(["gradient", "n.cir", "--json", "--check"], netlist(train, data, classify));
    const report = document(result);
    expect(report.check.maxRelativeError).toBeLessThan(1e-7);
    const loss = rows.reduce((total, { a, b, kind }) => {
      const [p, q] = [(a + b / 3) / (7 / 3), (a / 3 + b) / (7 / 3)].map((v) => v / 0.1);
      const own = kind === "left" ? p! : q!;
      return total + Math.log(Math.exp(p!) + Math.exp(q!)) - own;
    }, 0);
    expect(report.cost / (loss / 20)).toBeCloseTo(1, 8);
  });

  test("a split without a test part has no accuracy there", async () => {
    const { result } = await run(
      ["train", "n.cir", "--json", "--steps", "3", "--engine", "model", "--no-verify"],
      netlist(train, data, classify),
    );
    expect(document(result).accuracy).toEqual({ train: expect.any(Number), test: null });
  });

  test("--workers changes nothing but the time", async () => {
    const text = netlist(
      "D1 p 0 dm",
      ".model dm d is=1e-12",
      train,
      data,
      classify,
      "* @learn steps=4 batch=9",
    );
    const texts = [];
    for (const workers of ["1", "2"]) {
      const { cwd, result } = await run(["train", "n.cir", "--workers", workers, "--no-verify"], text);
      expect(result.code).toBe(0);
      texts.push(readFileSync(join(cwd, "n.trained.cir"), "utf8"));
    }
    expect(texts[1]).toBe(texts[0]);
  });
});
