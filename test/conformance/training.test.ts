import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CliRun, folderWith, runCli } from "../cli/run-cli.ts";
import { gradientOf } from "./documents.ts";

interface TrainingDocument {
  readonly outcome: string;
  readonly steps: number;
  readonly analyses: number;
  readonly cost: { readonly initial: number; readonly final: number; readonly history: readonly number[] };
  readonly goals: readonly { name: string; met: boolean | null; worst: number; at: number }[];
  readonly parameters: readonly { name: string; before: number; after: number; min: number; max: number }[];
  readonly verification: { readonly engine: string; readonly cost: number };
}

const filter = `low-pass of two sections
.param rt=2k
V1 in 0 dc 2 ac 1
.subckt sec a b
R2 a b 1k
C1 b 0 100n ; shared by both
.ends
X1 in m sec
X2 m out sec
Rl out 0 {rt*5} $ the load
.ac dec 5 100 10k
* @train sec.C1 sec.R2 param:rt
* @goal pass: vdb(out) >= -3 at 200
* @goal stop: vdb(out) <= -20 at 2k
.end
`;
const mixed = `all analyses in one deck
V1 in 0 dc 2 ac 1 sin(0 1 1k)
R1 in out 1k ; @train
R2 out 0 10k ; @train min=1k max=20k
C1 out 0 100n ; @train
.op
.ac dec 10 100 10k
.tran 10u 1m
* @goal a: v(out) = 1.5 on=op tol=1m
* @goal b: mag(v(out)) <= 0.5 at 1k on=ac
* @goal c: v(out) <= 0.6 from 0.1m to 0.5m on=tran
.end
`;

async function trained(netlist: string, ...options: readonly string[]) {
  const cwd = folderWith({ "n.cir": netlist });
  const run = await runCli(["train", "n.cir", "--json", ...options], { cwd });
  const written = readFileSync(join(cwd, "n.trained.cir"), "utf8");
  return { run, cwd, written, document: JSON.parse(run.stdout) as TrainingDocument };
}

/** What a JSON value is made of: names and types, arrays by their first entry. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (value === null || typeof value !== "object") return value === null ? "null" : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
}

const numbersIn = /(?<![\w.])[+-]?\d+\.?\d*(?:e[+-]?\d+)?/gi;

describe("train", () => {
  test.each([
    ["model", filter],
    ["ngspice", filter],
    ["model", mixed],
    ["ngspice", mixed],
  ])("in %s: the document, the written file and a second training", async (engine, netlist) => {
    const { run, cwd, written, document } = await trained(netlist, "--engine", engine);
    expect(run.code).toBe(0);
    expect(shapeOf(document)).toMatchObject({
      netlist: "string",
      engine: "string",
      estimator: "string",
      optimizer: "string",
      outcome: "string",
      steps: "number",
      analyses: "number",
      seconds: { total: "number", engine: "number" },
      cost: { initial: "number", final: "number", history: ["number"] },
      goals: [{ name: "string", met: "boolean", worst: "number", at: "number" }],
      parameters: [
        { name: "string", unit: "string", before: "number", after: "number", min: "number", max: "number" },
      ],
      verification: { engine: "string", cost: "number" },
      files: { netlist: "string" },
    });
    expect(document.outcome).toBe("goals-met");
    expect(document.goals.every(({ met }) => met === true)).toBe(true);
    expect(document.cost.history).toHaveLength(document.steps + 1);
    expect(document.cost.history[0]).toBe(document.cost.initial);

    // Only numbers differ, as many as there are parameters, and what is written is what is reported.
    expect(written.replaceAll(numbersIn, "#")).toBe(netlist.replaceAll(numbersIn, "#"));
    const before = netlist.match(numbersIn)!;
    const changed = written.match(numbersIn)!.filter((number, index) => number !== before[index]);
    expect(changed).toHaveLength(document.parameters.length);
    // As many digits as the cost needs: the cost of the text is the one reported, and ngspice finds the same.
    const again = await gradientOf(written, {}, "--engine", engine);
    expect(again.parameters.map(({ value }) => value)).toEqual(document.parameters.map(({ after }) => after));
    expect(again.cost).toBeCloseTo(document.cost.final, 15);
    expect(document.verification.engine).toBe("ngspice");
    expect(document.verification.cost).toBeCloseTo(document.cost.final, 8);

    const second = await runCli(["train", "n.trained.cir", "--json", "--engine", engine, "-o", "s.cir"], {
      cwd,
    });
    expect(second.code).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ outcome: "goals-met", steps: 0 });
    expect(readFileSync(join(cwd, "s.cir"), "utf8")).toBe(written);
  });

  test("default bounds are value/1000 and value·1000", async () => {
    const { document } = await trained(mixed, "--engine", "model", "--no-verify");
    const [r1, r2] = document.parameters;
    expect(r1).toMatchObject({ name: "R1", before: 1000, min: 1, max: 1e6 });
    expect(r2).toMatchObject({ name: "R2", before: 1e4, min: 1000, max: 2e4 });
  });

  test("each step costs one free sweep and one nudged sweep for each output", async () => {
    const outputs = ["v(out)", "v(m)", "i(V1)"];
    for (const count of [1, 2, 3]) {
      const goals = outputs.slice(0, count).map((q) => `* @goal 1k*mag(${q}) = 300 at 1k`);
      const netlist = filter
        .replaceAll(/\* @goal .*\n/g, "")
        .replace(".end\n", `${goals.join("\n")}\n.end\n`);
      expect((await gradientOf(netlist.replace(".ends", "R9 b 0 1meg\n.ends"))).analyses).toBe(1 + count);
    }
    for (const steps of [1, 2, 3]) {
      // Plain descent in ever so small steps accepts each of them at once.
      const options = [
        "--optimizer",
        "adam",
        "--rate",
        "1e-6",
        "--steps",
        String(steps),
        "--engine",
        "model",
      ];
      const { document } = await trained(
        mixed.replaceAll(/\.(op|tran).*\n|.*on=(op|tran).*\n/g, "").replace("<= 0.5", "<= 0.2"),
        ...options,
        "--no-verify",
      );
      expect(document.steps).toBe(steps);
      // Every step is one free and one nudged sweep where it begins; the point after the last step is not run. The best point is rounded
      // for the file and run once more, unless it is the netlist's own, which is written as it stands.
      const rounded = document.cost.final === document.cost.initial ? 0 : 1;
      expect(rounded).toBe(steps === 1 ? 0 : 1);
      expect(document.analyses).toBe(2 * steps + rounded);
    }
  });
});

describe("exit codes", () => {
  const divider = (goal: string): string =>
    `t\nV1 in 0 ac 1\nR1 in out 3k\nR2 out 0 10k\n.ac lin 3 1k 3k\n* @train R2 min=100\n* @goal ${goal}\n.end\n`;
  const train = async (netlist: string, ...options: readonly string[]): Promise<CliRun> =>
    runCli(["train", "n.cir", "--engine", "model", "--no-verify", ...options], {
      cwd: folderWith({ "n.cir": netlist }),
    });

  test.each([
    ["an equality with tol that is met", "vm(out) = 0.25 tol=1u", 0, true],
    ["an equality without tol has no verdict", "vm(out) = 0.25", 0, null],
    ["not even where it is far off", "vm(out) = 2", 0, null],
    ["an inequality that is met", "vm(out) <= 0.25", 0, true],
    ["an inequality that cannot be", "vm(out) >= 1.5", 3, false],
    ["unless tol allows it", "vm(out) >= 1.001 tol=2m", 0, true],
    ["an equality with tol that cannot be", "vm(out) = 2 tol=0.1", 3, false],
  ])("%s", async (_, goal, code, met) => {
    const run = await train(divider(goal), "--json");
    expect(run.code).toBe(code);
    expect((JSON.parse(run.stdout) as TrainingDocument).goals[0]!.met).toBe(met);
  });

  test("1 for what is wrong with the netlist, 2 for wrong usage, as documents", async () => {
    for (const [code, run] of [
      [1, await train(divider("vm(nowhere) = 1"), "--json")],
      [
        1,
        await train(
          "t\nI1 0 a ac 1\nL1 a 0 1\nC1 a 0 {1/(2*pi)**2}\n.ac lin 1 1 1\n* @train C1\n* @goal vm(a)=5\n.end\n",
          "--json",
        ),
      ],
      [2, await train(divider("vm(out) = 1"), "--json", "--steps", "-1")],
    ] as const) {
      expect(run.code).toBe(code);
      expect(Object.keys(JSON.parse(run.stdout) as object)).toEqual(["error", "diagnostics"]);
    }
  });

  test("data goes to standard output, progress to standard error", async () => {
    const json = await train(divider("vm(out) = 0.25 tol=1u"), "--json");
    expect(json.stdout).toMatch(/^\{\n[\s\S]*\n\}\n$/);
    expect(json.stderr).toMatch(/1 value, lm with adjoint in model/);
    const netlist = await train(divider("vm(out) = 0.25 tol=1u"), "-o", "-");
    expect(netlist.stdout).toMatch(/^t\n[\s\S]*\.end\n$/);
  });
});

describe("gradient", () => {
  const netlist = `t
V1 in 0 dc 2 ac 1
R1 in a 1k
L1 a b 1m
L2 b 0 1m
K1 L1 L2 0.5
C1 b 0 1n
Vs b c 0
R3 c 0 50
E1 e 0 b 0 2
Re e x 1k
G1 x 0 b 0 1m
F1 x 0 Vs 2
H1 h 0 Vs 30
Rh h x 1k
I1 0 x dc 1m ac 1m
.ac lin 3 5k 20k
* @train R1 R3 L1 L2 K1 C1 E1 G1 F1 H1 I1 V1
* @goal mag(v(x)) = 0.5
* @goal v(x,b) = v(in)/3 weight=2
.end
`;

  test("relativeError is |gradient - witness| / max(|witness|, 1e-3 max|θ ∂C/∂θ| / |θ|)", async () => {
    const { parameters, check } = await gradientOf(netlist, {}, "--check");
    const largest = Math.max(...parameters.map(({ value, gradient }) => Math.abs(value * gradient)));
    const errors = parameters.map(({ value, gradient, witness }) => {
      const floor = (1e-3 * largest) / Math.abs(value);
      return Math.abs(gradient - witness!) / Math.max(Math.abs(witness!), floor);
    });
    parameters.forEach(({ relativeError, name }, k) => {
      expect(relativeError! / errors[k]!, name).toBeCloseTo(1, 4);
    });
    expect(check!.maxRelativeError).toBeCloseTo(Math.max(...errors), 12);
    expect(check!.maxRelativeError).toBeLessThan(1e-6);
    expect(check!.cosine).toBeGreaterThan(0.999999);
  });

  test.each(["model", "ngspice"])("is what edited texts give, simulated in %s", async (engine) => {
    type Phasors = { readonly re: readonly number[]; readonly im: readonly number[] };
    const cwd = folderWith({});
    /** The cost, by hand, of what `simulate` says. */
    async function costOf(text: string): Promise<number> {
      const argv = ["simulate", "-", "--json", "--engine", engine];
      const { stdout } = await runCli(argv, { cwd, stdin: text });
      const { variables } = JSON.parse(stdout) as { variables: { name: string; values: Phasors }[] };
      const v = (node: string): Phasors => variables.find(({ name }) => name === `v(${node})`)!.values;
      const [x, b, input] = [v("x"), v("b"), v("in")];
      const points = x.re.map((_, k) => {
        const re = x.re[k]! - b.re[k]! - input.re[k]! / 3;
        const im = x.im[k]! - b.im[k]! - input.im[k]! / 3;
        return 0.5 * (Math.hypot(x.re[k]!, x.im[k]!) - 0.5) ** 2 + 2 * 0.5 * (re * re + im * im);
      });
      return points.reduce((sum, cost) => sum + cost, 0) / points.length;
    }
    // Each simulation in ngspice begins with the start of ngspice.
    const tried = engine === "model" ? /^(R3|L1|L2|K1|C1|E1|F1|H1|V1)$/ : /^(K1|E1|V1)$/;
    const { cost, parameters } = await gradientOf(netlist, {}, "--engine", engine);
    expect(cost).toBeCloseTo(await costOf(netlist), 12);
    for (const { name, value, gradient } of parameters.filter(({ name }) => tried.test(name))) {
      const edited = (factor: number): string =>
        netlist.replace(new RegExp(`^(${name} .*?)[\\d.]+[a-z]*$`, "m"), `$1${value * factor}`);
      const h = 1e-4;
      const slope = ((await costOf(edited(1 + h))) - (await costOf(edited(1 - h)))) / (2 * h * value);
      expect(gradient / slope, name).toBeCloseTo(1, 5);
    }
  });
});
