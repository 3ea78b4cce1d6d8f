import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { folderWith } from "./run-cli.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `dist.tmp-test-${process.pid}`;
const command = join(root, folder, "cli/main.js");

const divider =
  "a divider\nV1 in 0 ac 1\nR1 in out 3k\nR2 out 0 10k\n.ac lin 3 1k 3k\n* @train R2\n* @goal mag(v(out)) = 0.25 tol=1e-4\n.end\n";

// What users get is the bundle: it is built afresh, so that no old one is tested.
beforeAll(() => {
  execFileSync(process.execPath, [join(root, ".ci/build.mjs"), folder], { stdio: "pipe" });
}, 120_000);
afterAll(() => {
  rmSync(join(root, folder), { recursive: true, force: true });
});

function run(
  argv: readonly string[],
  cwd = root,
): ReturnType<typeof spawnSync> & { stdout: string; stderr: string } {
  return spawnSync(command, argv, { cwd, encoding: "utf8", timeout: 60_000 });
}

describe("the built command", () => {
  test("is executable by itself", () => {
    expect(statSync(command).mode & 0o111).toBe(0o111);
    expect(run(["--version"]).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("trains, in ngspice from its own worker file, and ends", () => {
    const cwd = folderWith({ "divider.cir": divider });
    const { status, stdout, stderr } = run(["train", "divider.cir", "--json", "--report", "r.html"], cwd);
    expect(stderr).not.toMatch(/Error|bug/);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "goals-met", verification: { engine: "ngspice" } });
  });

  test.each(["gradient", "simulate", "check", "action", "init"])("%s runs", (name) => {
    const cwd = folderWith({
      "divider.cir": name === "init" ? divider.replaceAll(/^\* .*\n/gm, "") : divider,
    });
    const { status, stdout, stderr } = run([name, "divider.cir"], cwd);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(10);
  });

  test("says what is wrong and returns 1, 2 or 3", () => {
    const cwd = folderWith({
      "bad.cir": divider.replace("R2 out 0 10k", "R2 out"),
      "hard.cir": divider.replace("0.25", "2"),
    });
    expect(run(["train", "bad.cir"], cwd).status).toBe(1);
    expect(run(["train", "bad.cir", "--what"], cwd).status).toBe(2);
    expect(run(["train", "hard.cir", "--engine", "model", "--no-verify"], cwd).status).toBe(3);
  });

  test("a long document reaches a pipe whole, and a reader that leaves early is no error", () => {
    const cwd = folderWith({
      "rc.cir": "t\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n\n.ac lin 20000 1 1meg\n.end\n",
    });
    const whole = spawnSync("sh", ["-c", `"${command}" simulate rc.cir --engine model --json | cat`], {
      cwd,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    expect(
      (JSON.parse(whole.stdout) as { variables: { values: unknown[] }[] }).variables[0]!.values,
    ).toHaveLength(20000);
    const head = spawnSync("sh", ["-c", `"${command}" simulate rc.cir --engine model --csv | head -1`], {
      cwd,
      encoding: "utf8",
    });
    expect(head.stdout).toMatch(/^frequency,/);
    expect(head.stderr).toBe("");
  });

  test("Ctrl-C ends it with 130 and a netlist", async () => {
    const cwd = folderWith({ "divider.cir": divider });
    const argv = [
      "train",
      "divider.cir",
      "--engine",
      "model",
      "--no-verify",
      "--optimizer",
      "adam",
      "--rate",
      "1e-9",
      "--steps",
      "100000000",
    ];
    const child = spawn(command, argv, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    // It has begun when it says so.
    await new Promise<void>((resolve) => child.stderr.once("data", () => resolve()));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(statSync(join(cwd, "divider.trained.cir")).size).toBeGreaterThan(100);
  });
});

describe("a training that is killed", () => {
  const learner = [
    "learns a line in batches",
    "V1 in 0 0",
    "R1 in out 3k",
    "R2 out 0 10k",
    ".op",
    '* @data "line.csv" V1=x',
    "* @train R*",
    "* @goal v(out) = data(y)",
    "* @learn batch=2 rate=0.001 steps=STEPS",
    ".end",
    "",
  ].join("\n");
  const csv = `x,y\n${Array.from({ length: 9 }, (_, n) => `${n},${0.4 * n + 0.1}`).join("\n")}\n`;
  const argv = (...more: readonly string[]) => {
    return ["train", "line.cir", "--engine", "model", "--no-verify", "--checkpoint", "state.json", ...more];
  };

  test("leaves a whole checkpoint, and comes out as if nothing had happened", {
    timeout: 60_000,
  }, async () => {
    const endless = folderWith({ "line.cir": learner.replace("STEPS", "100000000"), "line.csv": csv });
    const child = spawn(command, argv(), { cwd: endless, stdio: "ignore" });
    const ended = new Promise((resolve) => child.on("exit", resolve));
    const state = join(endless, "state.json");
    await vi.waitUntil(() => statSync(state, { throwIfNoEntry: false }) !== undefined, { timeout: 30_000 });
    child.kill("SIGKILL");
    await ended;
    const kept = JSON.parse(readFileSync(state, "utf8")) as { state: { steps: number } };
    expect(kept.state.steps).toBeGreaterThan(0);

    const steps = kept.state.steps + 100;
    const files = { "line.cir": learner.replace("STEPS", String(steps)), "line.csv": csv };
    const cwd = folderWith({ ...files, "kept.json": readFileSync(state) });
    expect(run(argv("--resume", "kept.json", "-o", "resumed.cir"), cwd).status).toBe(0);
    expect(run(argv("-o", "whole.cir"), cwd).status).toBe(0);
    const [resumed, whole] = ["resumed.cir", "whole.cir"].map((name) =>
      readFileSync(join(cwd, name), "utf8"),
    );
    expect(resumed).toBe(whole);
    expect(whole).not.toContain("R1 in out 3k\n");
  });
});

describe("the built library", () => {
  test("runs the example of the README", () => {
    const readme = readFileSync(join(root, "README.md"), "utf8");
    const example = /## As a library\n\n```js\n([\s\S]*?)```/.exec(readme)![1]!;
    expect(example.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
    const cwd = folderWith({
      "example.mjs": example,
      "node_modules/tellegen/package.json": readFileSync(join(root, "package.json")),
    });
    symlinkSync(join(root, folder), join(cwd, "node_modules/tellegen/dist"));
    symlinkSync(join(root, "netlists"), join(cwd, "netlists"));
    const { status, stdout, stderr } = spawnSync(process.execPath, ["example.mjs"], {
      cwd,
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^C1 95664\.\d+\nL1 -154\.\d+\nC2 \d/);
    const trained = readFileSync(join(cwd, "trained.cir"), "utf8");
    expect(trained).toMatch(/^L1 in out 15\.9\d*u/m);
  });

  test("has declarations that a strict program compiles against", () => {
    const consumer = join(root, folder, "consumer");
    mkdirSync(consumer);
    writeFileSync(
      join(consumer, "use.ts"),
      [
        'import { compile, createModelEngine, type GradientReport, gradient, type Outcome, train, write } from "tellegen";',
        'const compiled = compile({ name: "a.cir", text: "t" });',
        "if (compiled.ok) {",
        "  const report: Outcome<GradientReport> = await gradient(compiled.value, { engine: createModelEngine() });",
        "  const result = await train(compiled.value, { engine: createModelEngine(), onEvent: (event) => event.kind });",
        "  if (result.kind === 'ok') console.log(result.value.cost.final.toFixed(1), report.kind, write);",
        "  // @ts-expect-error: there is no such engine option",
        "  await train(compiled.value, { engine: 7 });",
        "}",
        "",
      ].join("\n"),
    );
    const options = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: "nodenext",
        target: "es2023",
        lib: ["es2023", "dom"],
        types: [],
        paths: { tellegen: [`../types/src/index.d.ts`] },
      },
      files: ["use.ts"],
    };
    writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify(options));
    writeFileSync(join(consumer, "package.json"), '{"type":"module"}');
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "-p", consumer],
      { encoding: "utf8" },
    );
    expect(stdout).toBe("");
    expect(status).toBe(0);
  }, 120_000);
});
