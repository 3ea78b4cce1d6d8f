import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const rc = "an RC low-pass\nV1 in 0 dc 2 ac 1\nR1 in out 1k\nC1 out 0 1u\n.ac dec 2 1 10k\n.end\n";
const corner = 1 / (2 * Math.PI * 1e3 * 1e-6);

interface SimulationDocument {
  readonly analysis: string;
  readonly variables: readonly {
    name: string;
    unit: string;
    values: number[] | { re: number[]; im: number[] };
  }[];
  readonly more?: readonly SimulationDocument[];
}

describe("simulate", () => {
  test.each(["ngspice", "model"])("--json in %s is the closed form", async (engine) => {
    const cwd = folderWith({ "rc.cir": rc });
    const { code, stdout, stderr } = await runCli(["simulate", "rc.cir", "--json", "--engine", engine], {
      cwd,
    });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { analysis, variables } = JSON.parse(stdout) as SimulationDocument;
    expect(analysis).toBe("ac");
    const frequency = variables[0]!.values as number[];
    expect(variables[0]).toMatchObject({ name: "frequency", unit: "Hz" });
    expect(frequency).toHaveLength(9);
    const out = variables.find(({ name }) => name === "v(out)")!.values as { re: number[]; im: number[] };
    frequency.forEach((f, k) => {
      const x = f / corner;
      expect(out.re[k]).toBeCloseTo(1 / (1 + x * x), 9);
      expect(out.im[k]).toBeCloseTo(-x / (1 + x * x), 9);
    });
  });

  test("a table of at most 80 columns, and CSV with every digit", async () => {
    const cwd = folderWith({ "rc.cir": rc });
    const table = await runCli(["simulate", "rc.cir", "--engine", "model"], { cwd });
    expect(table.stdout.split("\n")[0]).toMatch(/^frequency \[Hz\] +v\(in\) dB +phase +v\(out\) dB +phase/);
    expect(Math.max(...table.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const csv = await runCli(
      ["simulate", "rc.cir", "--csv", "--vectors", "V(OUT)", "-o", "out.csv", "--engine", "model"],
      { cwd },
    );
    expect(csv.stdout).toBe("");
    const lines = readFileSync(join(cwd, "out.csv"), "utf8").trim().split("\n");
    expect(lines[0]).toBe("frequency,re(v(out)),im(v(out))");
    expect(lines).toHaveLength(10);
  });

  test("charts: SVG into a file, characters to the terminal", async () => {
    const cwd = folderWith({ "rc.cir": rc });
    const svg = await runCli(["simulate", "rc.cir", "--plot", "rc.svg", "--engine", "model"], { cwd });
    expect(svg).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(join(cwd, "rc.svg"), "utf8")).toMatch(/^<svg [\s\S]*an RC low-pass[\s\S]*<\/svg>\n$/);
    const drawn = await runCli(["simulate", "rc.cir", "--plot", "-", "--engine", "model"], {
      cwd,
      columns: 60,
    });
    expect(drawn.stdout).toMatch(/[⠁-⣿]/);
    expect(drawn.stdout).not.toContain("\u001b");
    expect(Math.max(...drawn.stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(60);
  });

  test("titles keep their letters in ngspice as well", async () => {
    const cwd = folderWith({ "rc.cir": rc });
    const { stdout } = await runCli(["simulate", "rc.cir", "--plot", "-", "--vectors", "v(out)"], { cwd });
    expect(stdout).toMatch(/^an RC low-pass\n/);
  });

  test("several analyses: the first is the document, the others follow", async () => {
    const cwd = folderWith({ "rc.cir": rc.replace(".ac", ".op\n.ac") });
    const { stdout } = await runCli(["simulate", "rc.cir", "--json"], { cwd });
    const document = JSON.parse(stdout) as SimulationDocument;
    expect([document.analysis, document.more![0]!.analysis].sort()).toEqual(["ac", "op"]);
  });

  test("a raw file carries the same bytes of numbers", async () => {
    const cwd = folderWith({ "rc.cir": rc });
    const { code } = await runCli(
      ["simulate", "rc.cir", "--raw", "rc.raw", "--vectors", "v(out)", "--engine", "model"],
      { cwd },
    );
    expect(code).toBe(0);
    const raw = readFileSync(join(cwd, "rc.raw"));
    expect(raw.toString("latin1")).toMatch(
      /^Title: .*\nPlotname: AC Analysis\nFlags: complex\nNo\. Variables: 2\nNo\. Points: 9\n/,
    );
  });

  test("includes are put in place; .control and *# lines are not executed, which is said", async () => {
    const cwd = folderWith({
      "main.cir": 't\n.include "parts/rc.inc"\nV1 in 0 dc 1\n*# quit\n.control\nquit\n.endc\n.op\n.end\n',
      "parts/rc.inc": "R1 in out 1k\n.include more.inc\n",
      "parts/more.inc": "* an included part\nR2 out 0 3k\n",
    });
    const { code, stdout, stderr } = await runCli(["simulate", "main.cir", "--json"], { cwd });
    expect(stderr).toContain(".control block is not executed");
    expect(code).toBe(0);
    const { variables } = JSON.parse(stdout) as SimulationDocument;
    expect((variables.find(({ name }) => name === "v(out)")!.values as number[])[0]).toBeCloseTo(0.75, 9);
  });

  test("without an analysis card those of .control are run, in both engines", async () => {
    const control = ".control\nset noaskquit\nac lin 3 1k 3k ; the sweep\nforeach v 1 2\n op\nend\n.endc";
    const cwd = folderWith({
      "rc.cir": `t\nV1 in 0 dc 1 ac 1\nR1 in out 1k\nC1 out 0 1u\n${control}\n.end\n`,
      "both.cir": `t\nV1 in 0 dc 1 ac 1\nR1 in out 1k\nC1 out 0 1u\n${control}\n.op\n.end\n`,
    });
    for (const engine of ["ngspice", "model"]) {
      const { code, stdout } = await runCli(["simulate", "rc.cir", "--json", "--engine", engine], { cwd });
      expect(code).toBe(0);
      const { analysis, variables } = JSON.parse(stdout) as SimulationDocument;
      expect(analysis).toBe("ac");
      expect(variables[0]!.values).toEqual([1000, 2000, 3000]);
      const { re } = variables.find(({ name }) => name === "v(out)")!.values as { re: number[] };
      expect(re[1]).toBeCloseTo(1 / (1 + (2 * Math.PI * 2) ** 2), 9);
      const both = await runCli(["simulate", "both.cir", "--json", "--engine", engine], { cwd });
      expect((JSON.parse(both.stdout) as SimulationDocument).analysis).toBe("op");
      expect(both.stdout).not.toContain("more");
    }
  });

  test("a file outside the folder is not included", async () => {
    const cwd = folderWith({
      "a/main.cir": "t\n.include ../secret.inc\nV1 a 0 1\nR1 a 0 1\n.op\n.end\n",
      "secret.inc": "R9 a 0 1\n",
    });
    const refused = await runCli(["simulate", "a/main.cir"], { cwd });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("outside the netlist's folder");
    const allowed = await runCli(["simulate", "a/main.cir", "-I", ".", "--json"], { cwd });
    expect(allowed.code).toBe(0);
  });

  test("what the engine cannot simulate returns 1 and says why", async () => {
    const cwd = folderWith({
      "loop.cir": "t\nV1 a 0 1\nV2 a 0 2\nR1 a 0 1\n.op\n.end\n",
      "none.cir": "t\nV1 a 0 1\nR1 a 0 1\n.end\n",
    });
    for (const name of ["loop.cir", "none.cir"]) {
      const { code, stdout, stderr } = await runCli(["simulate", name, "--json"], { cwd });
      expect(code, name).toBe(1);
      expect((JSON.parse(stdout) as { error: string }).error.length, name).toBeGreaterThan(10);
      expect(stderr).not.toMatch(/\n\s+at /);
    }
  });

  test("an operating point has no chart: it comes as a table", async () => {
    const cwd = folderWith({ "rc.cir": rc.replace(".ac dec 2 1 10k", ".op") });
    const { code, stdout, stderr } = await runCli(
      ["simulate", "rc.cir", "--plot", "-", "--engine", "model"],
      {
        cwd,
      },
    );
    expect(code).toBe(0);
    expect(stderr).toContain("nothing to draw: op has a single point");
    expect(stdout).toMatch(/^v\(out\) +2 +V$/m);
  });

  test("a chart may go into a folder that is not there yet; a file that cannot be written is named", async () => {
    const cwd = folderWith({ "rc.cir": rc });
    const written = await runCli(["simulate", "rc.cir", "--plot", "a/b.svg", "--engine", "model"], { cwd });
    expect(written.code).toBe(0);
    expect(readFileSync(join(cwd, "a/b.svg"), "utf8")).toMatch(/^<svg/);
    const refused = await runCli(["simulate", "rc.cir", "--raw", "rc.cir/x.raw", "--engine", "model"], {
      cwd,
    });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("rc.cir/x.raw cannot be written");
  });

  test("standard input is a netlist as well", async () => {
    const { code, stdout } = await runCli(
      ["simulate", "-", "--csv", "--vectors", "v(out)", "--engine", "model"],
      { stdin: rc },
    );
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(11);
  });

  test("a run that fails shows the place that the compiler finds wrong", async () => {
    const backwards = rc.replace(".ac dec 2 1 10k", ".ac dec 2 10k 1");
    const cwd = folderWith({
      "rc.cir": backwards,
      "pi.cir": "t\n.param a={2*pi}\nR1 b 0 {a}\nV1 b 0 1\n.op\n.end\n",
    });
    const { code, stdout } = await runCli(["simulate", "rc.cir", "--json"], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code: "circuit/bad-analysis", line: 5 }]);
    const doubtful = await runCli(["simulate", "pi.cir"], { cwd });
    expect(doubtful.code).toBe(1);
    expect(doubtful.stderr).toContain("pi.cir:2:13: warning: pi is used");
    const prompts = doubtful.stderr.split("\n").filter((line) => line.includes("Run Spice anyway"));
    expect(prompts.length).toBeLessThan(2);
  });

  test("a sweep without points is not run, and does not keep the rest from being", async () => {
    const deck = "t\nV1 a 0 2 ac 1\nR1 a b 1k\nR2 b 0 1k\n.ac lin 0 0Hz 0Hz\n.op\n.end\n";
    const { code, stdout } = await runCli(["simulate", "-", "--json"], { stdin: deck });
    expect(code).toBe(0);
    const { analysis, variables } = JSON.parse(stdout) as SimulationDocument;
    expect(analysis).toBe("op");
    expect(variables.find(({ name }) => name === "v(b)")).toMatchObject({ values: [1] });
  });

  test("a missing include is shown with the files that lead to it", async () => {
    const cwd = folderWith({
      "a.cir": "t\nV1 a 0 1\n.include b.inc\n.op\n.end\n",
      "b.inc": "R1 a 0 1\n.include c.inc\n",
    });
    const { code, stderr } = await runCli(["simulate", "a.cir"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain('b.inc:2:10: error: cannot read "c.inc"');
    expect(stderr).toContain("a.cir:3:10: b.inc is included here");
  });

  test("cards of other simulators are left out, and said", async () => {
    const cwd = folderWith({ "rc.cir": rc.replace(".end", ".backanno\n.step param r 1 2 1\n.end") });
    const { code, stdout, stderr } = await runCli(["simulate", "rc.cir", "--csv"], { cwd });
    expect(code).toBe(0);
    expect(stdout.trim().split("\n")).toHaveLength(10);
    expect(stderr).toContain(".backanno is a card of LTspice");
    expect(stderr).toContain(".step is a card of LTspice, PSpice and Xyce");
  });
});
