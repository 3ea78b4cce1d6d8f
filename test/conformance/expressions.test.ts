import { describe, expect, test } from "vitest";
import { gradientOf, refusalOf } from "./documents.ts";

const resistance = 1e3;
const capacitance = 1e-7;
const beside = {
  "curve.csv": "f,gain,loss\n100,1,10\n1000,0.5,20\n10000,0.1,40\n",
  "plain.csv": "1000,0.5\n2000,0.7\n",
};

const lowpass = (goal: string): string =>
  `t\n.param tgt=0.25\nV1 in 0 ac 1\nR1 in out 1k\nC1 out 0 100n\n.ac dec 10 100 10k\n* @train R1\n* @goal ${goal}\n.end\n`;

/** 1/(1 + jωRC) by hand, and what follows from it. */
function response(frequency: number) {
  const x = 2 * Math.PI * frequency * resistance * capacitance;
  const [re, im] = [1 / (1 + x * x), -x / (1 + x * x)];
  return { x, re, im, mag: Math.hypot(re, im), phase: (Math.atan2(im, re) * 180) / Math.PI };
}
const { x, re, im, mag, phase } = response(1e3);
/** Magnitude of the current through R and C, in mA. */
const milliamps = mag * x;
const half = (r: number): number => 0.5 * r * r;

describe("one point: C = ½ r²", () => {
  test.each([
    ["v(out)", mag],
    ["mag(v(out))", mag],
    ["abs(v(out))", mag],
    ["vm(out)", mag],
    ["v(in,out)", Math.hypot(1 - re, im)],
    ["db(v(out))", 20 * Math.log10(mag)],
    ["vdb(out)", 20 * Math.log10(mag)],
    ["vdb(in,out)", 20 * Math.log10(Math.hypot(1 - re, im))],
    ["phase(v(out))", phase],
    ["vp(out)", phase],
    ["re(v(out))", re],
    ["vr(out)", re],
    ["im(v(out))", im],
    ["vi(out)", im],
    ["1k*mag(i(R1))", milliamps],
    ["1k*mag(i(C1))", milliamps],
    ["1k*re(i(C1))", -im * x],
    ["1k*im(i(V1))", -re * x],
    ["v(out)*conj(v(out))", mag * mag],
    ["sqrt(mag(v(out)))", Math.sqrt(mag)],
    ["exp(mag(v(out)))", Math.exp(mag)],
    ["ln(mag(v(out)))", Math.log(mag)],
    ["log10(mag(v(out)))", Math.log10(mag)],
    ["min(mag(v(out)), 0.3)", 0.3],
    ["max(mag(v(out)), 0.3)", mag],
    ["mag(v(out))^2", mag * mag],
    ["-mag(v(out)) + 2*3/4 - 1", 0.5 - mag],
    ["mag(v(out)) - (1 - 2)", mag + 1],
    ["f/1k*mag(v(out))", mag],
    ["pi*mag(v(out))", Math.PI * mag],
    ["mag(v(out)) - tgt", mag - 0.25],
    // The phase of -1 is 180 and not -180; differences go the short way round.
    ["phase(-v(in))", 180],
    ["phase(-v(out))", phase + 180],
    ["phase(v(out)) - 340", phase + 20],
    ["phase(v(out)) - phase(-v(out))", 180],
  ])("%s", async (expression, value) => {
    // A difference with an angle is written as the goal's own, which is wrapped.
    const [quantity, target] = expression.endsWith(" - 340")
      ? [expression.slice(0, -6), "340"]
      : [expression, "0"];
    expect((await gradientOf(lowpass(`${quantity} = ${target} at 1k`))).cost / half(value)).toBeCloseTo(1, 9);
  });

  test.each([
    ["a complex difference counts by its magnitude", "v(out) = v(in)/2", Math.hypot(re - 0.5, im)],
    ["both sides may be expressions", "1/(1+f/1k) = mag(v(out))", mag - 0.5],
    [
      "delay is the group delay in seconds",
      "1meg*delay(v(out)) = 0",
      (1e6 * resistance * capacitance) / (1 + x * x),
    ],
    ["a table", 'mag(v(out)) = table("curve.csv")', mag - 0.5],
    ["a column by name", 'mag(v(out)) = table("curve.csv", "loss")', mag - 20],
    ["a table without a header", 'mag(v(out)) = table("plain.csv")', mag - 0.5],
  ])("%s", async (_, goal, r) => {
    expect((await gradientOf(lowpass(`${goal} at 1k`), beside)).cost / half(r)).toBeCloseTo(1, 7);
  });

  test.each([
    [700, 1 - 0.5 * (600 / 900)],
    [100, 1],
    [100 * (1 - 5e-10), 1],
    [10e3 * (1 + 5e-10), 0.1],
  ])("a table is interpolated at %s Hz and clamped within 1e-9 of its ends", async (frequency, value) => {
    const { cost } = await gradientOf(lowpass(`mag(v(out)) = table("curve.csv") at ${frequency}`), beside);
    expect(cost / half(response(frequency).mag - value)).toBeCloseTo(1, 6);
  });

  test.each([99.99, 10001])("beyond its ends, at %s Hz, a table is an error", async (frequency) => {
    const { diagnostics } = await refusalOf(
      lowpass(`mag(v(out)) = table("curve.csv") at ${frequency}`),
      beside,
    );
    expect(diagnostics.map(({ code }) => code)).toContain("goal/table-range");
  });

  test.each(["mag(v(out)) = data(level)", "v(out) <= 0.5", "mag(v(out)) < 0.5", "mag(v(out)) = R1"])(
    "refused: %s",
    async (goal) => {
      expect((await refusalOf(lowpass(`${goal} at 1k`))).diagnostics[0]!.line).toBe(8);
    },
  );
});

describe("points and cost of a sweep", () => {
  /** The card's own frequencies. */
  const own = Array.from({ length: 21 }, (_, k) => 100 * 10 ** (k / 10));
  const mean = (frequencies: readonly number[], r: (mag: number) => number): number =>
    frequencies.reduce((sum, f) => sum + half(r(response(f).mag)), 0) / frequencies.length;
  const error = (value: number): number => value - 0.5;

  test.each([
    ["= 0.5", mean(own, error)],
    ["= 0.5 from 100 to 10k", mean(own, error)],
    ["= 0.5 from 1k to 10k", mean(own.slice(10), error)],
    ["= 0.5 from 1000.0000005 to 9999.999995", mean(own.slice(10), error)],
    ["= 0.5 from 1001 to 9999", mean(own.slice(11, 20), error)],
    ["= 0.5 at 1k, 1234, 20k", mean([1e3, 1234, 20e3], error)],
    ["= 0.5 at 1234 weight=3 scale=0.1", 300 * mean([1234], error)],
    ["<= 0.5", mean(own, (value) => Math.max(0, value - 0.5))],
    [">= 0.5", mean(own, (value) => Math.max(0, 0.5 - value))],
  ])("mag(v(out)) %s", async (rest, cost) => {
    expect((await gradientOf(lowpass(`mag(v(out)) ${rest}`))).cost / cost).toBeCloseTo(1, 9);
  });

  test("a value after `at` is added for that goal only, and the goals add up", async () => {
    const { cost } = await gradientOf(
      lowpass("mag(v(out)) = 0.5\n* @goal mag(v(out)) = 0.1 at 1234 weight=2"),
    );
    expect(cost).toBeCloseTo(mean(own, error) + 2 * mean([1234], (value) => value - 0.1), 12);
  });

  test.each(["at 0", "at -1", "from 2k to 1k", "from 20k to 30k", "weight=0", "scale=-1", "at 1k tol=-1"])(
    "refused: %s",
    async (rest) => {
      expect((await refusalOf(lowpass(`mag(v(out)) = 0.5 ${rest}`))).diagnostics[0]!.line).toBe(8);
    },
  );
});

describe("points of .dc and .op", () => {
  const divider = (card: string, goal: string): string =>
    `t\nV1 in 0 2\nR1 in out 1k\nR2 out 0 10k\n${card}\n* @train R1\n* @goal ${goal}\n.end\n`;
  const gain = 10 / 11;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, r) => sum + half(r), 0) / values.length;
  const curve = { "x.csv": "x,v\n0,0\n5,1\n" };

  test.each([
    [".dc V1 0 5 1", "v(out) = x/2", mean([0, 1, 2, 3, 4, 5].map((v) => v * (gain - 0.5)))],
    [".dc V1 0 5 1", "v(out) = x/2 from 1.5 to 4", mean([2, 3, 4].map((v) => v * (gain - 0.5)))],
    [".dc V1 0 5 1", "v(out) = x/2 at 2.5, 7", mean([2.5, 7].map((v) => v * (gain - 0.5)))],
    [".dc V1 0 5 1", 'v(out) = table("x.csv") at 2.5', half(2.5 * gain - 0.5)],
    [".dc V1 5 0 -2", "v(out) = x", mean([5, 3, 1].map((v) => v / 11))],
    [".dc V1 0 0.3 0.1", "v(out) = x", mean([0, 0.1, 0.2, 0.3].map((v) => v / 11))],
    [
      ".dc V1 0 5 1",
      "v(out) = x\n* @goal v(out) = 0 at 2.5",
      mean([0, 1, 2, 3, 4, 5].map((v) => v / 11)) + half(2.5 * gain),
    ],
    [".dc R2 5k 10k 5k", "v(out) = 1", mean([10 / 6 - 1, 20 / 11 - 1])],
    [".dc V1 1 2 1 R2 5k 10k 5k", "v(out) = 1", mean([5 / 6 - 1, 10 / 6 - 1, 10 / 11 - 1, 20 / 11 - 1])],
    [".op", "v(out) = 1", half(20 / 11 - 1)],
    [".op", "10k*i(R2) = 1", half(20 / 11 - 1)],
  ])("%s: %s", async (card, goal, cost) => {
    expect((await gradientOf(divider(card, goal), curve)).cost / cost).toBeCloseTo(1, 9);
  });
});

describe("points of .tran", () => {
  /** A ramp of 1 V per ms through a divider: linear in t, so that the trapezoidal rule of the engine has no error. */
  const ramp = (goal: string): string =>
    `t\nV1 in 0 pwl(0 0 1m 1)\nR1 in out 1k\nR2 out 0 1k\n.tran 10u 1m\n* @train R1\n* @goal ${goal}\n.end\n`;
  /** v(out) = t/2 per ms; the mean of ½ (s·t - r)² over [a, b] by the trapezoidal rule over multiples of 10 µs and the two ends. */
  function mean(from: number, to: number, r: (v: number, t: number) => number): number {
    const grid = Array.from({ length: 101 }, (_, k) => k * 0.01).filter(
      (t) => t > from + 1e-12 && t < to - 1e-12,
    );
    const times = [from, ...grid, to];
    const y = times.map((t) => half(r(t / 2, t)));
    return (
      times.slice(1).reduce((sum, t, k) => sum + ((t - times[k]!) * (y[k]! + y[k + 1]!)) / 2, 0) / (to - from)
    );
  }
  const table = { "t.csv": "t,v\n0,0\n1e-3,0.25\n" };

  test.each([
    ["v(out) = 0.2 from 0.1m to 0.9m", mean(0.1, 0.9, (v) => v - 0.2)],
    ["v(out) = 0.2 from 0.123m to 0.456m", mean(0.123, 0.456, (v) => v - 0.2)],
    ["v(out) = 200*t from 0.1m to 0.9m", mean(0.1, 0.9, (v, t) => v - 0.2 * t)],
    ["v(out) <= 0.2 from 0.1m to 0.9m", mean(0.1, 0.9, (v) => Math.max(0, v - 0.2))],
    ['v(out) = table("t.csv") from 0.1m to 0.9m', mean(0.1, 0.9, (v, t) => v - t / 4)],
    ["v(out) = 0 at 0.1234m", half(0.0617)],
    ["v(out) = 0 at 0.1234m, 0.5m", (half(0.0617) + half(0.25)) / 2],
    ["v(in,out) = 0 at 0.5m", half(0.25)],
    ["1k*i(R2) = 0 at 0.5m", half(0.25)],
  ])("%s", async (goal, cost) => {
    expect((await gradientOf(ramp(goal), table)).cost / cost).toBeCloseTo(1, 9);
  });

  test.each(["v(out) = 0 at 2m", "v(out) = 0 from 0 to 2m", "v(out) = f", "v(out) = x", "vdb(out) = 0"])(
    "refused: %s",
    async (goal) => {
      expect((await refusalOf(ramp(goal))).diagnostics[0]!.line).toBe(7);
    },
  );
});

test("goals of several analyses make one cost", async () => {
  const netlist = `t
V1 in 0 dc 2 ac 1 pwl(0 0 1m 1)
R1 in out 1k
R2 out 0 1k
.op
.ac lin 3 1k 3k
.tran 10u 1m
* @train R1
* @goal v(out) = 0.9 on=op
* @goal vm(out) = 0.4
* @goal v(out) = 100*t from 0.1m to 0.1m
.end
`;
  const { cost } = await gradientOf(netlist);
  expect(cost).toBeCloseTo(half(0.1) + half(0.1) + half(0.04), 9);
});
