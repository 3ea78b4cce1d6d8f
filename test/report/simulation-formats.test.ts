import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Plot } from "../../src/engine/engine.ts";
import { unwrapDegrees } from "../../src/report/polar.ts";
import { selectVectors } from "../../src/report/select-vectors.ts";
import { simulationCharts } from "../../src/report/simulation-charts.ts";
import { formatSimulationCsv } from "../../src/report/simulation-csv.ts";
import { simulationJson } from "../../src/report/simulation-json.ts";
import { formatRawFile } from "../../src/report/simulation-raw.ts";
import { formatSimulationTable } from "../../src/report/simulation-table.ts";

const frequencies = Float64Array.of(1e3, 1e4, 1e5);

/** A first-order low-pass at 10 kHz: -3.01 dB and -45° at its corner. */
const ac: Plot = {
  title: "low-pass",
  analysis: "AC Analysis",
  variables: [
    { name: "frequency", unit: "Hz", re: frequencies, im: new Float64Array(3) },
    {
      name: "v(in,x)",
      unit: "V",
      re: frequencies.map((f) => 1 / (1 + (f / 1e4) ** 2)),
      im: frequencies.map((f) => -(f / 1e4) / (1 + (f / 1e4) ** 2)),
    },
    { name: "v(in)", unit: "V", re: Float64Array.of(1, 1, 0), im: new Float64Array(3) },
    { name: "v(x)", unit: "V", re: Float64Array.of(0.25, 0.5, 0), im: Float64Array.of(0, 1, 0) },
  ],
};

const op: Plot = {
  title: "divider",
  analysis: "Operating Point",
  variables: [
    { name: "v(a)", unit: "V", re: Float64Array.of(1.5) },
    { name: "i(v1)", unit: "A", re: Float64Array.of(-1.23456789e-5) },
  ],
};

describe("table", () => {
  test("AC in dB and degrees, in blocks of at most 80 columns", () => {
    const table = formatSimulationTable(ac);
    const lines = table.split("\n");
    expect(lines[0]!.split(/ {2,}/)).toEqual([
      "frequency [Hz]",
      "v(in,x) dB",
      "phase",
      "v(in) dB",
      "phase",
      "v(x) dB",
      "phase",
    ]);
    expect(lines[2]!.trim().split(/ +/)).toEqual([
      "10000",
      "-3.0103",
      "-45.000",
      "0.0000",
      "0.000",
      "0.9691",
      "63.435",
    ]);
    expect(lines[1]!.length).toBe(lines[2]!.length);
    expect(lines[3]).toContain("-inf");
    expect(
      formatSimulationTable(ac, 50)
        .split("\n")
        .filter((line) => line.startsWith("frequency")),
    ).toHaveLength(2);
    expect(
      Math.max(
        ...formatSimulationTable(ac, 50)
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(50);
  });

  test("an operating point is a list", () => {
    const lines = ["vector         value  unit", "v(a)             1.5  V", "i(v1)   -1.234568e-5  A", ""];
    expect(formatSimulationTable(op).split("\n")).toEqual(lines);
  });
});

describe("CSV and JSON", () => {
  test("CSV keeps every digit and quotes names with commas", () => {
    const lines = formatSimulationCsv(ac).split("\n");
    expect(lines[0]).toBe('frequency,"re(v(in,x))","im(v(in,x))",re(v(in)),im(v(in)),re(v(x)),im(v(x))');
    expect(Number(lines[1]!.split(",")[1])).toBe(ac.variables[1]!.re[0]);
    expect(lines).toHaveLength(5);
  });

  test("JSON has a real scale and complex vectors", () => {
    const json = simulationJson(ac);
    expect(json.analysis).toBe("ac");
    expect(json.variables[0]).toEqual({ name: "frequency", unit: "Hz", values: [1e3, 1e4, 1e5] });
    expect(json.variables[3]).toEqual({
      name: "v(x)",
      unit: "V",
      values: { re: [0.25, 0.5, 0], im: [0, 1, 0] },
    });
    expect(simulationJson(op)).toEqual({
      analysis: "op",
      variables: [
        { name: "v(a)", unit: "V", values: [1.5] },
        { name: "i(v1)", unit: "A", values: [-1.23456789e-5] },
      ],
    });
  });
});

describe("raw file", () => {
  const hasNgspice = spawnSync("ngspice", ["--version"]).status === 0;

  test.skipIf(!hasNgspice)("ngspice itself loads it with the same numbers (skipped without ngspice)", () => {
    const folder = mkdtempSync(join(tmpdir(), "raw-"));
    writeFileSync(join(folder, "two.raw"), formatRawFile([ac, op]));
    const commands = [
      "load two.raw",
      "set numdgt=15",
      "setplot op1",
      "print v(a) i(v1)",
      "setplot ac1",
      "print v(x)[1]",
      "quit 0",
    ];
    writeFileSync(join(folder, "script.sp"), `* script\n.control\n${commands.join("\n")}\n.endc\n.end\n`);
    const printed = execFileSync("ngspice", ["-b", "script.sp"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
    expect(printed).toMatch(/v\(x\)\[1\] = 5\.0{5,}e-01,1\.0{5,}e\+00/i);
    expect(printed).toMatch(/i\(v1\) = -1\.23456789\d*e-05/i);
  });

  test("holds sixteen bytes a complex and eight a real number", () => {
    const size = (plot: Plot): number => {
      const bytes = formatRawFile([plot]);
      const text = new TextDecoder("latin1").decode(bytes);
      return bytes.length - (text.indexOf("Binary:\n") + "Binary:\n".length);
    };
    expect(size(ac)).toBe(3 * 4 * 16);
    expect(size(op)).toBe(2 * 8);
  });
});

describe("vectors", () => {
  test("are chosen by name, without case or blanks", () => {
    const selection = selectVectors(ac, " V(X) ,v( in )");
    expect(selection.ok && selection.plot.variables.map(({ name }) => name)).toEqual([
      "frequency",
      "v(x)",
      "v(in)",
    ]);
  });

  test("a difference is formed where no such vector exists", () => {
    const selection = selectVectors(ac, "v(in, x)");
    expect(selection.ok && selection.plot.variables[1]!.re).toBe(ac.variables[1]!.re);
    const difference = selectVectors(ac, "v(x,in)");
    expect(difference.ok && Array.from(difference.plot.variables[1]!.re)).toEqual([-0.75, -0.5, 0]);
    expect(difference.ok && Array.from(difference.plot.variables[1]!.im!)).toEqual([0, 1, 0]);
    const toGround = selectVectors(op, "v(0,a)");
    expect(toGround.ok && toGround.plot.variables.map(({ re }) => re[0])).toEqual([-1.5]);
  });

  test("an unknown one is refused with the nearest name", () => {
    expect(selectVectors(op, "v(b)")).toEqual({
      ok: false,
      error: "there is no vector v(b): did you mean v(a)?",
    });
  });
});

describe("charts", () => {
  test("AC gives magnitude and phase, phase without jumps", () => {
    const [magnitude, phase] = simulationCharts(ac);
    expect(magnitude!.y.unit).toBe("dB");
    expect(magnitude!.x.scale).toBe("log");
    expect(phase!.curves).toHaveLength(3);
    expect(Array.from(unwrapDegrees(Float64Array.of(170, -170, -10, 150, -150)))).toEqual([
      170, 190, 350, 510, 570,
    ]);
  });

  test("an operating point has nothing to draw", () => {
    expect(simulationCharts(op)).toEqual([]);
  });
});
