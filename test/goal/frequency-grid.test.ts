import { Simulation } from "eecircuit-engine";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type FrequencyGrid, gridFrequencies, settleGrid } from "../../src/goal/frequency-grid.ts";
import { createRandom } from "../../src/numeric/random.ts";

function grid(text: string): FrequencyGrid {
  const [variation, points, from, to] = text.split(" ");
  return {
    variation: variation as FrequencyGrid["variation"],
    points: Number(points),
    from: Number(from),
    to: Number(to),
  };
}

describe("closed forms", () => {
  test.each([
    ["dec 1 10 10000", [10, 100, 1000, 10000]],
    ["dec 2 1 10", [1, Math.sqrt(10), 10]],
    // A decade or more: as many steps as fit, widened to end at `to`.
    ["dec 1 1000 50000", [1000, 50000]],
    // Less than a decade: steps of 10^(1/n), and `to` is not reached.
    ["dec 1 1000 5000", [1000]],
    ["dec 3 1000 5000", [1000, 1000 * 10 ** (1 / 3), 1000 * 10 ** (2 / 3)]],
    ["oct 1 1000 7000", [1000, 2000, 4000]],
    ["oct 1 1000 8000", [1000, 2000, 4000, 8000]],
    ["lin 5 100 300", [100, 150, 200, 250, 300]],
    ["lin 2 100 300", [100]],
    ["lin 1 100 300", [100]],
    ["lin 0 100 300", [100]],
    ["lin 3 100 100", [100]],
    ["dec 3 100 100", [100]],
    ["dec 0 10 1000", [10, 100, 1000]],
  ])("%s", (text, expected) => {
    const frequencies = gridFrequencies(grid(text));
    expect(frequencies.length).toBe(expected.length);
    for (const [k, f] of expected.entries()) expect(Math.abs(frequencies[k]! / f - 1)).toBeLessThan(1e-14);
  });
});

describe("the embedded engine", () => {
  let engine: Simulation;
  const silence = vi.spyOn(console, "error").mockImplementation(() => {});
  beforeAll(async () => {
    engine = new Simulation();
    await engine.start();
  });
  afterAll(() => silence.mockRestore());

  async function sweep({ variation, points, from, to }: FrequencyGrid): Promise<readonly number[]> {
    const card = `.ac ${variation} ${points} ${from} ${to}`;
    engine.setNetList(`grid\nv1 a 0 ac 1\nr1 a 0 1k\n.options reltol=1e-9\n${card}\n.end\n`);
    const result = await engine.runSim();
    return result.dataType === "complex" ? result.data[0]!.values.map((value) => value.real) : [];
  }

  async function compare(candidate: FrequencyGrid): Promise<void> {
    const visited = await sweep(candidate);
    const expected = gridFrequencies(candidate);
    expect({ ...candidate, count: expected.length }).toEqual({ ...candidate, count: visited.length });
    for (const [k, f] of visited.entries()) expect(Math.abs(expected[k]! / f - 1)).toBeLessThan(1e-12);
  }

  test("visits the same frequencies on random grids of every kind", async () => {
    const random = createRandom(7);
    for (let k = 0; k < 60; k++) {
      const from = Number((10 ** (4 * random.uniform())).toPrecision(4));
      const to = Number((from * 10 ** (4 * random.uniform())).toPrecision(4));
      const variation = (["dec", "oct", "lin"] as const)[k % 3]!;
      await compare({ variation, points: 1 + Math.floor(60 * random.uniform()), from, to });
    }
  });

  test.each([
    "dec 1 1000 5000",
    "dec 10 1000 9990",
    "lin 2 10 30",
    "lin 7777 3 100000",
    "oct 1000 10 40960",
    "dec 500 10 1e7",
  ])("visits the same frequencies for %s", (text) => compare(grid(text)));

  test("settled grids keep their count when their ends are not whole numbers", async () => {
    const random = createRandom(11);
    for (let k = 0; k < 60; k++) {
      const from = 10 ** (6 * random.uniform() - 1);
      const decades = 1 + Math.floor(5 * random.uniform());
      const points = 1 + Math.floor(100 * random.uniform());
      const settled = settleGrid({ variation: "dec", points, from, to: from * 10 ** decades });
      expect(gridFrequencies(settled).length).toBe(points * decades + 1);
      await compare(settled);
    }
  });

  test("whole numbers of hertz need no settling", () => {
    const card = grid("dec 100 1e4 1e8");
    expect(settleGrid(card)).toEqual(card);
  });
});
