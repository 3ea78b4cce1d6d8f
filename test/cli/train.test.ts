import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, runCli } from "./run-cli.ts";

/** A divider that should pass a quarter: R2 = 1k is known good for R1 = 3k. */
const divider = `a divider
V1 in 0 ac 1
R1 in out 3k
R2 out 0 10k ; the one to train
.ac lin 3 1k 3k
* @train R2
* @goal quarter: mag(v(out)) = 0.25 tol=1e-4
.end
`;
const impossible = divider.replace("0.25 tol=1e-4", "2 tol=1e-4");
const model = ["--engine", "model", "--no-verify"];

interface TrainingDocument {
  readonly netlist: string;
  readonly engine: string;
  readonly estimator: string;
  readonly optimizer: string;
  readonly outcome: string;
  readonly steps: number;
  readonly analyses: number;
  readonly seconds: { readonly total: number; readonly engine: number };
  readonly cost: { readonly initial: number; readonly final: number; readonly history: readonly number[] };
  readonly goals: readonly { name: string; met: boolean | null; worst: number; at: number }[];
  readonly parameters: readonly {
    name: string;
    unit: string;
    before: number;
    after: number;
    min: number;
    max: number;
  }[];
  readonly verification?: { readonly engine: string; readonly cost: number };
  readonly files: { readonly netlist: string; readonly report?: string };
}

describe("train", () => {
  test("writes <name>.trained.cir beside the input, with only the trained number changed", async () => {
    const cwd = folderWith({ "sub/divider.cir": divider });
    const { code, stdout, stderr } = await runCli(["train", "sub/divider.cir", ...model], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("netlist: sub/divider.trained.cir");
    expect(stdout).toMatch(/^R2 +10 kOhm +\d/m);
    expect(stderr).toContain("1 value, lm with adjoint in model");
    const written = readFileSync(join(cwd, "sub/divider.trained.cir"), "utf8");
    expect(written).toMatch(/^R2 out 0 (\S+)k ; the one to train$/m);
    const value = Number(/^R2 out 0 (\S+)k/m.exec(written)![1]);
    expect(value).toBeCloseTo(1, 3);
    expect(written.replace(/^R2 out 0 \S+k/m, "R2 out 0 10k")).toBe(divider);
    expect(readFileSync(join(cwd, "sub/divider.cir"), "utf8")).toBe(divider);
  });

  test("--json has every field of the contract, verified by a fresh run in ngspice", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { code, stdout } = await runCli(["train", "divider.cir", "--json", "--report", "r.html"], { cwd });
    expect(code).toBe(0);
    const document = JSON.parse(stdout) as TrainingDocument;
    expect(document).toMatchObject({
      netlist: "divider.cir",
      engine: "ngspice",
      estimator: "adjoint",
      optimizer: "lm",
      outcome: "goals-met",
      goals: [{ name: "quarter", met: true }],
      parameters: [{ name: "R2", unit: "Ohm", before: 1e4, min: 10, max: 1e7 }],
      files: { netlist: "divider.trained.cir", report: "r.html" },
    });
    expect(document.verification!.engine).toBe("ngspice");
    expect(document.verification!.cost).toBeCloseTo(document.cost.final, 12);
    expect(document.cost.history[0]).toBe(document.cost.initial);
    expect(document.analyses).toBeGreaterThan(document.steps);
    expect(document.seconds.total).toBeGreaterThanOrEqual(document.seconds.engine);
    const page = readFileSync(join(cwd, "r.html"), "utf8");
    expect(page).toContain("mag(v(out))");
    expect(page).toMatch(/<path d="M[^"]+" fill="none" stroke="#0072b2"/);
  });

  test("a goal that cannot be met returns 3, with the result written", async () => {
    const cwd = folderWith({ "divider.cir": impossible });
    const { code, stdout } = await runCli(["train", "divider.cir", "--json", ...model], { cwd });
    expect(code).toBe(3);
    const document = JSON.parse(stdout) as TrainingDocument;
    expect(document.goals[0]!.met).toBe(false);
    expect(document.parameters[0]!.after).toBeGreaterThan(1e4);
    expect(readFileSync(join(cwd, "divider.trained.cir"), "utf8")).not.toBe(impossible);
    const text = await runCli(["train", "divider.cir", ...model], { cwd });
    expect(text.stdout).toMatch(/^quarter +NO/m);
  });

  test("--in-place overwrites the input, and nothing else does", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const same = await runCli(["train", "divider.cir", "-o", "./divider.cir", ...model], { cwd });
    expect(same.code).toBe(2);
    expect(same.stderr).toContain("use --in-place");
    expect(readFileSync(join(cwd, "divider.cir"), "utf8")).toBe(divider);
    expect((await runCli(["train", "divider.cir", "-i", ...model], { cwd })).code).toBe(0);
    const trained = readFileSync(join(cwd, "divider.cir"), "utf8");
    expect(trained).not.toBe(divider);
    expect((await runCli(["train", "divider.cir", "-i", ...model], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "divider.cir"), "utf8")).toBe(trained);
  });

  test("- reads standard input and writes standard output, the summary aside", async () => {
    const { code, stdout, stderr } = await runCli(["train", "-", ...model], { stdin: divider });
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(divider.split("\n").length);
    expect(stdout).toMatch(/^a divider\n/);
    expect(stderr).toContain("goals-met");
  });

  test("bytes that are no UTF-8 survive", async () => {
    const bytes = Buffer.from(divider.replace("a divider", "a divider of 10 \u00b5W"), "latin1");
    const cwd = folderWith({ "divider.cir": bytes });
    expect((await runCli(["train", "divider.cir", ...model], { cwd })).code).toBe(0);
    const written = readFileSync(join(cwd, "divider.trained.cir"));
    expect(written.subarray(0, 25).equals(bytes.subarray(0, 25))).toBe(true);
  });

  test("--plot draws the goals before and after", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { stdout } = await runCli(["train", "divider.cir", "--plot", "p/d.svg", ...model], { cwd });
    expect(stdout).toContain("plot:    p/d.svg");
    expect(readFileSync(join(cwd, "p/d.svg"), "utf8")).toMatch(
      /^<svg[\s\S]*>before<[\s\S]*>after<[\s\S]*>quarter \(target\)</,
    );
    const drawn = await runCli(["train", "divider.cir", "--plot", "-", ...model], { cwd });
    expect(drawn.stdout).toMatch(
      /^mag\(v\(out\)\)\n[\s\S]*⠅⠅ before {3}⠒⠒ after[\s\S]*\ncost\n[\s\S]*analyses?/,
    );
  });

  test("--report - is the page alone on standard output", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { code, stdout, stderr } = await runCli(["train", "divider.cir", "--report", "-", ...model], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>\n$/);
    expect(stderr).toContain("netlist: divider.trained.cir");
  });

  test("a report that cannot be written returns 1, the netlist being written all the same", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { code, stderr } = await runCli(
      ["train", "divider.cir", "--report", "divider.cir/r.html", ...model],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stderr).toContain("divider.cir/r.html cannot be written");
    expect(readFileSync(join(cwd, "divider.trained.cir"), "utf8")).toMatch(/^R2 out 0 1/m);
  });

  test("-o may name a folder", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { stdout } = await runCli(["train", "divider.cir", "-o", "out/", ...model], { cwd });
    expect(stdout).toContain("netlist: out/divider.trained.cir");
  });

  test("options override the netlist's @learn", async () => {
    const cwd = folderWith({
      "divider.cir": divider.replace("* @train", "* @learn optimizer=adam steps=7\n* @train"),
    });
    const run = async (...argv: string[]): Promise<TrainingDocument> =>
      JSON.parse(
        (await runCli(["train", "divider.cir", "--json", ...model, ...argv], { cwd })).stdout,
      ) as TrainingDocument;
    expect(await run()).toMatchObject({ optimizer: "adam", outcome: "max-steps", steps: 7 });
    expect(await run("--optimizer", "gd", "--steps", "3", "--estimator", "centred")).toMatchObject({
      optimizer: "gd",
      steps: 3,
      estimator: "centred",
    });
  });

  test("--dry-run says what would be trained and what it costs, and writes nothing", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { code, stdout } = await runCli(["train", "divider.cir", "--dry-run", "--engine", "model"], {
      cwd,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^R2 +10 kOhm +10 Ohm +10 MOhm +log$/m);
    expect(stdout).toContain("goal quarter: mag(v(out)) = 0.25 tol=1e-4");
    expect(stdout).toContain("One gradient takes 2 analyses");
    expect(() => readFileSync(join(cwd, "divider.trained.cir"))).toThrow();
  });

  test.each([
    [".op", "v(out) = 0.25", /^goal 1 +- +\S+ [fpnµm]?V +-$/m],
    [".dc V1 0 4 1", "v(out) = x/4 from 1 to 3", /^goal 1 +- +\S+ [fpnµm]?V +[123] V$/m],
    [".tran 1u 10u uic", "v(out) = 0.25 at 5u", /^goal 1 +- +\S+ [fpnµm]?V +5 µs$/m],
  ])("%s: what it would cost, and where its goals are worst", async (card, goal, place) => {
    const netlist = `divider\nV1 in 0 1\nR1 in out 3k\nR2 out 0 10k\nC1 out 0 1p\n${card}\n* @train R2\n* @goal ${goal}\n.end\n`;
    const cwd = folderWith({ "divider.cir": netlist });
    const dry = await runCli(["train", "divider.cir", "--dry-run", "--engine", "model"], { cwd });
    expect(dry.code).toBe(0);
    expect(dry.stdout).toContain("One gradient takes 2 analyses");
    const { code, stdout } = await runCli(["train", "divider.cir", ...model, "--report", "r.html"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(place);
    expect(stdout).toMatch(/^R2 +10 kOhm +(?:1|999\.\d+|1\.0\d*) k?Ohm/m);
    expect(readFileSync(join(cwd, "r.html"), "utf8")).toContain("Values");
  });
});

describe("what cannot be trained", () => {
  test.each([
    ["nothing marked", divider.replace("* @train R2\n", ""), /nothing is marked for training/],
    ["no goal", divider.replace(/\* @goal.*\n/, ""), /there is no goal/],
    ["an unknown element", divider.replace("@train R2", "@train R7"), /R7/],
    ["a misspelt goal", divider.replace("mag(v(out))", "mag(v(oot))"), /oot[\s\S]*out/],
  ])("%s returns 1 and says so", async (_, netlist, message) => {
    const cwd = folderWith({ "divider.cir": netlist });
    const { code, stdout, stderr } = await runCli(["train", "divider.cir", ...model], { cwd });
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    const json = await runCli(["train", "divider.cir", "--json", ...model], { cwd });
    expect(Object.keys(JSON.parse(json.stdout) as object)).toEqual(["error", "diagnostics"]);
  });

  test("an error is shown at its place, with a caret", async () => {
    const cwd = folderWith({ "divider.cir": divider.replace("@train R2", "@train R7") });
    const { stderr } = await runCli(["train", "divider.cir", ...model], { cwd });
    expect(stderr).toMatch(/^divider\.cir:6:10: error: .*R7/m);
    expect(stderr).toMatch(/^6 \| +\* @train R7\n *\| +\^\^$/m);
    expect(stderr).toContain("tellegen: divider.cir has 1 error");
  });
});

describe("interruption and resumption", () => {
  /** So slow that it never ends by itself. */
  const endless = [...model, "--optimizer", "adam", "--rate", "1e-9", "--steps", "100000000"];

  test("Ctrl-C writes the best values so far and returns 130, in either engine", async () => {
    for (const engine of ["model", "ngspice"]) {
      const cwd = folderWith({ "divider.cir": divider });
      const argv = ["train", "divider.cir", "--json", ...endless, "--engine", engine];
      const { code, stdout } = await runCli(argv, {
        cwd,
        interrupter: (interrupt) => setTimeout(interrupt, engine === "model" ? 300 : 2500),
      });
      expect(code, engine).toBe(130);
      expect((JSON.parse(stdout) as TrainingDocument).outcome).toBe("interrupted");
      expect(readFileSync(join(cwd, "divider.trained.cir"), "utf8")).toMatch(/^R2 out 0 \S+ ; the one/m);
    }
  });

  test("a checkpoint goes on to the same end as a training that was never stopped", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const run = async (...argv: string[]): Promise<TrainingDocument> =>
      JSON.parse(
        (await runCli(["train", "divider.cir", "--json", "--optimizer", "adam", ...model, ...argv], { cwd }))
          .stdout,
      ) as TrainingDocument;
    const whole = await run("--steps", "12");
    await run("--steps", "5", "--checkpoint", "state.json");
    const rest = await run("--steps", "12", "--resume", "state.json");
    expect(rest.parameters[0]!.after).toBe(whole.parameters[0]!.after);
    expect(rest.cost.history).toEqual(whole.cost.history);
  });

  test("a checkpoint of something else is refused", async () => {
    const cwd = folderWith({
      "divider.cir": divider,
      "other.cir": divider.replace("@train R2", "@train R1"),
      "text.json": "{",
      "wrong.json": '{"tellegen":"checkpoint"}',
    });
    await runCli(["train", "divider.cir", "--checkpoint", "state.json", "--steps", "1", ...model], { cwd });
    for (const [netlist, file] of [
      ["divider.cir", "none.json"],
      ["divider.cir", "text.json"],
      ["divider.cir", "wrong.json"],
      ["other.cir", "state.json"],
    ] as const) {
      const { code, stderr } = await runCli(["train", netlist, "--resume", file, ...model], { cwd });
      expect(code, file).toBe(1);
      expect(stderr, file).toMatch(/checkpoint/);
    }
  });
});

/** What takes the running line back. */
const eraseLine = "\r\u001b[K";

describe("progress", () => {
  test("rewrites one line on a terminal and leaves none behind", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { stderr } = await runCli(["train", "divider.cir", ...model], { cwd, terminal: true });
    expect(stderr).toMatch(/[█░]{20} step \d+\/200, cost /);
    expect(stderr.endsWith(eraseLine)).toBe(true);
  });

  test("is plain without a terminal, and colourless with NO_COLOR", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const plain = await runCli(["train", "divider.cir", ...model], { cwd });
    expect(plain.stderr + plain.stdout).not.toContain("\u001b");
    const quiet = await runCli(["train", "divider.cir", ...model], {
      cwd,
      terminal: true,
      env: { NO_COLOR: "1" },
    });
    expect(quiet.stderr.replaceAll(eraseLine, "")).not.toContain("\u001b");
  });
});
