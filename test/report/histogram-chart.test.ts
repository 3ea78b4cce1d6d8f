import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/numeric/random.ts";
import { histogramChart } from "../../src/report/histogram-chart.ts";

const options = { title: "t", label: "x", unit: "V", lines: [] };

/** Heights of the bars, from their outline. */
function heights(samples: Float64Array): readonly number[] {
  const { y } = histogramChart(samples, options).curves[0]!;
  return Array.from(y.slice(1, -1)).filter((_, k) => k % 2 === 0);
}

describe("histogram", () => {
  test("counts every sample once, those that are no numbers not at all", () => {
    const random = createRandom(3);
    const samples = Float64Array.from({ length: 500 }, () => random.normal());
    samples[7] = Number.NaN;
    expect(heights(samples).reduce((sum, count) => sum + count, 0)).toBe(499);
  });

  test("a bar stands over the samples it counts", () => {
    const { x, y } = histogramChart(Float64Array.of(0, 0, 0, 32), options).curves[0]!;
    expect([x[0], x.at(-1)]).toEqual([0, 32]);
    expect(Array.from(y.slice(0, 4))).toEqual([0, 3, 3, 0]);
    expect(y.at(-2)).toBe(1);
  });

  test("a marked value is inside, and samples that are all alike still have a width", () => {
    const lines = [{ name: "limit", at: 5, role: "plain" as const }];
    const chart = histogramChart(Float64Array.of(1, 1, 1), { ...options, lines });
    expect(Array.from(chart.curves[1]!.x)).toEqual([5, 5]);
    expect(chart.curves[0]!.x.at(-1)).toBe(5);
    const flat = histogramChart(Float64Array.of(2, 2), options).curves[0]!;
    expect(flat.x.at(-1)!).toBeGreaterThan(flat.x[0]!);
    expect(histogramChart(new Float64Array(), options).curves[0]!.y.every((count) => count === 0)).toBe(true);
  });
});
