import { describe, expect, test } from "vitest";
import type { Objective } from "../../src/goal/objective.ts";
import { type ComplexMatrix, complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { circuitOf, compileWith, type Files, withGoals } from "./circuit-fixture.ts";
import { expectExactDerivatives } from "./derivative-check.ts";

const cards = [
  "title",
  "V1 in 0 1",
  "I1 0 mid 2m",
  "I2 0 mid pulse(0 1 0 1n 1n 1u 2u)",
  "R1 in mid 50",
  "L1 mid out 1u",
  "C1 out 0 1n",
  "R2 out 0 50",
  "G1 out 0 in mid 3m",
  ".param target=0.25",
];

function compile(goals: readonly string[], card: string, files: Files = {}) {
  const circuit = circuitOf(withGoals(goals, [...cards, ...card.split("\n")]));
  const checked = compileWith(circuit, files);
  return { circuit, checked, codes: checked.diagnostics.map(({ code }) => code) };
}

function objectiveOf(goals: readonly string[], card: string, files: Files = {}) {
  const { circuit, checked, codes } = compile(goals, card, files);
  if (!checked.ok) throw new Error(codes.join());
  return { objective: checked.value[0]!, state: circuit.evaluate(new Float64Array(0)) };
}

/** Observed numbers from one function of the axis per observable. */
function sampled(
  { axis, observables }: Objective,
  ...functions: readonly ((x: number) => number)[]
): ComplexMatrix {
  const matrix = complexMatrix(observables.length, axis.length);
  for (const [row, value] of functions.entries()) matrix.re.set([...axis].map(value), row * axis.length);
  return matrix;
}

function random({ axis, observables }: Objective, seed: number): ComplexMatrix {
  const source = createRandom(seed);
  const matrix = complexMatrix(observables.length, axis.length);
  for (let k = 0; k < matrix.re.length; k++) matrix.re[k] = source.normal();
  return matrix;
}

describe("goals over time", () => {
  const card = ".tran 1u 20u";

  test("are time averages over the run", () => {
    const { objective, state } = objectiveOf(["v(out) = 1 weight=2"], card);
    expect(objective.kind).toBe("tran");
    expect(objective.axis.length).toBe(21);
    // ∫ (t - 1)² over 0 … 20 by the trapezoidal rule with step 1, times ½ weight / 20
    const squares = Array.from({ length: 21 }, (_, n) => (n === 0 || n === 20 ? 0.5 : 1) * (n - 1) ** 2);
    const expected = squares.reduce((sum, square) => sum + square, 0) / 20;
    const { cost, goals } = objective.evaluate(
      sampled(objective, (t) => t * 1e6),
      state,
    );
    expect(cost).toBeCloseTo(expected, 9);
    expect(goals[0]!.at).toBeCloseTo(20e-6, 15);
  });

  test("take targets over t and tables, ranges with interpolated ends, and single times", () => {
    const files = { "w.csv": "0,0\n20u,20\n" };
    const goals = [
      "v(out) = 1meg*t",
      'v(out) = table("w.csv")',
      "v(out) <= 7.25 from 2.5u to 7.25u",
      "v(out) = 3.75 at 3.75u",
    ];
    const { objective, state } = objectiveOf(goals, card, files);
    const { cost, residuals } = objective.evaluate(
      sampled(objective, (t) => t * 1e6),
      state,
    );
    expect(cost).toBeLessThan(1e-18);
    // 21 + 21 samples, 2.5 3 4 5 6 7 7.25, one.
    expect(residuals!.length).toBe(21 + 21 + 7 + 1);
  });

  test("begin at tstart", () => {
    const { objective, state } = objectiveOf(["v(out) = 0"], ".tran 1u 20u 15u");
    expect(
      objective.evaluate(
        sampled(objective, () => 1),
        state,
      ).residuals!.length,
    ).toBe(6);
  });

  test("the final value is the value at tstop", () => {
    const { objective, state } = objectiveOf(["v(out) = 0 at 20u tol=1"], card);
    const { goals } = objective.evaluate(
      sampled(objective, (t) => (t === objective.axis.at(-1) ? 20 : 0)),
      state,
    );
    expect(goals[0]).toEqual({ name: "goal 1", met: false, worst: 20, at: 20e-6 });
  });

  test("power is the mean of q² over the run or a range", () => {
    const { objective, state } = objectiveOf(
      ["power(v(out)) = 0.5 tol=1m", "power(2*v(out)) = 2 from 0 to 5u"],
      ".tran 10n 20u",
    );
    const wave = sampled(objective, (t) => Math.sin(2 * Math.PI * 1e5 * t));
    const { residuals, goals } = objective.evaluate(wave, state);
    expect(residuals!.length).toBe(2);
    expect(Math.abs(residuals![0]!)).toBeLessThan(1e-6);
    expect(Math.abs(residuals![1]!)).toBeLessThan(1e-6);
    expect(goals[0]!.met).toBe(true);
    expect(goals[0]!.at).toBeCloseTo(20e-6, 15);
  });

  test.each([
    [["v(out) = 1", "v(out,in)^2 <= 0.3 from 2.3u to 6.1u scale=3", "i(R1) = i(L1) at 3.3u, 5u"]],
    [
      [
        "power(v(out)) = target",
        "power(v(in))/(power(v(in))+power(v(out))) >= 0.6 from 1.5u to 9.25u weight=4",
      ],
    ],
    [["sqrt(power(i(R1)*50)) = target*2", "i(G1)+i(I1) = 0", "abs(v(out)) <= target"]],
    [["db(v(out)) <= -3 on=tran", "exp(v(out)) = min(v(in), target) at 7.77u"]],
  ])("derivatives of %j", (goals) => {
    const { objective, state } = objectiveOf(goals, card);
    for (const seed of [1, 2]) expectExactDerivatives(objective, random(objective, seed), state);
  });

  test.each([
    ["v(out) = 1 at 21u", "goal/outside-run"],
    ["v(out) = 1 from 5u to 21u", "goal/outside-run"],
    ["v(out) = 1 from -1u to 5u", "goal/outside-run"],
    ["v(out) = f on=tran", "goal/wrong-axis"],
    ["delay(v(out)) = 1 on=tran", "goal/needs-phasor"],
    ["i(I2) = 0", "goal/no-current"],
    ["s(1,1) = 0 on=tran", "goal/needs-ac"],
    ["power(v(out)) = v(in)", "goal/power-apart"],
    ["power(v(out)) = t", "goal/power-apart"],
    ["power(power(v(out))) = 1", "goal/power-apart"],
    ["power(v(out)) = 1 at 5u", "goal/power-apart"],
    ['v(out) = table("w.csv")', "goal/table-range"],
  ])("%s: %s", (goal, code) => {
    expect(compile([goal], card, { "w.csv": "0,0\n19u,20\n" }).codes).toEqual([code]);
  });
});

describe("goals over a dc sweep", () => {
  const card = ".dc V1 0 5 0.5";

  test("have the card's values, and further ones after `at`", () => {
    const { objective, state } = objectiveOf(
      ["v(out) = 2*x", "v(out) = 0 at 1.5, 1.75", "v(out) <= 4 from 1 to 2"],
      card,
    );
    expect(objective.kind).toBe("dc");
    expect([...objective.axis]).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 1.75]);
    const { residuals } = objective.evaluate(
      sampled(objective, (x) => 2 * x),
      state,
    );
    expect(residuals!.length).toBe(11 + 2 + 3);
    expect(residuals![11]).toBeCloseTo(3 / Math.SQRT2, 12);
    expect(residuals![12]).toBeCloseTo(3.5 / Math.SQRT2, 12);
  });

  test("each state says what is swept", () => {
    const { objective } = objectiveOf(["v(out) = 0 at 2"], ".dc V1 1 3 1 R1 10 20 10");
    if (objective.kind !== "dc") throw new Error("not dc");
    expect([...objective.axis]).toEqual([1, 2, 3, 1, 2, 3]);
    const { circuit } = compile([], ".op");
    const [source, resistor] = [circuit.elements[0]!, circuit.elements[circuit.findElement("R1")!]!];
    const slots = ["dc" in source && source.dc, "value" in resistor && resistor.value];
    expect(objective.points[4]!.overrides).toEqual([
      { slot: slots[0], value: 2 },
      { slot: slots[1], value: 20 },
    ]);
    expect(objective.residualCount).toBe(2);
  });

  test("downwards, and ends that rounding misses", () => {
    expect([...objectiveOf(["v(out) = 0"], ".dc V1 1 -1 -0.5").objective.axis]).toEqual([
      1, 0.5, 0, -0.5, -1,
    ]);
    expect(objectiveOf(["v(out) = 0 from 0.3 to 0.7"], ".dc V1 0 1 0.1").objective.residualCount).toBe(5);
    expect(objectiveOf(["v(out) = 0 from 0 to 1"], ".dc V1 -1 1 0.1").objective.residualCount).toBe(11);
  });

  test("currents follow the value that is swept", () => {
    const { objective, state } = objectiveOf(["i(R1) = 0", "i(I1) = 0", "i(C1) = 0"], ".dc R1 10 20 10");
    const { residuals } = objective.evaluate(
      sampled(objective, () => 40),
      state,
    );
    const rows = [...residuals!].map((row) => row * Math.SQRT2);
    for (const [k, value] of [4, 2, 2e-3, 2e-3, 0, 0].entries()) expect(rows[k]).toBeCloseTo(value, 12);
  });

  test("derivatives", () => {
    const goals = [
      "v(out) = x^2 scale=2",
      "i(R1)*x >= target",
      "v(in,out) = 0.1 at 0.25",
      "power(v(out)) <= 1 on=dc",
    ];
    const { objective, state } = objectiveOf(goals, card);
    expectExactDerivatives(objective, random(objective, 1), state);
  });

  test.each([
    ["v(out) = 0 from 1.1 to 1.4", card, "goal/empty-range"],
    ["v(out) = t on=dc", card, "goal/wrong-axis"],
    ["i(R1) = 0", ".dc V1 1 3 1 R1 10 20 10", "goal/no-current"],
    ["v(out) = 0", ".dc temp 0 100 50", "goal/swept-temperature"],
  ])("%s on %s: %s", (goal, dc, code) => expect(compile([goal], dc).codes).toEqual([code]));
});

describe("goals on an operating point", () => {
  test("have one state", () => {
    const { objective, state } = objectiveOf(["v(out) = 0.5 tol=0.1", "i(R1)+i(V1) = 0", "i(C1) = 0"], ".op");
    if (objective.kind !== "dc") throw new Error("not dc");
    expect(objective.points).toEqual([{ overrides: [] }]);
    const { goals } = objective.evaluate(
      sampled(
        objective,
        () => 1,
        () => 2,
        () => 3,
      ),
      state,
    );
    expect(goals[0]).toEqual({ name: "goal 1", met: false, worst: 0.5, at: 0 });
    expectExactDerivatives(objective, random(objective, 2), state);
  });

  test.each([
    ["v(out) = 0 at 1", "goal/no-axis"],
    ["v(out) = x on=op", "goal/wrong-axis"],
  ])("%s: %s", (goal, code) => expect(compile([goal], ".op").codes).toEqual([code]));
});

test("a deck of several analyses has one objective for each that has goals", () => {
  const { checked } = compile(
    ["v(out) = 1 on=op", "vdb(out) = 0", "v(out) = t", "v(in) = 1 on=op"],
    ".op\n.ac dec 1 1 10\n.tran 1u 2u\n.dc V1 0 1 1",
  );
  expect(checked.ok && checked.value.map(({ kind, analysis }) => `${kind} ${analysis.kind}`)).toEqual([
    "dc op",
    "ac ac",
    "tran tran",
  ]);
  expect(checked.ok && checked.value[0]!.residualCount).toBe(2);
});
