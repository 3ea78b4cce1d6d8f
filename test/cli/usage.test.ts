import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

const commands = [
  "train",
  "gradient",
  "explain",
  "simulate",
  "check",
  "action",
  "export",
  "init",
  "new",
  "transform",
];

describe("help", () => {
  test("names every command", async () => {
    const { code, stdout } = await runCli(["--help"]);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  test.each(commands)("%s --help has an example and fits 80 columns", async (command) => {
    const { code, stdout, stderr } = await runCli([command, "--help"]);
    expect(code).toBe(0);
    expect(stderr).toBe("");
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}tellegen ${command} `));
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("--version prints the package's", async () => {
    const { code, stdout } = await runCli(["--version"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong usage returns 2", () => {
  test.each([
    [["trian", "a.cir"], /unknown command 'trian'[\s\S]*train/],
    [["train"], /missing required argument/],
    [["train", "a.cir", "--stesp", "3"], /unknown option '--stesp'/],
    [["train", "a.cir", "--steps", "many"], /whole number/],
    [["train", "a.cir", "--steps", "0"], /at least 1/],
    [["train", "a.cir", "--engine", "spectre"], /Allowed choices are ngspice, model/],
    [["train", "a.cir", "--beta", "-1"], /positive number or `auto`/],
    [["train", "a.cir", "b.cir"], /too many arguments/],
    [["train", "a.cir", "-i", "-o", "b.cir"], /exclude each other/],
    [["train", "a.cir", "-o", "-", "--plot", "-"], /only one of/],
    [["train", "-", "-i"], /--in-place needs a file/],
    [["gradient", "a.cir", "--estimator", "guess"], /Allowed choices are auto, adjoint/],
    [["action", "a.cir", "--format", "word"], /Allowed choices/],
  ] as const)("%j", async (argv, message) => {
    const { code, stdout, stderr } = await runCli(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
  });

  test("without a command the help is shown", async () => {
    const { code, stderr } = await runCli([]);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: tellegen");
  });

  test("with --json it is one document on standard output", async () => {
    const { code, stdout } = await runCli(["train", "a.cir", "--json", "--steps", "-3"]);
    expect(code).toBe(2);
    const document = JSON.parse(stdout) as { error: string; diagnostics: unknown[] };
    expect(document.error).toMatch(/steps/);
    expect(document.diagnostics).toEqual([]);
  });
});

describe("a file that is read is never what is written", () => {
  const text = "t\nV1 a 0 ac 1\nR1 a 0 1k\n.ac lin 3 1 3\n* @train R1\n* @goal mag(i(V1)) = 2m\n.end\n";
  test.each([
    ["train", "--report"],
    ["train", "--plot"],
    ["train", "--checkpoint"],
    ["simulate", "--raw"],
    ["simulate", "--plot"],
    ["simulate", "--output"],
    ["export", "--report"],
  ])("%s %s", async (command, option) => {
    const cwd = folderWith({ "f.cir": text });
    const { code, stderr } = await runCli([command, "f.cir", option, "./f.cir"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} would overwrite ./f.cir`);
    expect(readFileSync(join(cwd, "f.cir"), "utf8")).toBe(text);
  });

  test("two outputs are two files", async () => {
    const cwd = folderWith({ "f.cir": text });
    const { code, stderr } = await runCli(["train", "f.cir", "--report", "a", "--plot", "./a"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain("--plot would overwrite ./a");
  });
});

describe("files", () => {
  test("a netlist that is not there returns 1 and says so", async () => {
    const readers = commands.filter((name) => !["check", "new", "transform"].includes(name));
    for (const command of readers) {
      const { code, stdout, stderr } = await runCli([command, "no-such.cir"]);
      expect(code, command).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toBe("tellegen: no-such.cir cannot be read: there is no such file\n");
    }
  });

  test("with --json the failure is one document", async () => {
    const { code, stdout } = await runCli(["gradient", "no-such.cir", "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: "no-such.cir cannot be read: there is no such file",
      diagnostics: [],
    });
  });

  test("a folder is no netlist", async () => {
    const { code, stderr } = await runCli(["train", "."]);
    expect(code).toBe(1);
    expect(stderr).toContain("it is a folder");
  });
});

describe("our own bug", () => {
  const broken = {
    files: {
      readFile: (): Uint8Array => {
        throw new TypeError("x is not a function");
      },
    },
  };

  test("returns 2 with a sentence and no stack", async () => {
    const { code, stderr } = await runCli(["train", "a.cir"], broken);
    expect(code).toBe(2);
    expect(stderr).toContain(
      "This is a bug in tellegen, not in your netlist: unexpected TypeError: x is not a function",
    );
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("shows the stack with TELLEGEN_DEBUG", async () => {
    const { stderr } = await runCli(["train", "a.cir"], { ...broken, env: { TELLEGEN_DEBUG: "1" } });
    expect(stderr).toMatch(/^\s+at /m);
  });
});
