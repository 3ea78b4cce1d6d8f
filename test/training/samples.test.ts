import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { fail } from "../../src/numeric/outcome.ts";
import { createRandom } from "../../src/numeric/random.ts";
import type { Checkpoint } from "../../src/training/checkpoint.ts";
import { compile } from "../../src/training/compile.ts";
import { gradient } from "../../src/training/gradient-report.ts";
import { dealBatches } from "../../src/training/sample-batches.ts";
import { scheduleFactor } from "../../src/training/schedule.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingEvent, TrainingOptions } from "../../src/training/training-options.ts";
import { unwrap } from "../gradient/open-netlist.ts";

const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

/** v(out) = (a/1k + b/R2) / (1/1k + 1/R2 + 1/R3): the samples are made with R2 = 2k and R3 = 3k. */
const samples = Array.from({ length: 24 }, (_, n) => {
  const random = createRandom(7).split(n);
  const [a, b] = [random.normal(), random.normal()];
  return { a, b, y: (a + b / 2) / (1 + 1 / 2 + 1 / 3), kind: a + b > 0 ? "high" : "low" };
});

function netlist(cost: string, learn = "", data = ""): string {
  const cards = [
    "learns a sum",
    "Va a 0 0",
    "Vb b 0 0",
    "R1 a out 1k",
    "R2 b out 700",
    "R3 out 0 9k",
    "D1 out x dm",
  ];
  const rest = [
    "R4 x 0 1meg",
    ".model dm d is=1f",
    ".op",
    `* @data "samples.json" Va=a Vb=b ${data}`,
    "* @train R2 R3",
  ];
  return [...cards, ...rest, cost, learn, ".end", ""].join("\n");
}

const linear = (text: string): string => text.replace(/^(D1|R4|\.model).*\n/gm, "");

function compiled(text: string) {
  const result = compile(
    { name: "sum.cir", text },
    {
      readInclude: () => ({ kind: "missing", reason: "none" }),
      readTable: (name) => ({ kind: "text", source: { name, text: JSON.stringify(samples) } }),
    },
  );
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.value;
}

const trained = async (text: string, options: TrainingOptions) =>
  unwrap(await train(compiled(text), options));

const sum = "* @goal v(out) = data(y)";
const sides = "* @classify kind by -v(out), v(out) temperature=0.2";

describe("a circuit learns from samples", () => {
  test.each(["model", "ngspice"] as const)("the values behind the data, in %s", async (name) => {
    const engine = name === "model" ? createModelEngine() : ngspice;
    const result = await trained(linear(netlist(sum)), { engine, verifier: ngspice });
    const [r2, r3] = result.parameters.map(({ after }) => after);
    expect(r2! / 2000).toBeCloseTo(1, 7);
    expect(r3! / 3000).toBeCloseTo(1, 7);
    expect(result.optimizer).toBe("lm");
    expect(result.verification!.cost).toBeLessThan(1e-15);
    expect(result.data).toMatchObject({ train: { samples: 24 }, test: null, skipped: [] });
  });

  test("each part of the split is judged at the values as written", async () => {
    const text = linear(netlist(sides, "* @learn steps=10", "split=0.5 validate=0.25 seed=5"));
    const engine = createModelEngine();
    const result = await trained(text, { engine });
    const { classes, train: training, validate, test: kept } = result.data!;
    expect(classes).toEqual(["high", "low"]);
    expect([training.samples, validate!.samples, kept!.samples].reduce((a, b) => a + b)).toBe(24);
    for (const part of [training, validate!, kept!]) {
      expect(part.confusion!.flat().reduce((a, b) => a + b)).toBe(part.samples);
      expect(part.accuracy).toBe((part.confusion![0]![0]! + part.confusion![1]![1]!) / part.samples);
    }
    // Quantities in the wrong order tell every sample wrong: v(out) is high for `high`.
    expect(kept!.accuracy).toBe(0);
  });

  test("the gradient of goals and classes in ngspice is that of finite differences", async () => {
    for (const cost of [sum, sides, `${sides}\n${sum}`]) {
      const report = unwrap(await gradient(compiled(netlist(cost)), { engine: ngspice, check: true }));
      expect(report.check!.maxRelativeError).toBeLessThan(1e-8);
    }
  });
});

describe("batches", () => {
  test("every epoch sees every sample once, in an order of its own", () => {
    const rows = Int32Array.from({ length: 10 }, (_, n) => n * 3);
    const { perEpoch, at } = dealBatches(rows, 4, 1);
    expect(perEpoch).toBe(3);
    const epochs = [0, 1].map((epoch) => [0, 1, 2].flatMap((k) => [...at(3 * epoch + k)]));
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([...rows]);
    expect(epochs[0]).not.toEqual(epochs[1]);
    expect([...dealBatches(rows, 4, 1).at(4)]).toEqual([...at(4)]);
  });

  test("schedules fall from 1 to 0", () => {
    expect([0, 50, 100].map((step) => scheduleFactor("linear", step, 100))).toEqual([1, 0.5, 0]);
    expect(scheduleFactor("cosine", 50, 100)).toBeCloseTo(0.5, 15);
    expect(scheduleFactor("cosine", 100, 100)).toBe(0);
  });

  test("adam comes to the values behind the data, and says the cost of whole epochs", async () => {
    const text = linear(netlist(sum, "* @learn batch=5 steps=600 rate=0.1 schedule=cosine seed=3"));
    const result = await trained(text, { engine: createModelEngine() });
    expect(result.optimizer).toBe("adam");
    expect(result.steps).toBe(600);
    expect(result.cost.history).toHaveLength(1 + 600 / 5);
    expect(result.parameters[0]!.after / 2000).toBeCloseTo(1, 3);
    expect(result.parameters[1]!.after / 3000).toBeCloseTo(1, 3);
    expect(result.cost.final).toBeLessThan(1e-7 * result.cost.initial);
  });

  test.each([
    ["* @learn batch=5 optimizer=lm", /batches/],
    ["* @learn batch=5 starts=3", /one start/],
    ["* @learn schedule=cosine", /schedule is for adam/],
  ])("%s is refused", async (learn, reason) => {
    const refused = await train(compiled(linear(netlist(sum, learn))), { engine: createModelEngine() });
    expect(refused).toMatchObject({ kind: "failed", reason: "unsupported" });
    expect(refused.kind === "failed" && refused.explanation).toMatch(reason);
  });

  test.each([
    ["adam in batches", "* @learn batch=7 steps=40 noise=0.1 schedule=linear", "model"],
    ["adam in batches", "* @learn batch=7 steps=12", "ngspice"],
    ["lm with validation", "* @learn optimizer=lm steps=6", "model"],
  ] as const)("%s goes on from a checkpoint bit for bit (%s, %s)", async (_, learn, name) => {
    const text = linear(netlist(sum, learn, "validate=0.25"));
    const engine = name === "model" ? createModelEngine() : ngspice;
    const checkpoints: Checkpoint[] = [];
    const onEvent = (event: TrainingEvent): void => {
      if (event.kind === "step") checkpoints.push(JSON.parse(JSON.stringify(event.checkpoint())));
    };
    const whole = await trained(text, { engine, onEvent });
    const resume = checkpoints[Math.floor(checkpoints.length / 2)]!;
    const rest = await trained(text, { engine, resume });
    expect(rest.text).toBe(whole.text);
    expect(rest.cost).toEqual(whole.cost);
  });

  test("a checkpoint that is written later is still that of its step", async () => {
    const engine = createModelEngine();
    const text = linear(netlist(sum, "* @learn batch=5 steps=40 rate=0.05", "split=0.8 validate=0.3"));
    const steps: { readonly atOnce: string; readonly later: () => string }[] = [];
    const onEvent = (event: TrainingEvent): void => {
      if (event.kind !== "step") return;
      const later = (): string => JSON.stringify(event.checkpoint());
      steps.push({ atOnce: later(), later });
    };
    await trained(text, { engine, onEvent });
    expect(steps).toHaveLength(40);
    expect(steps.map(({ later }) => later())).toEqual(steps.map(({ atOnce }) => atOnce));
  });

  test("a training ends when the validation samples get no better, and keeps the best values", async () => {
    // At this rate the values dance about the minimum: sooner or later three epochs in a row are no better than the best before.
    const learn = "* @learn batch=4 steps=2000 rate=0.3 patience=3";
    const result = await trained(linear(netlist(sum, learn, "validate=0.3")), {
      engine: createModelEngine(),
    });
    expect(result.outcome).toBe("converged");
    expect(result.explanation).toMatch(/validation/);
    expect(result.steps).toBeLessThan(2000);
    expect(result.data!.validate!.cost).toBeLessThan(result.cost.initial);
  });
});

describe("samples that cannot be simulated", () => {
  /** An engine that finds no operating point where Va is above a limit. */
  function brittle(limit: number): Engine {
    const model = createModelEngine();
    return {
      ...model,
      async open(experiment) {
        const session = await model.open(experiment);
        if (session.kind === "failed" || experiment.kind !== "dc") return session;
        const fails = experiment.points.some(({ overrides }) => overrides[0]!.value > limit);
        const run: typeof session.value.run = async (slots, phases) =>
          fails
            ? fail("no-convergence", "the operating point was not found")
            : session.value.run(slots, phases);
        return { kind: "ok", value: Object.assign(Object.create(session.value), { run }) };
      },
    };
  }
  const limit = 1;
  const wrong = samples.flatMap(({ a }, n) => (a > limit ? [n + 1] : []));
  const text = (failing: string) =>
    linear(netlist(sum, `* @learn batch=6 steps=300 rate=0.1 failing=${failing}`));

  test("are left out where that is asked, and named", async () => {
    expect(wrong.length).toBeGreaterThan(1);
    const result = await trained(text("skip"), { engine: brittle(limit) });
    expect(result.data!.skipped).toEqual(wrong);
    expect(result.data!.train.samples).toBe(24 - wrong.length);
    expect(result.cost.final).toBeLessThan(1e-3 * result.cost.initial);
  });

  test("end the training otherwise", async () => {
    const result = await train(compiled(text("refuse")), { engine: brittle(limit) });
    expect(result).toMatchObject({ kind: "failed", reason: "no-convergence" });
  });
});
