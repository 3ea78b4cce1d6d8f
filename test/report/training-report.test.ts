import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formatChange } from "../../src/report/format-change.ts";
import { formatDuration } from "../../src/report/format-duration.ts";
import { formatHtmlReport } from "../../src/report/html/html-report.ts";
import type { TrainingReport } from "../../src/report/html/training-report.ts";
import { diffNetlists } from "../../src/report/netlist-diff.ts";
import { formatTrainingSummary } from "../../src/report/training-summary.ts";
import { netlistAfter, netlistBefore, trainingResult } from "./training-fixture.ts";

describe("summary", () => {
  const summary = formatTrainingSummary("lc.cir", trainingResult());

  test("fits 80 columns, and 60", () => {
    for (const width of [80, 60]) {
      const lines = formatTrainingSummary("lc.cir", trainingResult(), width).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  test("says outcome, values before and after, goals, bounds, valleys and remarks", () => {
    expect(summary).toMatch(
      /^lc\.cir: goals-met: every goal is met\.\n9 steps, 20 analyses, 0\.42 s \(0\.31 s in ngspice\)\n/,
    );
    expect(summary).toMatch(/^C1 +9\.5 nF +3\.18312 nF +\/ 2\.98$/m);
    expect(summary).toMatch(/^L1 +5\.3 µH +15\.9156 µH +x 3\.00$/m);
    expect(summary).toMatch(/^pass +yes +0 dB +1 MHz$/m);
    expect(summary).toMatch(/^goal 2 +- +1\.2e-7 +2 MHz$/m);
    expect(summary).toContain("L1 stands on its upper bound 15.92 µH.");
    expect(summary.replaceAll(/\s+/g, " ")).toContain(
      "Not fixed by the goals: moving C1 +0.71 %, L1 -0.70 % together",
    );
    expect(summary).toContain("Note: the start of L1 was moved.");
  });

  test("of many values those that changed most are shown", () => {
    const parameters = Array.from({ length: 100 }, (_, k) => ({
      name: `R${k}`,
      unit: "Ohm",
      before: 1e3,
      after: 1e3 + k,
      min: 1,
      max: 1e6,
    }));
    const summary = formatTrainingSummary("x", trainingResult({ parameters }));
    expect(summary).toMatch(/^R99 /m);
    expect(summary).toMatch(/^R60 /m);
    expect(summary).not.toMatch(/^R59 /m);
    expect(summary).toContain("and 60 more that changed less");
  });

  test("a goal that is not met cannot be overlooked", () => {
    const goals = [
      { name: "stop", met: false, worst: 3.2, at: 4e6, unit: "", axis: { label: "frequency", unit: "Hz" } },
    ];
    expect(formatTrainingSummary("x", trainingResult({ goals }))).toMatch(/^stop +NO +3\.2 +4 MHz$/m);
  });
});

describe("the place of the worst point", () => {
  test.each([
    ["frequency", "Hz", 5.196e6, "5.196 MHz"],
    ["time", "s", 54.5e-6, "54.5 µs"],
    ["V1", "V", 1.25, "1.25 V"],
    ["R1", "Ohm", 4700, "4.7 kOhm"],
  ])("over %s is in %s", (label, unit, at, text) => {
    const goals = [{ name: "a", met: true, worst: 0, at, unit: "V", axis: { label, unit } }];
    expect(formatTrainingSummary("x", trainingResult({ goals }))).toContain(`a     yes    0 V  ${text}`);
  });

  test("is nothing at an operating point", () => {
    const goals = [{ name: "a", met: true, worst: 0, at: 0, unit: "" }];
    expect(formatTrainingSummary("x", trainingResult({ goals }))).toMatch(/^a +yes +0 +-$/m);
  });
});

test.each([
  [1e3, 1e3, "unchanged"],
  [0, 5, ""],
  [1e3, 1012.5, "+1.25 %"],
  [1e3, 700, "-30.0 %"],
  [1, 3, "x 3.00"],
  [2.79, 1, "/ 2.79"],
  [1, 1000, "x 1000"],
  [1, 9999.7, "x 10000"],
  [1, 1e7, "x 1.00e+7"],
  [1, -1, "-200 %"],
])("%d to %d is %s", (before, after, text) => {
  expect(formatChange(before, after)).toBe(text);
});

test("a value that is free by itself is said to be, without numbers", () => {
  const valleys = [{ parameters: [{ name: "R3", weight: 1 }] }];
  const summary = formatTrainingSummary("x", trainingResult({ valleys }));
  expect(summary).toContain("Not fixed by the goals: R3 alone may move");
});

describe("diff", () => {
  test("shows changed lines with their neighbours and leaves the rest out", () => {
    const lines = diffNetlists(netlistBefore, netlistAfter);
    expect(lines.map((line) => line && `${line.after ?? line.before} ${line.kind}`)).toEqual(
      [undefined, "4 same", "5 removed", "5 added", "6 removed", "6 added", "7 same", undefined].slice(0, 7),
    );
    expect(diffNetlists(netlistBefore, netlistBefore)).toEqual([]);
  });

  test("refuses texts that are not the same netlist", () => {
    expect(() => diffNetlists("a\nb", "a")).toThrow(RangeError);
  });
});

describe("HTML", () => {
  const report = (change: Partial<TrainingReport> = {}): string =>
    formatHtmlReport({
      netlist: "lc.cir",
      title: "LC low-pass",
      result: trainingResult(),
      goalTexts: new Map([["pass", "goal pass: vdb(out) >= -3"]]),
      directives: ["* @train C1 L1", "* @goal pass: vdb(out) >= -3"],
      schematic: { omitted: "it is a test" },
      missing: [],
      versions: { tellegen: "0.1.0", node: "20.20.0", ngspice: "45" },
      settings: { steps: 200, seed: 1 },
      date: new Date(0),
      before: netlistBefore,
      styleHash: "HASH",
      ...change,
    });

  test("is one page that may load nothing", () => {
    const page = report();
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-HASH'; base-uri 'none'; form-action 'none'"`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe| on[a-z]+=|url\((?!#)|@import|src=|href="(?!#)/i);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  test("its style is the one that the policy's hash is taken of", async () => {
    const { reportStyle } = await import("../../src/report/html/report-style.ts");
    const page = report({ styleHash: createHash("sha256").update(reportStyle).digest("base64") });
    const style = /<style>([\s\S]*)<\/style>/.exec(page)![1]!;
    expect(page).toContain(`sha256-${createHash("sha256").update(style).digest("base64")}`);
    expect(page).not.toMatch(/ style=/);
  });

  test("shows goals, values, diff and facts", () => {
    const page = report();
    for (const text of [
      "goal pass: vdb(out) &gt;= -3",
      "3.18312 nF",
      "+ C1 a 0 3.18312n</ins>",
      "adjoint",
      "3.1000000e-14 in ngspice 45",
    ]) {
      expect(page).toContain(text);
    }
  });

  test("a hostile netlist stays text", () => {
    const hostile = "</title><script>alert(1)</script>\"'&";
    const result = trainingResult({
      goals: [{ name: hostile, met: false, worst: 1, at: 1, unit: "" }],
      parameters: [{ name: hostile, unit: hostile, before: 1, after: 2, min: 0, max: 3 }],
      explanation: hostile,
      remarks: [hostile],
      text: netlistAfter.replace("LC low-pass", hostile),
    });
    const page = report({
      title: hostile,
      netlist: hostile,
      result,
      goalTexts: new Map([[hostile, hostile]]),
      before: netlistBefore.replace("LC low-pass", hostile),
    });
    expect(page).not.toContain("<script");
    expect(page.match(/<\/title>/g)).toHaveLength(3);
  });
});

test.each([
  [0.0042, "4.2 ms"],
  [0.42, "0.42 s"],
  [3.14, "3.1 s"],
  [59.4, "59 s"],
  [185, "3 min 05 s"],
  [7805, "2 h 10 min"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
