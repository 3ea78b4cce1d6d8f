import * as math from "mathjs";
import { describe, expect, test } from "vitest";
import { DELAY_STEP } from "../../src/goal/sweep-plan.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { objectiveOf } from "./circuit-fixture.ts";
import { expectExactDerivatives, randomNumbers } from "./derivative-check.ts";

type Number = number | math.Complex;

const FREQUENCY = 1500;

/** The value of an expression at v(in) = a, v(out) = b (and so on in the order of mention), f = 1.5 kHz, read off the residual of `… = 0`. */
function evaluateAt(expression: string, ...phasors: readonly math.Complex[]): Number {
  const { objective, state } = objectiveOf([`${expression} = 0 at ${FREQUENCY}`]);
  const observed = randomNumbers(objective, createRandom(1));
  const column = objective.frequencies.indexOf(FREQUENCY);
  phasors.slice(0, observed.rows).forEach(({ re, im }, row) => {
    observed.re[row * observed.columns + column] = re;
    observed.im[row * observed.columns + column] = im;
  });
  const [re, im] = objective.evaluate(observed, state).residuals!;
  return im === undefined ? re! : math.complex(re!, im);
}

function distance(a: Number, b: Number): number {
  return math.abs(math.subtract(a, b) as math.Complex) as unknown as number;
}

const degrees = (z: Number): number => (math.arg(z as math.Complex) * 180) / Math.PI;
const modulus = (z: Number): number => math.abs(z as math.Complex) as unknown as number;

/** Expression, and the same by mathjs on z = v(out), w = v(in). */
const table: readonly (readonly [string, (z: math.Complex, w: math.Complex) => Number])[] = [
  ["v(out)", (z) => z],
  ["-v(out)", (z) => math.unaryMinus(z)],
  ["+v(out)", (z) => z],
  ["mag(v(out))", modulus],
  ["abs(v(out))", modulus],
  ["vm(out)", modulus],
  ["db(v(out))", (z) => 20 * Math.log10(modulus(z))],
  ["vdb(out)", (z) => 20 * Math.log10(modulus(z))],
  ["phase(v(out))", degrees],
  ["vp(out)", degrees],
  ["re(v(out))", (z) => z.re],
  ["vr(out)", (z) => z.re],
  ["im(v(out))", (z) => z.im],
  ["vi(out)", (z) => z.im],
  ["conj(v(out))", (z) => math.conj(z)],
  ["sqrt(v(out))", (z) => math.sqrt(z) as Number],
  ["exp(v(out))", (z) => math.exp(z)],
  ["ln(v(out))", (z) => math.log(z)],
  ["sin(v(out))", (z) => math.sin(z) as Number],
  ["cos(v(out))", (z) => math.cos(z) as Number],
  ["sin(re(v(out)))", (z) => Math.sin(z.re)],
  ["cos(re(v(out)))", (z) => Math.cos(z.re)],
  ["log10(v(out))", (z) => math.log10(z) as Number],
  ["v(out)^2", (z) => math.pow(z, 2) as Number],
  ["v(out)^8", (z) => math.pow(z, 8) as Number],
  ["v(out)^0.3", (z) => math.pow(z, 0.3) as Number],
  ["v(out)^-2", (z) => math.pow(z, -2) as Number],
  ["v(out)^v(in)", (z, w) => math.pow(z, w) as Number],
  ["2^v(out)", (z) => math.pow(2, z) as Number],
  ["v(out)+v(in)", (z, w) => math.add(z, w)],
  ["v(out)-v(in)", (z, w) => math.subtract(z, w)],
  ["v(out)*v(in)", (z, w) => math.multiply(z, w) as Number],
  ["v(out)/v(in)", (z, w) => math.divide(z, w) as Number],
  ["3/v(out)", (z) => math.divide(3, z) as Number],
  ["v(out)/4", (z) => math.divide(z, 4) as Number],
  ["2*v(out)-1", (z) => math.subtract(math.multiply(2, z) as math.Complex, 1) as Number],
  ["im(-v(out)/v(in))", (z, w) => -(math.divide(z, w) as math.Complex).im],
  ["phase(v(out)/v(in))", (z, w) => degrees(math.divide(z, w) as math.Complex)],
  ["mag(v(out))^1.5", (z) => modulus(z) ** 1.5],
  ["sqrt(mag(v(out)))", (z) => Math.sqrt(modulus(z))],
  ["exp(re(v(out)))", (z) => Math.exp(z.re)],
  ["ln(mag(v(out)))", (z) => Math.log(modulus(z))],
  ["log10(mag(v(out)))", (z) => Math.log10(modulus(z))],
  ["db(re(v(out)))", (z) => 20 * Math.log10(Math.abs(z.re))],
  ["abs(re(v(out)))", (z) => Math.abs(z.re)],
  ["phase(re(v(out)))", (z) => (z.re < 0 ? 180 : 0)],
  ["conj(re(v(out)))", (z) => z.re],
  ["re(im(v(out)))", (z) => z.im],
  ["im(re(v(out)))", () => 0],
  ["mag(v(out))/vm(in)", (z, w) => modulus(z) / modulus(w)],
  ["vm(out)-vm(in)*vr(in)", (z, w) => modulus(z) - modulus(w) * w.re],
  ["vm(out)^vm(in)", (z, w) => modulus(z) ** modulus(w)],
  ["min(vr(out), vr(in))", (z, w) => Math.min(z.re, w.re)],
  ["max(vr(out), vr(in), 0.1)", (z, w) => Math.max(z.re, w.re, 0.1)],
  ["max(vr(out))", (z) => z.re],
  ["gain*v(out)", (z) => math.multiply(0.25, z) as Number],
  ["vm(out)/limit", (z) => modulus(z) / 4],
  ["mag(v(out))*0.5/sqrt(1+(f/1k)^6)", (z) => (modulus(z) * 0.5) / Math.sqrt(1 + 1.5 ** 6)],
  ["1meg*mag(v(out))/(2*pi*f)", (z) => (1e6 * modulus(z)) / (2 * Math.PI * FREQUENCY)],
  ["v(out)*exp(v(out)-v(out))", (z) => z],
];

/** Observables in the order in which an expression names v(out) and v(in). */
function inOrder(expression: string, z: math.Complex, w: math.Complex): readonly math.Complex[] {
  const [first, second] = [expression.indexOf("out)"), expression.indexOf("in)")];
  return second >= 0 && second < first ? [w, z] : [z, w];
}

describe("every function and operator", () => {
  test.each(table)("%s", (expression, oracle) => {
    const random = createRandom(expression.length);
    const phasor = (): math.Complex => math.complex(random.normal(), random.normal());
    for (let round = 0; round < 8; round++) {
      const [z, w] = [phasor(), phasor()];
      const expected = oracle(z, w);
      const found = evaluateAt(expression, ...inOrder(expression, z, w));
      expect(distance(found, expected)).toBeLessThan(1e-12 * Math.max(1, modulus(expected)));
    }
  });

  test.each(table)("derivatives of %s", (expression) => {
    const { objective, state } = objectiveOf([`${expression} = 0.3 from 2k to 3k`]);
    for (const seed of [2, 3]) {
      const observed = randomNumbers(objective, createRandom(seed));
      expectExactDerivatives(objective, observed, state);
    }
  });
});

describe("quadrants and edges", () => {
  test.each([
    [1, 0, 0],
    [0, 1, 90],
    [-1, 0, 180],
    [-1, -0, 180],
    [0, -1, -90],
    [-1, -1, -135],
  ])("phase of %d + j %d is %d", (re, im, expected) => {
    expect(evaluateAt("phase(v(out))", math.complex(re, im))).toBeCloseTo(expected, 12);
  });

  test.each([
    [-4, 0, 0, 2],
    [-4, -1e-30, 0, -2],
    [4, 0, 2, 0],
    [0, 2, 1, 1],
    [-3, 4, 1, 2],
    [-3, -4, 1, -2],
  ])("the principal root of %d + j %d", (re, im, rootRe, rootIm) => {
    expect(
      distance(evaluateAt("sqrt(v(out))", math.complex(re, im)), math.complex(rootRe, rootIm)),
    ).toBeLessThan(1e-15);
  });

  test("magnitudes neither overflow nor vanish", () => {
    expect(evaluateAt("mag(v(out))", math.complex(3e-200, 4e-200))).toBeCloseTo(5e-200, 210);
    expect((evaluateAt("mag(v(out))", math.complex(3e200, 4e200)) as number) / 5e200).toBeCloseTo(1, 14);
    expect(evaluateAt("db(v(out))", math.complex(3e-200, 4e-200))).toBeCloseTo(20 * Math.log10(5e-200), 8);
    expect(
      distance(
        evaluateAt("v(out)/v(in)", math.complex(1e-200, 0), math.complex(0, 2e-200)),
        math.complex(0, -0.5),
      ),
    ).toBeLessThan(1e-15);
  });

  test.each([
    ["mag(v(out))", 0],
    ["abs(re(v(out)))", 0],
    ["phase(v(out))", 0],
    ["sqrt(mag(v(out)))", 0],
    ["sqrt(v(out))", 0],
    ["v(out)^0.5", 0],
    ["mag(v(out))^0.5", 0],
  ])("%s has a finite value and the derivative 0 at zero", (expression, value) => {
    const { objective, state } = objectiveOf([`${expression} = 1 at 1k`]);
    const observed = randomNumbers(objective, createRandom(1));
    observed.re.fill(0);
    observed.im.fill(0);
    const { residuals, residualDerivatives } = objective.evaluate(observed, state);
    expect(residuals![0]).toBe(value - 1);
    expect([...residualDerivatives!.dRe, ...residualDerivatives!.dIm].every((slope) => slope === 0)).toBe(
      true,
    );
  });

  test("v(out)^3 is smooth at zero", () => {
    const { objective, state } = objectiveOf(["v(out)^3 = 1 at 1k"]);
    const observed = randomNumbers(objective, createRandom(1));
    observed.re.fill(0);
    observed.im.fill(0);
    expectExactDerivatives(objective, observed, state);
  });

  test("at a tie min and max follow their first argument", () => {
    for (const name of ["min", "max"]) {
      const { objective, state } = objectiveOf([`${name}(vr(out), vr(in)) = 0 at 1k`]);
      const observed = randomNumbers(objective, createRandom(1));
      observed.re.fill(2);
      const { residualDerivatives } = objective.evaluate(observed, state);
      expect([...residualDerivatives!.observable]).toEqual([0, 1]);
      expect([...residualDerivatives!.dRe]).toEqual([1, 0]);
    }
  });

  test("the decibels of zero make the cost infinite, not wrong", () => {
    const { objective, state } = objectiveOf(["vdb(out) = 0 at 1k"]);
    const observed = randomNumbers(objective, createRandom(1));
    observed.re.fill(0);
    observed.im.fill(0);
    expect(objective.evaluate(observed, state).cost).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("group delay", () => {
  /** The delay of a response given as a function of frequency. */
  function delayOf(response: (f: number) => math.Complex, goal = "delay(v(out)) = 0 at 1k") {
    const { objective, state } = objectiveOf([goal]);
    const observed = randomNumbers(objective, createRandom(1));
    objective.frequencies.forEach((f, k) => {
      const { re, im } = response(f);
      observed.re[k] = re;
      observed.im[k] = im;
    });
    return objective.evaluate(observed, state).residuals!;
  }

  test("of a first-order low-pass is τ / (1 + (ωτ)²)", () => {
    const corner = 1300;
    const tau = 1 / (2 * Math.PI * corner);
    const [found] = delayOf((f) => math.divide(1, math.complex(1, f / corner)) as math.Complex);
    expect(found! / (tau / (1 + (1000 / corner) ** 2)) - 1).toBeCloseTo(0, 9);
  });

  test("of a line is its length, however often the phase wraps", () => {
    const length = 12.34e-3;
    const line = (f: number) => math.complex({ r: 1, phi: -2 * Math.PI * f * length });
    const found = delayOf(line, "delay(v(out)) = 0");
    expect(found.length).toBe(4);
    // The mean over four points has weight 1/4 each.
    for (const row of found) expect((2 * row) / length - 1).toBeCloseTo(0, 9);
  });

  test("of a resonance: the error is of the order of (h Q)²", () => {
    const quality = 100;
    const resonance = (f: number): math.Complex => {
      const x = f / 1000 - 1000 / f;
      return math.divide(1, math.complex(1, quality * x)) as math.Complex;
    };
    const expected = (2 * quality) / (2 * Math.PI * 1000);
    const [found] = delayOf(resonance);
    expect(Math.abs(found! / expected - 1)).toBeLessThan(2 * (DELAY_STEP * 2 * quality) ** 2);
  });

  test("a real factor over frequency changes nothing", () => {
    const line = (f: number) => math.complex({ r: 1, phi: -2 * Math.PI * f * 1e-3 });
    const [plain] = delayOf(line);
    const [shaped] = delayOf(line, "delay(v(out)*f^2/(1+f)) = 0 at 1k");
    expect(shaped! / plain! - 1).toBeCloseTo(0, 9);
  });

  test.each([
    "delay(v(out)) = 1u",
    "delay(v(out)/v(in)) = 1u at 1k, 5k",
    "delay(s(2,1)) <= -1 from 1k to 2k",
    "delay(v(out))*f + db(v(out)) = 2 scale=3",
    "delay(gain*v(out)+i(C1)) = 0",
  ])("derivatives of %s", (goal) => {
    const { objective, state } = objectiveOf([`${goal}`]);
    expectExactDerivatives(objective, randomNumbers(objective, createRandom(5)), state);
  });
});
