import { describe, expect, test } from "vitest";
import { samplesOf } from "../../src/goal/objective.ts";
import { complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { circuitOf, compileWith } from "./circuit-fixture.ts";
import { expectExactDerivatives, randomNumbers } from "./derivative-check.ts";

const cards = ["title", "V1 in 0 1", "I1 0 out 0", "R1 in out 1k", "R2 out 0 2k", ".param gain=0.25"];
const data = "x,y,kind\n0,0.1,up\n1,0.4,down\n2,0.9,up\n3,1.6,down\n4,2.5,up\n";

function objectiveOf(lines: readonly string[], file = data) {
  const circuit = circuitOf([...cards, ...lines, ".end", ""].join("\n"));
  const compiled = compileWith(circuit, { "samples.csv": file });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  const objective = compiled.value[0]!;
  return { circuit, objective, state: circuit.evaluate(new Float64Array(circuit.trainables.length)) };
}

describe("goals over samples", () => {
  test("the cost is the mean over the samples of the cost of each", () => {
    const goals = ["v(out) = data(y) weight=3", "v(in) <= 2*data(x) scale=2"];
    const lines = [".op", '* @data "samples.csv" V1=x', ...goals.map((goal) => `* @goal ${goal}`)];
    const { objective, state } = objectiveOf(lines);
    const observed = randomNumbers(objective, createRandom(1));
    observed.im.fill(0);
    const columns = observed.columns;
    const rows = data.trim().split("\n").slice(1);
    const single = rows.map((row, sample) => {
      const [x, y] = row.split(",");
      const written = goals.map((goal) => `* @goal ${goal.replace("data(y)", y!).replace("data(x)", x!)}`);
      const one = objectiveOf([".op", ...written]);
      const numbers = complexMatrix(2, 1);
      for (let k = 0; k < 2; k++) numbers.re[k] = observed.re[k * columns + sample]!;
      return one.objective.evaluate(numbers, one.state).cost;
    });
    const mean = single.reduce((sum, cost) => sum + cost, 0) / single.length;
    expect(objective.evaluate(observed, state).cost).toBeCloseTo(mean, 14);
    expectExactDerivatives(objective, observed, state);
  });

  test("samples times states of a sweep, with derivatives by parameters", () => {
    const lines = [
      "V2 aux 0 0",
      "R9 aux out 1k",
      ".dc V2 0 2 1",
      '* @data "samples.csv" V1=x',
      "* @goal v(out)*gain = data(y) + x from 1 to 2",
    ];
    const { objective, state } = objectiveOf(lines);
    expect(objective.axis).toHaveLength(15);
    expect(objective.kind === "dc" && objective.points[4]!.overrides.map(({ value }) => value)).toEqual([
      1, 1,
    ]);
    const observed = randomNumbers(objective, createRandom(2));
    observed.im.fill(0);
    expectExactDerivatives(objective, observed, state);
    const { goals } = objective.evaluate(observed, state);
    expect([1, 2]).toContain(goals[0]!.at);
  });

  test("at an operating point a verdict names the worst sample", () => {
    const { objective, state } = objectiveOf([
      ".op",
      '* @data "samples.csv" V1=x',
      "* @goal v(out) = data(y) tol=1",
    ]);
    const observed = complexMatrix(1, 5);
    expect(objective.evaluate(observed, state).goals[0]).toMatchObject({ worst: 2.5, at: 5, met: false });
  });

  test("the parts of a split are objectives of their own samples", () => {
    const { objective } = objectiveOf([
      ".op",
      '* @data "samples.csv" V1=x split=0.6 seed=2',
      "* @goal v(out) = data(y)",
    ]);
    const { parts, over } = samplesOf(objective)!;
    expect([parts.train.length, parts.test.length]).toEqual([3, 2]);
    const kept = over(parts.test);
    expect(kept.kind === "dc" && kept.points.map(({ overrides }) => overrides[0]!.value)).toEqual([
      ...parts.test,
    ]);
  });
});

describe("classes", () => {
  const classify = (options: string, more = "") =>
    objectiveOf([
      ".op",
      '* @data "samples.csv" V1=x',
      `* @classify kind by v(in), v(out)*gain ${options}`,
      more,
    ]);

  /** down = 0, up = 1 by the alphabet. */
  const labels = [1, 0, 1, 0, 1];

  test.each([
    ["", (q: readonly number[], y: number) => Math.log(Math.exp(q[0]!) + Math.exp(q[1]!)) - q[y]!],
    [
      "temperature=0.5",
      (q: readonly number[], y: number) => Math.log(Math.exp(2 * q[0]!) + Math.exp(2 * q[1]!)) - 2 * q[y]!,
    ],
    ["margin=0.3", (q: readonly number[], y: number) => 0.5 * Math.max(0, 0.3 - (q[y]! - q[1 - y]!)) ** 2],
  ])("cost, derivatives and told classes with %s", (options, loss) => {
    const { objective, state } = classify(options);
    const observed = randomNumbers(objective, createRandom(3));
    observed.im.fill(0);
    const costOf = (): number => objective.evaluate(observed, state).cost;
    const q = (sample: number) => [observed.re[sample]!, 0.25 * observed.re[5 + sample]!];
    const expected = labels.reduce((sum, label, sample) => sum + loss(q(sample), label) / 5, 0);
    expect(costOf()).toBeCloseTo(expected, 13);
    const { costDerivative, costSlotDerivative, classes, residuals } = objective.evaluate(observed, state);
    expect(residuals).toBeUndefined();
    expect([...classes!.labels]).toEqual(labels);
    expect([...classes!.predicted]).toEqual(
      labels.map((_, sample) => (q(sample)[1]! > q(sample)[0]! ? 1 : 0)),
    );
    const differences = (values: Float64Array, index: number): number => {
      const start = values[index]!;
      const costs = [-2, -1, 1, 2].map((k) => {
        values[index] = start + k * 1e-3;
        return costOf();
      });
      values[index] = start;
      return (costs[0]! - 8 * costs[1]! + 8 * costs[2]! - costs[3]!) / 12e-3;
    };
    for (let k = 0; k < 10; k++) expect(costDerivative.re[k]).toBeCloseTo(differences(observed.re, k), 9);
    costSlotDerivative.forEach((claimed, slot) => {
      expect(claimed).toBeCloseTo(differences(state.slots, slot), 9);
    });
  });

  test("goals beside classes add to the cost, which then has no residuals", () => {
    const alone = classify("");
    const both = classify("", "* @goal v(out) = data(y) weight=2");
    const random = randomNumbers(both.objective, createRandom(4));
    // Goals are compiled before classes: v(out) is observed first where there is a goal.
    const costOf = ({ objective, state }: typeof both, rows: readonly number[]): number => {
      const observed = complexMatrix(2, 5);
      rows.forEach((row, k) => {
        observed.re.set(random.re.subarray(5 * row, 5 * row + 5), 5 * k);
      });
      return objective.evaluate(observed, state).cost;
    };
    const goal = [0.1, 0.4, 0.9, 1.6, 2.5].reduce((sum, y, k) => sum + (random.re[k]! - y) ** 2 / 5, 0);
    expect(costOf(both, [0, 1]) - costOf(alone, [1, 0])).toBeCloseTo(goal, 12);
    expect(both.objective.residualCount).toBe(0);
  });

  test("labels choose samples and give the order of the quantities", () => {
    const file = "x,kind\n0,10\n1,9\n2,2\n3,10\n";
    const numbered = objectiveOf(
      [".op", '* @data "samples.csv" V1=x', "* @classify kind by v(in), v(out), v(in,out)"],
      file,
    );
    expect(classesOf(numbered)).toMatchObject({ names: ["2", "9", "10"], labels: Int32Array.of(2, 1, 0, 2) });
    const chosen = objectiveOf(
      [".op", '* @data "samples.csv" V1=x', '* @classify kind by v(in), v(out) labels="10, 2"'],
      file,
    );
    expect(classesOf(chosen)).toMatchObject({ names: ["10", "2"], labels: Int32Array.of(0, 1, 0) });
  });

  test("labels of several words, parted by commas; spaces around them do not count", () => {
    const file = "x,kind\n0,deep red\n1, sky blue\n2,green\n";
    const told = objectiveOf(
      [".op", '* @data "samples.csv" V1=x', '* @classify kind by v(in), v(out) labels="sky blue, deep red"'],
      file,
    );
    expect(classesOf(told)).toMatchObject({ names: ["sky blue", "deep red"], labels: Int32Array.of(1, 0) });
    const words = objectiveOf(
      [".op", '* @data "samples.csv" V1=x', '* @classify kind by v(in), v(out) labels="b a"'],
      "x,kind\n0,a\n1,b\n2,c\n",
    );
    expect(classesOf(words)).toMatchObject({ names: ["b", "a"], labels: Int32Array.of(1, 0) });
  });

  test("a column that stands twice is refused where it is used, not where it is not", () => {
    const compileFile = (file: string) =>
      compileWith(
        circuitOf(
          [...cards, ".op", '* @data "samples.csv" V1=x', "* @goal v(out) = data(y)", ".end", ""].join("\n"),
        ),
        { "samples.csv": file },
      ).diagnostics.map(({ code, message }) => `${code} ${message}`);
    expect(compileFile("x,y,note,note\n1,2,a,b\n")).toEqual([]);
    expect(compileFile("x,X,y\n1,2,3\n")).toEqual([
      'goal/data-syntax malformed data: "samples.csv" has 2 columns named x',
    ]);
  });

  test("a misspelt option is known as one", () => {
    const text = [
      ...cards,
      ".op",
      '* @data "samples.csv" V1=x splt=0.5',
      "* @goal v(out) = data(y)",
      ".end",
      "",
    ];
    const { diagnostics } = compileWith(circuitOf(text.join("\n")), { "samples.csv": data });
    expect(diagnostics.map(({ hint }) => hint)).toEqual(["did you mean split?"]);
  });

  function classesOf({ objective, state }: ReturnType<typeof objectiveOf>) {
    const observed = complexMatrix(objective.observables.length, objective.axis.length);
    return objective.evaluate(observed, state).classes;
  }
});
