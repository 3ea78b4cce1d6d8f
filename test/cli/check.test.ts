import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const good = "fine\nV1 a 0 1\nR1 a 0 1k\n.op\n.end\n";
const bad = "bad\nV1 a 0 1\nR1 a\n* @train R9\n.op\n.end\n";

interface CheckDocument {
  readonly files: readonly {
    readonly file: string;
    readonly ok: boolean;
    readonly error?: string;
    readonly diagnostics: readonly {
      code: string;
      severity: string;
      message: string;
      file?: string;
      line: number;
      column: number;
      endLine: number;
      endColumn: number;
    }[];
  }[];
}

describe("check", () => {
  test("one good netlist", async () => {
    const cwd = folderWith({ "good.cir": good });
    expect(await runCli(["check", "good.cir"], { cwd })).toMatchObject({
      code: 0,
      stdout: "good.cir: no errors\n",
      stderr: "",
    });
  });

  test("--json has one entry an argument, in their order, with places counted from 1", async () => {
    const cwd = folderWith({ "good.cir": good, "bad.cir": bad });
    const { code, stdout, stderr } = await runCli(["check", "bad.cir", "good.cir", "none.cir", "--json"], {
      cwd,
    });
    expect(code).toBe(1);
    expect(stderr).toBe("");
    const { files } = JSON.parse(stdout) as CheckDocument;
    expect(files.map(({ file, ok }) => [file, ok])).toEqual([
      ["bad.cir", false],
      ["good.cir", true],
      ["none.cir", false],
    ]);
    expect(files[0]!.diagnostics[0]).toMatchObject({ severity: "error", line: 3, column: 1, endLine: 3 });
    expect(files[0]!.diagnostics[0]!.file).toBeUndefined();
    expect(files[2]!.error).toContain("no such file");
  });

  test("caret frames and a summary for people", async () => {
    const cwd = folderWith({ "good.cir": good, "bad.cir": bad });
    const { code, stdout, stderr } = await runCli(["check", "good.cir", "bad.cir"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bad\.cir:3:\d+: error: /m);
    expect(stderr).toMatch(/^3 \| R1 a$/m);
    expect(stdout).toMatch(/^bad\.cir: 1 error/m);
    expect(stdout).toContain("2 netlists: 1 without errors, 1 with");
  });

  test("a folder stands for the netlists in it", async () => {
    const cwd = folderWith({
      "n/good.cir": good,
      "n/deep/other.SP": good,
      "n/notes.txt": "not a netlist",
      "n/data.csv": "1,2",
    });
    const { code, stdout } = await runCli(["check", "n"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(
      "n/deep/other.SP: no errors\nn/good.cir: no errors\n2 netlists: 2 without errors, 0 with\n",
    );
  });

  test("loads no engine", () => {
    const root = new URL("../../src/", import.meta.url).pathname;
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const [, name] of readFileSync(path, "utf8").matchAll(
        /^(?:import|export)\b(?! type\b)[^;"']*?from "(\.[^"]+)"/gm,
      )) {
        visit(join(path, "..", name!));
      }
    };
    visit(join(root, "cli/run-check.ts"));
    expect(seen.size).toBeGreaterThan(50);
    expect([...seen].filter((path) => /\/engine\/(?:ngspice|model)\//.test(path))).toEqual([]);
  });
});

test("a folder without netlists is no success", async () => {
  const cwd = folderWith({ "docs/readme.txt": "hello" });
  const { code, stderr } = await runCli(["check", "docs"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toMatch(/there are no netlists \(.*\.cir.*\) in docs/);
});

describe("check --sarif", () => {
  test("prints one log of all files with places, levels and rules", async () => {
    const cwd = folderWith({ "good.cir": good, "bad.cir": bad });
    const { code, stdout } = await runCli(["check", "bad.cir", "good.cir", "--sarif"], { cwd });
    expect(code).toBe(1);
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "tellegen" } } }] });
    const [{ results, tool }] = log.runs;
    expect(results[0]).toMatchObject({
      ruleId: "syntax/missing-nodes",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "bad.cir" },
            region: { startLine: 3, startColumn: 1 },
          },
        },
      ],
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect((await runCli(["check", "good.cir", "--sarif", "--json"], { cwd })).code).toBe(2);
  });
});

describe("malformed netlists", () => {
  const folder = new URL("../fixtures/malformed", import.meta.url).pathname;

  test("every fixture returns 1 with a located error and no stack", async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".fail.cir"));
    expect(names.length).toBeGreaterThanOrEqual(45);
    for (const name of names) {
      const { code, stdout, stderr } = await runCli(["check", name, "--json"], { cwd: folder });
      const { files } = JSON.parse(stdout) as CheckDocument;
      const errors = files[0]!.diagnostics.filter(({ severity }) => severity === "error");
      expect([name, code, stderr]).toEqual([name, 1, ""]);
      expect(errors.length, name).toBeGreaterThan(0);
      expect(
        errors.every(({ line, column, message }) => line >= 1 && column >= 1 && message !== ""),
        name,
      ).toBe(true);
      const trained = await runCli(["train", name, "--engine", "model", "--no-verify"], { cwd: folder });
      expect(trained.code, name).toBe(1);
      expect(trained.stderr, name).not.toMatch(/^\s+at |bug in tellegen/m);
    }
  });
});

describe("directives that name what is not there", () => {
  const deck = "t\nV1 in 0 dc 1 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac dec 10 1k 10meg\n* @train R1\n";

  test.each([
    ["* @goal mag(v(out)) = freq/1meg", "goal/unknown-name", 23, "did you mean f?"],
    ["* @goal mag(s(1,1)) <= 0.1", "goal/unknown-port", 15, "declare ports with * @port <number> <node>"],
    ["* @goal v(out) = 1 at 1m on=tran", "goal/no-analysis", 1, undefined],
    ["* @goal v(out) = data(y)", "goal/data-lacking", 18, '* @data "file.csv" V1=column names one'],
    [
      "* @goal vdb(out) = -3 at 1meg tol=1%",
      "directive/syntax",
      36,
      "percentages are not read: 1 % is written 0.01",
    ],
    ["* @goal vdb(out) = -3 at 1meg\n* @learn steps=1.5", "training/bad-number", 16, undefined],
    [
      "* @goal vdb(out) = -3 at 1meg\n* @learn estimator=adjiont",
      "training/unknown-choice",
      20,
      /^did you mean "adjoint"/,
    ],
  ])("%s", async (directives, code, column, hint) => {
    const cwd = folderWith({ "deck.cir": `${deck}${directives}\n.end\n` });
    const { stdout } = await runCli(["check", "deck.cir", "--json"], { cwd });
    const [file] = (JSON.parse(stdout) as CheckDocument).files;
    const errors = file!.diagnostics.filter(({ severity }) => severity === "error");
    const line = 6 + directives.split("\n").length;
    expect(errors).toMatchObject([{ code, line, column }]);
    const given = (errors[0] as { hint?: string }).hint;
    if (hint instanceof RegExp) expect(given).toMatch(hint);
    else expect(given).toBe(hint);
  });
});

describe("includes outside the folder", () => {
  const main = "t\n.include ../models.lib\nV1 a 0 1\nX1 a thing\n.op\n.end\n";

  test("are a warning in check and an error where they are needed to run", async () => {
    const cwd = folderWith({ "a/main.cir": main, "models.lib": ".subckt thing a\nR1 a 0 1k\n.ends\n" });
    const checked = await runCli(["check", "a/main.cir", "--json"], { cwd });
    const { files } = JSON.parse(checked.stdout) as CheckDocument;
    expect(files[0]!.diagnostics.filter(({ line }) => line === 2).map(({ severity }) => severity)).toEqual([
      "warning",
    ]);
    expect(checked.code).toBe(0);
    const run = await runCli(["simulate", "a/main.cir"], { cwd });
    expect(run.code).toBe(1);
    expect((await runCli(["check", "a/main.cir", "-I", "."], { cwd })).stdout).toBe(
      "a/main.cir: no errors\n",
    );
  });
});
