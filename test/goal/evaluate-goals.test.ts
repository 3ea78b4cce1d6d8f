import { describe, expect, test } from "vitest";
import { wrapDegrees } from "../../src/goal/wrap-degrees.ts";
import { type ComplexMatrix, complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { objectiveOf } from "./circuit-fixture.ts";
import { expectExactDerivatives, randomNumbers } from "./derivative-check.ts";

/** Evaluate goals on the one observable that they read, whose real parts (and imaginary parts) over 1, 2, 3, 4 kHz are given. */
function evaluate(goals: readonly string[], re: readonly number[], im: readonly number[] = [], margin = 0) {
  const { objective, state } = objectiveOf(goals);
  const observed = complexMatrix(objective.observables.length, objective.frequencies.length);
  objective.frequencies.forEach((f, k) => {
    observed.re[k] = re[f / 1000 - 1]!;
    observed.im[k] = im[f / 1000 - 1] ?? 0;
  });
  return objective.evaluate(observed, state, margin);
}

/** Unit phasors at given angles in degrees. */
function phasors(degrees: readonly number[]): [readonly number[], readonly number[]] {
  const radians = degrees.map((angle) => (angle * Math.PI) / 180);
  return [radians.map(Math.cos), radians.map(Math.sin)];
}

const halfSum = (values: Iterable<number>): number => [...values].reduce((sum, r) => sum + 0.5 * r * r, 0);

describe("the cost of one goal", () => {
  test("is weight times the mean of ½ (r/scale)² over the points", () => {
    const { cost, residuals } = evaluate(["vr(out) = 1 weight=3 scale=2"], [1, 2, 3, 5]);
    expect(cost).toBeCloseTo((3 * (0 + 0.125 + 0.5 + 2)) / 4, 14);
    expect(halfSum(residuals!)).toBeCloseTo(cost, 14);
  });

  test("counts a complex difference by its magnitude, in two rows", () => {
    const { cost, residuals, goals } = evaluate(["v(out) = 1 at 2k"], [3, 3, 3, 3], [4, 4, 4, 4]);
    expect(cost).toBeCloseTo(0.5 * (4 + 16), 14);
    expect([...residuals!]).toEqual([2, 4]);
    expect(goals[0]!.worst).toBeCloseTo(Math.sqrt(20), 14);
  });

  test("counts only violations of limits", () => {
    const upper = evaluate(["vr(out) <= 2"], [1, 2, 3, 4]);
    expect([...upper.residuals!]).toEqual([0, 0, 0.5, 1]);
    const lower = evaluate(["vr(out) >= 2"], [1, 2, 3, 4]);
    expect([...lower.residuals!]).toEqual([0.5, 0, 0, 0]);
    expect(upper.cost).toBeCloseTo((0.5 * (1 + 4)) / 4, 14);
    expect(lower.cost).toBeCloseTo(0.5 / 4, 14);
  });

  test("takes the points of a range with ends that agree to 1e-9, or all of the card's", () => {
    expect(evaluate(["vr(out) = 0 from 2000.000001 to 2999.999999"], [1, 2, 3, 4]).residuals!.length).toBe(2);
    expect(evaluate(["vr(out) = 0 from 2000.00001 to 3k"], [1, 2, 3, 4]).residuals!.length).toBe(1);
    expect(evaluate(["vr(out) = 0"], [1, 2, 3, 4]).residuals!.length).toBe(4);
  });

  test("several goals add up, and read their targets over f", () => {
    const { cost } = evaluate(["vr(out) = f/1k", "vr(out) = 0 at 1k weight=2", "vr(out) <= 3"], [2, 2, 3, 4]);
    expect(cost).toBeCloseTo(0.5 * (1 / 4) + 2 * 0.5 * 4 + 0.5 * (1 / 4), 14);
  });

  test("weights, scales and points may be expressions of parameters", () => {
    const goal = "vr(out) = 0 at {500*limit}, 1k weight={4*gain} scale={limit/2}";
    const { cost } = evaluate([goal], [1, 2, 3, 4]);
    expect(cost).toBeCloseTo((0.5 * (1 / 4 + 4 / 4)) / 2, 14);
  });
});

describe("verdicts", () => {
  test("an equality has one only with tol", () => {
    expect(evaluate(["vr(out) = 2"], [1, 2, 3, 5]).goals).toEqual([
      { name: "goal 1", met: null, worst: 3, at: 4000 },
    ]);
    expect(evaluate(["flat: vr(out) = 2 tol=3"], [1, 2, 3, 5]).goals[0]).toEqual({
      name: "flat",
      met: true,
      worst: 3,
      at: 4000,
    });
    expect(evaluate(["vr(out) = 2 tol=2.9"], [1, 2, 3, 5]).goals[0]!.met).toBe(false);
  });

  test("a limit is met when nothing exceeds it by more than tol", () => {
    expect(evaluate(["vr(out) <= 5"], [1, 2, 3, 5]).goals[0]).toEqual({
      name: "goal 1",
      met: true,
      worst: 0,
      at: 4000,
    });
    expect(evaluate(["vr(out) <= 4"], [1, 2, 3, 5]).goals[0]).toEqual({
      name: "goal 1",
      met: false,
      worst: 1,
      at: 4000,
    });
    expect(evaluate(["vr(out) <= 4 tol=1"], [1, 2, 3, 5]).goals[0]!.met).toBe(true);
    expect(evaluate(["vr(out) >= 2 tol=0.5 scale=10"], [1, 2, 3, 5]).goals[0]).toEqual({
      name: "goal 1",
      met: false,
      worst: 1,
      at: 1000,
    });
  });

  test("names count all goals", () => {
    const { goals } = evaluate(["vr(out) <= 5", "pass: vr(out) >= 0", "vr(out) = 1"], [1, 2, 3, 4]);
    expect(goals.map(({ name }) => name)).toEqual(["goal 1", "pass", "goal 3"]);
  });

  test("what is not a number is not met", () => {
    const { goals, cost } = evaluate(["ln(vr(out)) <= 5"], [1, -1, 3, 5]);
    expect(cost).toBeNaN();
    expect(goals[0]!.met).toBe(false);
    expect(goals[0]!.at).toBe(2000);
  });
});

describe("the margin", () => {
  test("presses on limits in residuals and derivatives, in units of the scale, but never on cost and verdict", () => {
    const plain = evaluate(["vr(out) <= 4 scale=2"], [1, 3, 4, 5]);
    const pressed = evaluate(["vr(out) <= 4 scale=2"], [1, 3, 4, 5], [], 0.75);
    expect(pressed.cost).toBe(plain.cost);
    expect(pressed.goals).toEqual(plain.goals);
    expect([...plain.residuals!]).toEqual([0, 0, 0, 0.25]);
    expect([...pressed.residuals!]).toEqual([0, 0.125, 0.375, 0.625]);
    expect([...pressed.residualDerivatives!.dRe]).toEqual([0, 0.25, 0.25, 0.25]);
    expect([...pressed.costDerivative.re]).toEqual([0, 0.25 * 0.125, 0.25 * 0.375, 0.25 * 0.625]);
  });

  test("leaves equalities alone", () => {
    const goals = ["vr(out) = 4 tol=1"];
    expect(evaluate(goals, [1, 3, 4, 5], [], 0.75)).toEqual(evaluate(goals, [1, 3, 4, 5]));
  });

  test("its derivatives are exact", () => {
    const { objective, state } = objectiveOf(["db(v(out)) <= -1 scale=3", "mag(v(in)/v(out)) >= 2 weight=5"]);
    for (const seed of [1, 2, 3])
      expectExactDerivatives(objective, randomNumbers(objective, createRandom(seed)), state, 0.3);
  });
});

describe("angles", () => {
  test.each([
    [0, 0],
    [180, 180],
    [-180, 180],
    [181, -179],
    [540, 180],
    [-540, 180],
    [359, -1],
    [-359.5, 0.5],
    [3600, 0],
  ])("%d degrees are %d", (angle, wrapped) => expect(wrapDegrees(angle)).toBeCloseTo(wrapped, 12));

  const rows = (goal: string, degrees: readonly number[]): readonly number[] =>
    [...evaluate([`${goal} at 1k, 2k, 3k, 4k`], ...phasors(degrees)).residuals!].map((row) => 2 * row);

  test("a target phase is approached the short way round", () => {
    const near = (found: readonly number[], expected: readonly number[]) =>
      expected.forEach((value, k) => void expect(found[k]).toBeCloseTo(value, 9));
    near(rows("vp(out) = 179", [-179, 170, 0, -1]), [2, -9, -179, 180]);
    near(rows("phase(v(out)) = -170", [175, -170, 10, 20]), [-15, 0, 180, -170]);
    near(rows("-170 = phase(v(out))", [175, -170, 20, 20]), [15, 0, 170, 170]);
    near(rows("-phase(v(out)) = 170", [175, -170, 20, 20]), [15, 0, 170, 170]);
    near(rows("phase(v(out))+90 = -100", [175, 170, 0, 0]), [5, 0, -170, -170]);
  });

  test("a limit in degrees is a plain number, since a circle has no order", () => {
    expect(rows("vp(out) <= 90", [-100, -179, 91, 89]).map(Math.round)).toEqual([0, 0, 1, 0]);
    expect(rows("vp(out) >= -150", [179, -160, 0, 10]).map(Math.round)).toEqual([0, 10, 0, 0]);
  });

  test("the difference of two phases is wrapped wherever it stands", () => {
    const { objective, state } = objectiveOf([
      "phase(v(out))-phase(v(in)) <= 30 at 1k",
      "vp(out) <= vp(in) at 1k",
      "abs(vp(out)-vp(in)) = 0 at 1k",
    ]);
    const observed = complexMatrix(2, objective.frequencies.length);
    const set = (row: number, degrees: number): void => {
      const [re, im] = phasors([degrees]);
      observed.re[row * observed.columns] = re[0]!;
      observed.im[row * observed.columns] = im[0]!;
    };
    set(0, -170);
    set(1, 170);
    const { residuals } = objective.evaluate(observed, state);
    expect(residuals![0]).toBe(0);
    expect(residuals![1]).toBeCloseTo(20, 9);
    expect(residuals![2]).toBeCloseTo(20, 9);
  });

  test("derivatives are exact across the cut", () => {
    const { objective, state } = objectiveOf([
      "vp(out) = 180 scale=10",
      "vp(out)-vp(in) = 170",
      "vp(in) >= 100",
    ]);
    for (const seed of [1, 2, 3])
      expectExactDerivatives(objective, randomNumbers(objective, createRandom(seed)), state);
  });
});

describe("derivatives of whole objectives", () => {
  test.each([
    [["v(out) = 0.5", "v(out,in) = v(in)/gain weight=2 scale=0.3"]],
    [["db(v(out)) >= -3 from 1k to 2k", "db(v(out)) <= -20 from 3k to 4k", "vm(out) = 0.5 at 1.5k"]],
    [["i(R1) = i(C1)", "mag(i(I1)) = gain*2 at 1k", "limit <= 3", "i(R2)*limit = 1 at 5k"]],
    [["min(vm(out), vm(in), gain) >= 0.4", "max(vdb(out), -10) <= -2", "abs(vr(out)) = 0.3"]],
    [["mag(s(2,1)) = 1/sqrt(1+(f/2k)^4)", "db(s(1,1)) <= -20", "delay(s(2,1)) = 1u weight=3"]],
    [["mag(v(out)/i(V1)) = 50 scale=10", "mag(i(L1)) <= 0.1 weight=10", "gain = 2"]],
  ])("%j", (goals) => {
    const { objective, state } = objectiveOf(goals);
    for (const seed of [1, 2, 3, 4]) {
      const observed = randomNumbers(objective, createRandom(seed));
      const { cost, residuals } = objective.evaluate(observed, state);
      expect(residuals!.length).toBe(objective.residualCount);
      expect(Math.abs(halfSum(residuals!) / cost - 1)).toBeLessThan(1e-12);
      expectExactDerivatives(objective, observed, state);
    }
  });

  test("an evaluation leaves the results of the one before alone", () => {
    const { objective, state } = objectiveOf(["v(out) = 0.5", "vdb(in) <= -3"]);
    const [first, second] = [1, 2].map((seed) => randomNumbers(objective, createRandom(seed))) as [
      ComplexMatrix,
      ComplexMatrix,
    ];
    const before = objective.evaluate(first, state);
    const copy = structuredClone({ ...before });
    objective.evaluate(second, state, 0.1);
    expect(before).toEqual(copy);
    expect(objective.evaluate(first, state)).toEqual(copy);
  });
});
