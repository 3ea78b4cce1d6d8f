import { describe, expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

const commands = [
  "train",
  "gradient",
  "explain",
  "simulate",
  "check",
  "action",
  "export",
  "init",
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

describe("files", () => {
  test("a netlist that is not there returns 1 and says so", async () => {
    for (const command of commands.filter((name) => name !== "check" && name !== "transform")) {
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
