import { describe, expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import type { Checkpoint } from "../../src/training/checkpoint.ts";
import { type Compilation, compile } from "../../src/training/compile.ts";
import { gradient } from "../../src/training/gradient-report.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingEvent, TrainingOptions } from "../../src/training/training-options.ts";

const engine = createModelEngine();

function compiled(text: string): Compilation {
  const result = compile({ name: "test.cir", text });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return result.value;
}

async function trained(text: string, options: Partial<TrainingOptions> = {}) {
  const result = await train(compiled(text), { engine, ...options });
  if (result.kind === "failed") throw new Error(result.explanation);
  return result.value;
}

const lowpass = (goals: string, values = { r: "1k", c: "10n" }) => `low pass
V1 in 0 ac 1
R1 in out ${values.r} ; the resistor
C1 out 0 ${values.c}
.ac dec 10 1k 100k
* @train R1 min=100 max=10k
${goals}
.end
`;
/** R1 = 1/(2π f C) puts the corner at f: 2 kΩ for 7.957747 kHz. */
const corner = "* @goal corner: mag(v(out)) = 1/sqrt(1+(f/7957.747)^2)";

describe("a derivative that does not exist", () => {
  const text = `coupled to nothing
V1 in 0 ac 1
R1 in a 50
L1 a 0 0
L2 b 0 400u
K1 L1 L2 0.95
R2 b 0 1k
.ac lin 3 1k 3k
* @train R1 L1 L2
* @goal mag(v(b)) = 0.5
.end
`;

  test("is told, by the value that it belongs to", async () => {
    const failure = { kind: "failed", reason: "not-finite", explanation: expect.stringContaining("L1") };
    expect(await gradient(compiled(text), { engine })).toMatchObject(failure);
    expect(await train(compiled(text), { engine })).toMatchObject(failure);
  });
});

describe("train", () => {
  test("an equality without tol converges to the closed form, and only the number changes", async () => {
    const result = await trained(lowpass(corner));
    expect(result).toMatchObject({
      outcome: "converged",
      estimator: "adjoint",
      optimizer: "lm",
      engine: "model",
    });
    expect(result.parameters[0]).toMatchObject({
      name: "R1",
      unit: "Ohm",
      before: 1000,
      min: 100,
      max: 10_000,
    });
    expect(result.parameters[0]!.after).toBeCloseTo(2000, 2);
    expect(result.cost.final).toBeLessThan(1e-16);
    expect(result.cost.history[0]).toBe(result.cost.initial);
    expect(result.goals).toMatchObject([{ name: "corner", met: null }]);
    const changed = result.text
      .split("\n")
      .filter((line, index) => line !== lowpass(corner).split("\n")[index]);
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatch(/^R1 in out [0-9.]+k ; the resistor$/);
  });

  test("inequalities end inside their mask", async () => {
    const result = await trained(
      lowpass("* @goal stop: db(v(out)) <= -12 from 10k to 100k\n* @goal pass: db(v(out)) >= -6 at 1k"),
    );
    expect(result.outcome).toBe("goals-met");
    expect(result.cost.final).toBe(0);
    expect(result.goals.every(({ met, worst }) => met === true && worst === 0)).toBe(true);
  });

  test("nothing to do is zero steps and the same text", async () => {
    const text = lowpass("* @goal pass: db(v(out)) >= -6 at 1k");
    const result = await trained(text);
    expect(result).toMatchObject({ outcome: "goals-met", steps: 0, text, analyses: 2 });
    expect(result.cost.final).toBe(result.cost.initial);
  });

  test("goals that cannot be met end at the optimum without the training margin, on the bound that holds them", async () => {
    const result = await trained(lowpass("* @goal stop: db(v(out)) <= -60 at 10k"));
    expect(result.outcome).toBe("converged");
    expect(result.goals[0]!.met).toBe(false);
    expect(result.parameters[0]).toMatchObject({ after: 10_000, onBound: "max" });
  });

  test("the step limit, the cost limit and an abort are outcomes with the best values so far", async () => {
    const limited = await trained(lowpass(corner), { steps: 1 });
    expect(limited).toMatchObject({ outcome: "max-steps", steps: 1 });
    expect(limited.cost.final).toBeLessThan(limited.cost.initial);

    const stopped = await trained(lowpass(corner), { stop: limited.cost.final * 1.01 });
    expect(stopped.explanation).toMatch(/fell to the value/);
    expect(stopped.steps).toBeLessThanOrEqual(2);

    const controller = new AbortController();
    const interrupted = await trained(lowpass(corner), {
      signal: controller.signal,
      onEvent: (event) => event.kind === "step" && event.step === 2 && controller.abort(),
    });
    expect(interrupted).toMatchObject({ outcome: "interrupted", steps: 2 });
    expect(interrupted.cost.final).toBeLessThan(interrupted.cost.initial);
  });

  test("an abort before the first analysis is a failed computation, and no steps are what stands", async () => {
    const early = await train(compiled(lowpass(corner)), { engine, signal: AbortSignal.abort() });
    expect(early).toMatchObject({ kind: "failed", reason: "interrupted" });
    const none = await trained(lowpass(corner), { steps: 0 });
    expect(none).toMatchObject({ outcome: "max-steps", steps: 0, text: lowpass(corner) });
    expect(none.cost.final).toBe(none.cost.initial);
  });

  test("an abort between two starts keeps the best values of those before", async () => {
    const controller = new AbortController();
    const interrupted = await trained(lowpass(corner), {
      signal: controller.signal,
      starts: 3,
      steps: 1,
      onEvent: (event) => event.kind === "step" && controller.abort(),
    });
    expect(interrupted.outcome).toBe("interrupted");
    expect(interrupted.cost.final).toBeLessThan(interrupted.cost.initial);
  });

  test.each(["lm", "lbfgs", "adam"] as const)(
    "a resumed %s training goes on with the same bits",
    async (optimizer) => {
      const text = lowpass(`${corner}\n* @train C1\n* @goal load: mag(i(V1)) = 0.4m at 20k scale=1m`);
      let checkpoint: Checkpoint | undefined;
      const keep = (event: TrainingEvent): void => {
        if (event.kind === "step" && event.step === 3)
          checkpoint = JSON.parse(JSON.stringify(event.checkpoint()));
      };
      const whole = await trained(text, { optimizer, steps: 8, onEvent: keep });
      const rest = await trained(text, { optimizer, steps: 8, resume: checkpoint! });
      expect(rest.parameters).toEqual(whole.parameters);
      expect(rest.cost).toEqual(whole.cost);
      expect(rest.steps).toBe(whole.steps);
    },
  );

  test("seeded further starts find what the first one misses, the same on every run", async () => {
    // |v(out)| at one frequency has two solutions of L on either side of the resonance; the goal at the other picks one.
    const text = `two minima
V1 in 0 ac 1
R1 in a 10
L1 a out 300u
C1 out 0 10n
R2 out 0 1k
.ac lin 41 40k 200k
* @train L1 min=10u max=1m
* @goal db(v(out)) = 30 at 159.155k
* @learn starts=6 seed=3
.end
`;
    const one = await trained(text, { starts: 1 });
    const six = await trained(text);
    const again = await trained(text);
    expect(six.cost.final).toBeLessThanOrEqual(one.cost.final);
    expect(six.starts).toBeGreaterThan(1);
    expect(again.parameters).toEqual(six.parameters);
  });

  test("what a step costs is said: one analysis for the cost, one more for the gradient", async () => {
    const result = await trained(lowpass(corner), { steps: 1 });
    // Free and nudge at the start, the trial, its rounding for the file.
    expect(result.analyses).toBe(4);
  });
});

describe("trainings that cannot be", () => {
  const failure = async (text: string, options: Partial<TrainingOptions> = {}) => {
    const result = await train(compiled(text), { engine, ...options });
    return result.kind === "failed" ? result.explanation : "no failure";
  };

  test("nothing to train, no goal, an estimator that is not valid here, lm without a Jacobian", async () => {
    expect(await failure(lowpass(corner).replace("* @train R1 min=100 max=10k\n", ""))).toMatch(
      /nothing is marked/,
    );
    expect(await failure(lowpass(""))).toMatch(/there is no goal/);
    const active = lowpass(corner).replace("C1 out", "E1 buf 0 out 0 1\nRb buf 0 1k\nC1 out");
    expect(await failure(active, { estimator: "centred" })).toMatch(/^E1 is a controlled source/);
    expect(await failure(lowpass(corner), { estimator: "centred", optimizer: "lm" })).toMatch(
      /lm needs a Jacobian/,
    );
  });

  test("a checkpoint of another netlist", async () => {
    const other: Checkpoint = {
      tellegen: "checkpoint",
      version: 1,
      parameters: ["R9"],
      optimizer: "lm",
      start: 0,
      history: [1],
      best: [1],
      state: {},
    };
    expect(await failure(lowpass(corner), { resume: other })).toMatch(/R9.*R1/);
  });
});
