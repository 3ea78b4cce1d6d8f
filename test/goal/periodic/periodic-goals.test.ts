import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import { compareGradients } from "../../../src/gradient/compare-gradients.ts";
import type { EstimatorName } from "../../../src/gradient/estimator.ts";
import { estimators } from "../../../src/gradient/estimators.ts";
import { compile } from "../../../src/training/compile.ts";
import { measureGoalCurves } from "../../../src/training/measure-goal-curves.ts";
import { nativeMissing, runNative } from "../../engine/native-ngspice.ts";
import { gradientOf, openNetlist, unwrap, witnessOf } from "../../gradient/open-netlist.ts";

const model = createModelEngine();
const ngspice = createNgspiceEngine();
beforeAll(() => ngspice.warmUp());
afterAll(() => ngspice.close());

/** The waveform of the one goal `<quantity> = 0` of a deck. */
async function waveform(deck: string, engine: Engine = model): Promise<Float64Array> {
  const compiled = compile({ name: "test.cir", text: `title\n${deck}\n.end\n` });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  const theta = Float64Array.from(compiled.value.circuit.trainables, ({ start }) => start);
  const [measured] = unwrap(await measureGoalCurves(compiled.value, engine, [theta]));
  return Float64Array.from(measured!.curves[0]!.response.y);
}

/** All kinds of elements, two sources of which one is constant, damped so that 30 periods forget everything. */
const network = `
R1 in a 1k
L1 a out 10m
L2 c 0 20m
K1 L1 L2 0.4
R3 c 0 300
C1 out 0 100n
R2 out x 2.2k
Vx x y 1.5
Vs y 0 0
E1 e 0 out a 2
R4 e out 3k
G1 out 0 a 0 0.1m
F1 a 0 Vs 0.7
H1 h 0 Vs 40
R5 h out 2.2k`;

const drives = {
  pulse: "V1 in 0 pulse(0 1 33u 10u 20u 0.3m 1m)",
  sine: "V1 in 0 sin(0.2 1 3k 0 0 40)",
  late: "V1 in 0 pulse(-1 1 0.85m 1u 1u 0.4m 1m)",
  sawtooth: "V1 in 0 pwl(0 0 1m 1) r=0",
  "one period of points": "V1 in 0 pwl(0 0 0.2m 1 0.3m -1)",
  current: "I1 0 in sin(0 1m 2k) m=2\nRi in 0 500",
  modulated: "V1 in 0 am(0.1 1 0.5 1k 4k)",
};

describe("the steady state is where a long transient on the same grid ends", () => {
  test.each(Object.entries(drives))("%s", async (name, drive) => {
    const steady = await waveform(`${drive}\n${network}\n.tran 10u 1m\n* @periodic 1m\n* @goal v(out) = 0`);
    const long = drive.replace("0.3m -1)", "0.3m -1 1m 0) r=0").replace("-1 1m 0", "-1 1m -1");
    const transient = await waveform(
      `${name === "one period of points" ? long : drive}\n${network}\n.tran {1m/101} 30m\n* @goal v(out) = 0`,
    );
    expect(steady).toHaveLength(102);
    const last = transient.slice(-102);
    const size = last.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [n, value] of last.entries()) expect(Math.abs(steady[n]! - value)).toBeLessThan(1e-9 * size);
  });

  test("of currents too, in ngspice", async () => {
    const goal = `${drives.pulse}\n${network}\n.tran 10u 1m\n* @periodic 1m\n* @goal i(L1) = 0`;
    const steady = await waveform(goal, ngspice);
    const transient = await waveform(
      `${drives.pulse}\n${network}\n.tran {1m/101} 30m\n* @goal i(L1) = 0`,
      model,
    );
    const last = transient.slice(-102);
    const size = last.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (const [n, value] of last.entries()) expect(Math.abs(steady[n]! - value)).toBeLessThan(1e-9 * size);
  });
});

test("a sine through R and C is the phasor's, with an error of the order h²", async () => {
  const errors: number[] = [];
  for (const step of [20e-6, 10e-6, 5e-6]) {
    const wave = await waveform(
      `V1 in 0 sin(0 1 1k)\nR1 in out 1k\nC1 out 0 100n\n.tran ${step} 1m\n* @periodic 1m\n* @goal v(out) = 0`,
    );
    const turn = 2 * Math.PI * 1e3;
    const [size, angle] = [1 / Math.hypot(1, turn * 1e-4), -Math.atan(turn * 1e-4)];
    const count = wave.length - 1;
    const wrong = wave.map((value, n) =>
      Math.abs(value - size * Math.sin((2 * Math.PI * n) / count + angle)),
    );
    errors.push(Math.max(...wrong));
  }
  expect(errors[0]! / errors[1]!).toBeCloseTo(4, 0);
  expect(errors[1]! / errors[2]!).toBeCloseTo(4, 0);
  expect(errors[2]!).toBeLessThan(2e-4);
});

test.skipIf(nativeMissing !== undefined)("the native simulator's own transient ends there", async () => {
  const steady = await waveform(
    `${drives.pulse}\n${network}\n.tran 1u 1m\n* @periodic 1m\n* @goal v(out) = 0`,
  );
  const native = runNative(`${drives.pulse}\n${network}`, ".tran 0.5u 20m 19m 0.5u");
  const time = native.get("time")!.re;
  const out = native.get("v(out)")!.re;
  for (const n of [0, 100, 250, 400, 700, 900]) {
    const at = 19e-3 + (n * 1e-3) / 1001;
    const right = time.findIndex((t) => t >= at);
    const left = Math.max(right - 1, 0);
    const share = right === left ? 0 : (at - time[left]!) / (time[right]! - time[left]!);
    expect(steady[n]).toBeCloseTo(out[left]! + share * (out[right]! - out[left]!), 4);
  }
});

const goals = `
* @goal power(v(out)) = 0.5
* @goal v(out) = 0.9 from 0.1m to 0.3m
* @goal i(L1) <= 0.3m at 0.7m
* @goal v(out,a) >= 0.1 weight=2`;
const trained = `
* @train R1 R2 C1 L1 L2 K1 E1 G1 F1 H1 Vx
.tran 20u 1m
* @periodic 1m`;

describe.each([model, ngspice])("gradients are those of finite differences: $name", (engine) => {
  test("of every element, of a constant source and of a waveform's amplitude", async () => {
    const deck = `.param high=0.8\nV1 in 0 pulse(0.1 {2*high} 33u 10u 20u 0.3m 1m)\n${network}${goals}${trained}
* @train param:high`;
    const opened = await openNetlist(deck, engine);
    const exact = await gradientOf(opened, "adjoint");
    const witness = await witnessOf(opened);
    const { maxRelativeError } = compareGradients(opened.free.theta, exact, witness);
    expect(maxRelativeError).toBeLessThan(1e-8);
    await opened.close();
  });
});

test("the Jacobian is that of the residuals, and Jᵀr the gradient", async () => {
  const deck = `.param high=0.8\nV1 in 0 pulse(0.1 {2*high} 33u 10u 20u 0.3m 1m)\n${network}${goals}${trained}
* @train param:high`;
  const opened = await openNetlist(deck, model);
  const { problem, free } = opened;
  const exact = unwrap(await estimators.adjoint.estimate(problem, free, { want: "jacobian", beta: "auto" }));
  const alone = await gradientOf(opened, "adjoint");
  const differences = unwrap(
    await estimators["finite-difference"].estimate(problem, free, { want: "jacobian", beta: "auto" }),
  );
  const columns = free.theta.length;
  expect(exact.jacobian).toHaveLength(free.experiments[0]!.evaluation.residuals!.length * columns);
  for (let column = 0; column < columns; column++) {
    expect(exact.gradient[column]! / alone[column]!).toBeCloseTo(1, 10);
    let size = 0;
    let wrong = 0;
    for (let entry = column; entry < exact.jacobian!.length; entry += columns) {
      size = Math.max(size, Math.abs(exact.jacobian![entry]!));
      wrong = Math.max(wrong, Math.abs(exact.jacobian![entry]! - differences.jacobian![entry]!));
    }
    expect(wrong / size).toBeLessThan(1e-6);
  }
});

test.each<[EstimatorName, number]>([
  ["centred", 1e-7],
  ["onesided", 1e-2],
  ["aep", 1e-7],
  ["dyadic", 1e-7],
])("%s follows the adjoint on a reciprocal network", async (name, tolerance) => {
  const deck = `V1 in 0 sin(0.2 1 3k)\nVx x 0 1.5\nR1 in a 1k\nL1 a out 10m\nC1 out 0 100n\nR2 out x 2.2k
* @train R1 R2 C1 L1\n.tran 20u 1m\n* @periodic 1m\n* @goal v(out) = 0.9 from 0.1m to 0.3m\n* @goal power(v(out)) = 0.4`;
  const opened = await openNetlist(deck, model);
  const exact = await gradientOf(opened, "adjoint");
  const other = await gradientOf(opened, name);
  expect(compareGradients(opened.free.theta, other, exact).maxRelativeError).toBeLessThan(tolerance);
});

test("only the harmonics of the drive are run", async () => {
  const deck = `V1 in 0 sin(0.2 1 3k)\nR1 in out 1k\nC1 out 0 100n\n* @train R1\n.tran 5u 1m\n* @periodic 1m\n* @goal power(v(out)) = 0.4`;
  const opened = await openNetlist(deck, ngspice);
  // The constant and the third harmonic, each a sweep of one frequency.
  expect(opened.analyses()).toBe(2);
  await opened.close();
});

describe("the power over a period", () => {
  test("of a sine is that of its phasor, of a constant its square", async () => {
    const deck = (goal: string) =>
      `V1 in 0 sin(0.5 1 3k)\nR1 in out 1k\nR2 out 0 1k\n* @train R1\n.tran 37u 1m\n* @periodic 1m\n* @goal power(v(out)) = ${goal}`;
    const met = await openNetlist(deck("{0.25*0.25+0.5*0.25}"), model);
    expect(met.free.cost).toBeLessThan(1e-28);
  });
});

describe("what is refused", () => {
  const codesOf = (deck: string): readonly string[] => {
    const compiled = compile({ name: "test.cir", text: `title\n${deck}\n.end\n` });
    return compiled.diagnostics.map(
      ({ code, span }) => `${code} ${span.source.text.slice(span.start, span.end)}`,
    );
  };
  const rc = "R1 in out 1k\nC1 out 0 1n\n.tran 1u 1m\n* @goal power(v(out)) = 0.1";

  test.each([
    ["V1 in 0 sin(0 1 1.5k)", "* @periodic 1m", "goal/drive-not-periodic V1 in 0 sin(0 1 1.5k)"],
    ["V1 in 0 pwl(0 0 1m 1 2m 0)", "* @periodic 1m", "goal/drive-not-periodic V1 in 0 pwl(0 0 1m 1 2m 0)"],
    ["V1 in 0 sin(0 1 1k)", "* @periodic -1m", "circuit/bad-period -1m"],
    ["V1 in 0 sin(0 1 1k)", "* @periodic 2u", "circuit/bad-period 2u"],
    ["V1 in 0 sin(0 1 1k)", "* @periodic 1m\n* @periodic 2m", "circuit/bad-period * @periodic 2m"],
    [
      "V1 in 0 sin(0 1 1k)\nD1 out 0 dx\n.model dx d",
      "* @periodic 1m",
      "goal/periodic-nonlinear D1 out 0 dx",
    ],
    ["V1 in 0 sin(0 1 1k)", "* @periodic 1m\n* @goal v(out) = 0 at 1.5m", "goal/outside-run 1.5m"],
  ])("%s with %s", (source, period, expected) => {
    expect(codesOf(`${source}\n${rc}\n${period}`)).toContain(expected);
  });

  test("a trained value that changes the period", () => {
    const found = codesOf(
      `.param rate=1k\nV1 in 0 sin(0 1 {rate})\n${rc}\n* @periodic 1m\n* @train param:rate`,
    );
    expect(found.join()).toMatch(/goal\/drive-not-periodic V1/);
  });

  test("a period without a transient is warned of", () => {
    expect(codesOf("V1 a 0 1\nR1 a 0 1k\n.op\n* @periodic 1m")).toEqual([
      "circuit/period-without-transient * @periodic 1m",
    ]);
  });
});
