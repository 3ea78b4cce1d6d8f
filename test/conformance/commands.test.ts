import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "../cli/run-cli.ts";

const plain = `t
V1 in 0 dc 2 ac 1
R1 in out 1k
R2 out 0 1k
C1 out 0 100n
.op
.ac dec 2 100 10k
.dc V1 0 1 0.5
.tran 50u 1m
.end
`;
const annotated = plain.replace(".end", "* @train R1\n* @goal mag(v(out)) = 0.4 at 1k on=ac\n.end");

const { stdout: overview } = await runCli(["--help"]);
const commands = [...overview.matchAll(/^ {2}(\w+) \[options\]/gm)].map((match) => match[1]!);

describe("every command", () => {
  test("is listed", () => {
    expect(commands).toEqual(
      expect.arrayContaining(["train", "gradient", "simulate", "check", "action", "export", "transform"]),
    );
  });

  test.each(commands)("%s: --help has an example, in 80 columns", async (command) => {
    const { code, stdout, stderr } = await runCli([command, "--help"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}tellegen ${command} `));
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each(commands)("%s reads standard input and prints one JSON document", async (command) => {
    const cwd = folderWith({});
    const further: Readonly<Record<string, readonly string[]>> = {
      transform: ["--strip"],
      export: ["--fabricate", "R1 series=E24", "--no-verify", "--samples", "10"],
      train: ["--engine", "model", "--no-verify"],
      gradient: ["--engine", "model"],
      simulate: ["--engine", "model"],
      explain: ["--engine", "model"],
    };
    const argv = [command, "-", "--json", ...(further[command] ?? [])];
    const { code, stdout } = await runCli(argv, { cwd, stdin: command === "init" ? plain : annotated });
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect([code, document["error"]]).toEqual([0, undefined]);
    if (command !== "train" && command !== "export") return;
    const { files } = document as { files: { netlist: string } };
    expect(readFileSync(join(cwd, files.netlist), "utf8")).toMatch(
      /^t\nV1 in 0 dc 2 ac 1\nR1 in out (?!1k\n)/,
    );
  });
});

test.each(["ngspice", "model"])("simulate --json in %s: shape, names and units", async (engine) => {
  const { stdout } = await runCli(["simulate", "-", "--json", "--engine", engine], { stdin: plain });
  interface Simulation {
    readonly analysis: string;
    readonly variables: readonly {
      name: string;
      unit: string;
      values: number[] | { re: number[]; im: number[] };
    }[];
    readonly more?: readonly Simulation[];
  }
  const first = JSON.parse(stdout) as Simulation;
  const [op, ac, dc, tran] = [first, ...first.more!];
  expect([op, ac, dc, tran].map((one) => one!.analysis)).toEqual(["op", "ac", "dc", "tran"]);
  expect(ac!.variables[0]).toMatchObject({ name: "frequency", unit: "Hz" });
  expect(dc!.variables[0]).toMatchObject({ name: "v-sweep", unit: "V", values: [0, 0.5, 1] });
  expect(tran!.variables[0]).toMatchObject({ name: "time", unit: "s" });
  for (const simulation of [op, ac, dc, tran]) {
    const points = (simulation!.variables[0]!.values as number[]).length;
    for (const { name, unit, values } of simulation!.variables.slice(simulation === op ? 0 : 1)) {
      expect(unit, name).toBe(name.startsWith("i(") ? "A" : "V");
      if (simulation !== ac) expect(values, name).toHaveLength(points);
      else
        for (const part of ["re", "im"] as const)
          expect((values as Record<string, number[]>)[part]).toHaveLength(points);
    }
  }
});

test("check --json: one entry an argument, in their order, counted from 1", async () => {
  const cwd = folderWith({ "a.cir": annotated, "b.cir": annotated.replace("@train R1", "@train R7") });
  const { code, stdout } = await runCli(["check", "b.cir", "a.cir", "--json"], { cwd });
  expect(code).toBe(1);
  const { files } = JSON.parse(stdout) as { files: { file: string; ok: boolean; diagnostics: object[] }[] };
  expect(files.map(({ file, ok }) => [file, ok])).toEqual([
    ["b.cir", false],
    ["a.cir", true],
  ]);
  expect(files[0]!.diagnostics[0]).toMatchObject({
    severity: "error",
    line: 10,
    column: 10,
    endLine: 10,
    endColumn: 12,
    hint: expect.any(String),
  });
});
