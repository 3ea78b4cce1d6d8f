import { describe, expect, test } from "vitest";
import { type FrequencyGrid, gridFrequencies } from "../../src/goal/frequency-grid.ts";
import { mergeFrequencies } from "../../src/goal/merge-frequencies.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { frame, objectiveOf } from "./circuit-fixture.ts";

function describeGrid({ variation, points, from, to }: FrequencyGrid): string {
  const short = (f: number): string => String(Number(f.toPrecision(7)));
  return `${variation} ${points} ${short(from)} ${short(to)}`;
}

describe("merging single frequencies into sweeps", () => {
  test.each([
    [[], []],
    [[1000], ["lin 1 1000 1000"]],
    // ngspice's `lin 2` has one point.
    [[1000, 5000], ["lin 3 1000 5000"]],
    [[3000, 1000, 2000], ["lin 3 1000 3000"]],
    [[1, 2, 3, 4, 5, 6], ["lin 6 1 6"]],
    [[100, 1000, 10000, 100000], ["dec 1 100 100000"]],
    [[1000, 2000, 4000, 8000], ["oct 1 1000 8000"]],
    [[10, 10 ** 1.5, 100], ["dec 2 10 100"]],
    [[1000, 1000, 2000], ["lin 3 1000 2000"]],
    [
      [1, 2, 3, 100, 200, 300],
      ["lin 3 1 3", "lin 3 100 300"],
    ],
    [
      [1, 2, 3, 77],
      ["lin 3 1 3", "lin 1 77 77"],
    ],
    [
      [7, 11, 20, 47],
      ["lin 3 7 11", "lin 3 20 47"],
    ],
    [[40e3, 70e3, 100e3, 130e3, 160e3], ["lin 5 40000 160000"]],
  ])("%j", (wanted, grids) => {
    expect(mergeFrequencies(wanted).map(describeGrid)).toEqual(grids);
  });

  test("every wanted frequency is visited, whatever they are", () => {
    const random = createRandom(3);
    for (let round = 0; round < 50; round++) {
      const wanted = Array.from({ length: 1 + random.integer(12) }, () =>
        Number((10 ** (6 * random.uniform())).toPrecision(1 + random.integer(6))),
      );
      const visited = mergeFrequencies(wanted).flatMap((grid) => [...gridFrequencies(grid)]);
      for (const f of wanted) expect(visited.some((g) => Math.abs(g / f - 1) < 1e-9)).toBe(true);
      expect(mergeFrequencies(wanted).length).toBeLessThanOrEqual(Math.ceil(wanted.length / 2));
    }
  });
});

describe("the sweeps of an objective", () => {
  const grids = (...goals: readonly string[]): readonly string[] =>
    objectiveOf(goals).objective.grids.map(describeGrid);

  test("the card's own for goals on its points", () => {
    expect(grids("vm(out) = 1", "vm(in) = 1 from 1k to 2k")).toEqual(["lin 4 1000 4000"]);
  });

  test("points after `at` that the sweep has are taken from it, the others are added", () => {
    expect(grids("vm(out) = 1", "vm(in) = 1 at 1k, 3k")).toEqual(["lin 4 1000 4000"]);
    expect(grids("vm(out) = 1", "vm(in) = 1 at 1k, 3.5k")).toEqual(["lin 4 1000 4000", "lin 1 3500 3500"]);
    expect(grids("vm(out) = 1", "vm(in) = 1 at 1.5k", "vm(in) <= 1 at 3.5k")).toEqual([
      "lin 4 1000 4000",
      "lin 3 1500 3500",
    ]);
  });

  test("the card's sweep is left out where single points need no more sweeps without it", () => {
    expect(grids("vm(out) = 1 at 1.5k, 2.5k, 3.5k")).toEqual(["lin 3 1500 3500"]);
    expect(grids("vm(out) = 1 at 2k")).toEqual(["lin 1 2000 2000"]);
    expect(grids("vm(out) = 1 at 1k", "vm(out) = 1 at 3k", "vm(out) = 1 at 4k")).toEqual(["lin 4 1000 4000"]);
  });

  test("points share what they can between goals", () => {
    expect(grids("vm(out) = 1 at 10", "vm(in) = 1 at 30", "vm(in) = 2 at 20, 40")).toEqual(["lin 4 10 40"]);
  });

  test("a delay over the sweep takes the sweep twice more, beside itself", () => {
    expect(grids("vm(out) = 1", "delay(v(out)) = 1u")).toEqual([
      "lin 4 1000 4000",
      "lin 4 1000.01 4000.04",
      "lin 4 999.99 3999.96",
    ]);
  });

  test("a delay alone needs no points but those beside", () => {
    expect(grids("delay(v(out)) = 1u from 1k to 2k")).toEqual([
      "lin 4 1000.01 4000.04",
      "lin 4 999.99 3999.96",
    ]);
  });

  test("a delay at one point is one sweep of three", () => {
    expect(grids("delay(v(out)) = 1u at 5k")).toEqual(["lin 3 4999.95 5000.05"]);
    expect(grids("delay(v(out)) = vm(out) at 5k")).toEqual(["lin 3 4999.95 5000.05"]);
  });

  test("delays at many points are swept above and below", () => {
    expect(grids("delay(v(out)) = 1u at 1, 2, 3, 4, 5")).toEqual([
      "lin 5 1.00001 5.00005",
      "lin 5 0.99999 4.99995",
    ]);
  });

  test("a goal that observes nothing keeps the card", () => {
    const { objective, state } = objectiveOf(["gain <= limit*f/1k"]);
    expect(objective.grids.map(describeGrid)).toEqual(["lin 4 1000 4000"]);
    expect(objective.residualCount).toBe(4);
    expect(
      objective.evaluate({ rows: 0, columns: 4, re: new Float64Array(), im: new Float64Array() }, state).cost,
    ).toBe(0);
  });

  test("frequencies are those of the sweeps, one after the other", () => {
    const { objective } = objectiveOf(["vm(out) = 1", "vm(in) = 1 at 500"]);
    expect([...objective.frequencies]).toEqual([1000, 2000, 3000, 4000, 500]);
    expect([
      ...objective.evaluate(
        { rows: 2, columns: 5, re: new Float64Array(10), im: new Float64Array(10) },
        objectiveOf(["vm(out) = 1"]).state,
      ).residualDerivatives!.point,
    ]).toEqual([0, 1, 2, 3, 4]);
  });

  test("a decade sweep of delays keeps its count whatever its ends", () => {
    for (const card of [
      ".ac dec 10 1k 1meg",
      ".ac dec 7 0.3 300",
      ".ac oct 3 1.1k 40k",
      ".ac lin 101 0.7 1.9k",
    ]) {
      const lines = frame.map((line) => (line.startsWith(".ac") ? card : line));
      const { objective } = objectiveOf(["vm(out) = 1", "delay(v(out)) = 1u"], {}, lines);
      const [own, above, below] = objective.grids.map((grid) => gridFrequencies(grid).length);
      expect(above).toBe(own);
      expect(below).toBe(own);
    }
  });
});
