import { describe, expect, test } from "vitest";
import type { Chart } from "../../src/report/chart.ts";
import { escapeMarkup } from "../../src/report/escape-markup.ts";
import { plotPath } from "../../src/report/plot-path.ts";
import { formatSvg } from "../../src/report/plot-svg.ts";
import { formatTerminalChart } from "../../src/report/terminal-chart.ts";

const x = Float64Array.from({ length: 41 }, (_, k) => 1e3 * 10 ** (k / 10));
const lowPass = x.map((f) => -10 * Math.log10(1 + (f / 1e5) ** 2));

function chart(change: Partial<Chart> = {}): Chart {
  return {
    title: "a title",
    x: { label: "frequency", unit: "Hz", scale: "log" },
    y: { label: "vdb(out)", unit: "dB", scale: "linear" },
    curves: [{ name: "after", x, y: lowPass, role: "after" }],
    masks: [],
    ...change,
  };
}

/** Every tag that opens also closes, in order. */
function unclosed(svg: string): readonly string[] {
  const open: string[] = [];
  for (const [, close, name, selfClosing] of svg.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (selfClosing === "/") continue;
    if (close !== "/") open.push(name!);
    else expect(open.pop()).toBe(name);
  }
  return open;
}

describe("SVG", () => {
  test("is well formed, with a curve and axis numbers", () => {
    const svg = formatSvg([chart()]);
    expect(unclosed(svg)).toEqual([]);
    expect(svg).toContain("10 kHz");
    expect(svg).toContain("-20 dB");
    expect(svg.match(/<path /g)).toHaveLength(1);
  });

  test("texts of the netlist cannot become markup", () => {
    const hostile = '<script>alert("1")</script>&\u0000';
    const svg = formatSvg([
      chart({ title: hostile, curves: [{ name: hostile, x, y: lowPass, role: "plain" }] }),
    ]);
    expect(svg).not.toContain("<script");
    expect(svg).not.toContain("\u0000");
    expect(unclosed(svg)).toEqual([]);
    expect(escapeMarkup(hostile)).toBe("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;\ufffd");
    expect(escapeMarkup("\ud800 and 😀")).toBe("\ufffd and 😀");
  });

  test("a limit is shaded on its forbidden side, a target is a line", () => {
    const limit = x.map(() => -10);
    const upper = formatSvg([chart({ masks: [{ name: "m", relation: "<=", x, limit }] })]);
    const lower = formatSvg([chart({ masks: [{ name: "m", relation: ">=", x, limit }] })]);
    const corner = (svg: string): number => Number(/L[\d.]+ (-?[\d.]+)Z/.exec(svg)![1]);
    const frameTop = 62;
    const frameBottom = 380 - 46;
    expect(corner(upper)).toBeLessThan(frameTop);
    expect(corner(lower)).toBeGreaterThan(frameBottom);
    const target = formatSvg([chart({ masks: [{ name: "m", relation: "=", x, limit }] })]);
    expect(target).not.toMatch(/<path[^>]*hatch/);
  });

  test.each(["<=", ">="] as const)(
    "the name of a %s limit at the edge of the frame stays inside it",
    (relation) => {
      const edge = relation === "<=" ? 9.3 : -0.3;
      const y = x.map((_, k) => (9 * k) / 40);
      const volts = { label: "v(out)", unit: "V", scale: "linear" as const };
      const mask = { name: "edge", relation, x: x.slice(20), limit: x.slice(20).map(() => edge) };
      const svg = formatSvg([
        chart({ y: volts, curves: [{ name: "a", x, y, role: "plain" }], masks: [mask] }),
      ]);
      const baseline = Number(/y="(-?[\d.]+)" fill="#4a2f7a">edge</.exec(svg)![1]);
      expect(baseline - 10).toBeGreaterThanOrEqual(62);
      expect(baseline).toBeLessThanOrEqual(380 - 46);
    },
  );

  test("a mask with a gap forbids nothing in it, in SVG and in the terminal", () => {
    const gap = {
      x: Float64Array.of(1e3, 2e3, Number.NaN, 5e6, 1e7),
      limit: Float64Array.of(-30, -30, Number.NaN, -30, -30),
    };
    const mask = { name: "stop", relation: "<=" as const, ...gap };
    const svg = formatSvg([chart({ masks: [mask] })]);
    expect(svg).not.toContain("NaN");
    const areas = [...svg.matchAll(/ d="([^"]*)Z" fill="url/g)].map(([, path]) =>
      [...path!.matchAll(/[ML]([\d.]+) /g)].map(([, px]) => Number(px)),
    );
    expect(areas).toHaveLength(2);
    const [left, right] = areas as [number[], number[]];
    // 1 kHz to 10 MHz are four decades: the pieces take log10(2) of one each, at both ends.
    const width = Math.max(...right) - Math.min(...left);
    for (const piece of [left, right])
      expect((Math.max(...piece) - Math.min(...piece)) / width).toBeCloseTo(Math.log10(2) / 4, 2);
    expect(svg.match(/>stop<\/text>/g)).toHaveLength(2);
    const rows = formatTerminalChart(chart({ masks: [mask] }), { rows: 12, columns: 80 })
      .split("\n")
      .slice(1, 13);
    const shaded = rows.flatMap((row) =>
      [...row.split("┤")[1]!].flatMap((cell, k) => (cell === "░" ? [k] : [])),
    );
    expect(Math.min(...shaded)).toBeLessThan(3);
    expect(Math.max(...shaded)).toBeGreaterThan(60);
    expect(shaded.filter((column) => column > 12 && column < 55)).toEqual([]);
  });

  test("points that are not finite interrupt a curve and never reach the file", () => {
    const broken = lowPass.map((value, k) =>
      k === 20 ? Number.NaN : k === 0 ? Number.NEGATIVE_INFINITY : value,
    );
    const svg = formatSvg([chart({ curves: [{ name: "a", x, y: broken, role: "plain" }] })]);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(/ d="([^"]*)" fill="none"/.exec(svg)![1]!.match(/M/g)).toHaveLength(2);
  });

  test("a chart without any point still has axes", () => {
    const svg = formatSvg([chart({ curves: [] })]);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(unclosed(svg)).toEqual([]);
  });
});

describe("plotPath", () => {
  test("many points in one column keep their extremes", () => {
    const many = Float64Array.from({ length: 100_000 }, (_, k) => k / 1000);
    const spiky = many.map((_, k) => (k === 50_321 ? 1000 : k % 2));
    const path = plotPath(many, spiky, (a, b) => [a, b]);
    expect(path).toContain(" 1000");
    expect(path.length).toBeLessThan(10_000);
  });
});

describe("terminal chart", () => {
  const flat = (text: string): readonly string[] => text.split("\n");

  test("fits its columns and shows a falling curve", () => {
    for (const columns of [40, 80, 120]) {
      const lines = flat(formatTerminalChart(chart(), { columns, rows: 12 }));
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
    }
    const rows = flat(formatTerminalChart(chart(), { columns: 80, rows: 12 })).slice(1, 13);
    const first = rows.findIndex((row) => /┤[⠁-⣿]/.test(row));
    const last = rows.findLastIndex((row) => /[⠁-⣿]/.test(row));
    expect(first).toBeLessThan(3);
    expect(last).toBeGreaterThan(9);
  });

  test("forbidden regions lie on their side of the limit", () => {
    const limit = x.map(() => -20);
    const rows = flat(
      formatTerminalChart(chart({ masks: [{ name: "m", relation: ">=", x, limit }] }), { rows: 12 }),
    ).slice(1, 13);
    expect(rows[0]).not.toContain("░");
    expect(rows[11]).toContain("░");
  });

  test("several curves are told apart without colour", () => {
    const curves = ["v(a)", "v(b)"].map((name, k) => ({
      name,
      x,
      y: lowPass.map((v) => v - 8 * k),
      role: "plain" as const,
    }));
    const text = formatTerminalChart(chart({ curves }));
    expect(text).toMatch(/⠒a v\(a\) {3}⠒b v\(b\)/);
  });
});
