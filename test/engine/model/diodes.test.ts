import { describe, expect, it, test } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { simulateModel } from "../../../src/engine/model/simulate-model.ts";
import { type Compilation, compile, emptyHost, generateNetlist, gradient } from "../../../src/index.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";

function compiled(text: string): Compilation {
  const checked = compile({ name: "diodes.cir", text }, emptyHost);
  if (!checked.ok) throw new Error(checked.diagnostics.map(({ message }) => message).join("\n"));
  return checked.value;
}

/** The vectors of a netlist's own analysis in the model engine. */
function simulate(cards: string, analysis: string): Map<string, Float64Array> {
  const { circuit } = compiled(`diodes\n${cards}\n${analysis}\n.end\n`);
  const plot = simulateModel(circuit, circuit.analyses[0]!);
  if (plot.kind === "failed") throw new Error(plot.explanation);
  return new Map(plot.value.variables.map(({ name, re }) => [name, re]));
}

const BRIDGE = [
  "V1 in ref 1",
  "R1 in a 100",
  "R2 ref b 220",
  "D1 a p bend",
  "D2 b p bend",
  "D3 0 a small",
  "D4 0 b bend",
  "R3 p 0 1k",
  "R4 p 0 47k",
  ".model bend d(is=1e-9 n=1.5 cjo=2p tt=5n)",
  ".model small d(is=2e-15)",
].join("\n");

const LEAK = "V1 in 0 1\nR1 in a 1meg\nD1 a b bend\nD2 b 0 bend\n.model bend d(is=1e-12 n=1.1)";

describe("diodes in the model engine", () => {
  it("carry the current that the resistor brings", () => {
    const [saturation, slope] = [1e-12, (1.1 * 1.38064852e-23 * 300.15) / 1.6021766208e-19];
    const read = simulate(
      "V1 in 0 1\nR1 in a 1k\nD1 a 0 bend\n.model bend d(is=1e-12 n=1.1)",
      ".dc V1 -5 5 0.5",
    );
    read.get("v(a)")!.forEach((u, point) => {
      if (u < -3 * slope) return;
      const brought = (-5 + 0.5 * point - u) / 1e3;
      const carried = saturation * Math.expm1(u / slope) + 1e-12 * u;
      expect(Math.abs(brought - carried)).toBeLessThan(1e-14);
    });
  });

  it.skipIf(nativeMissing !== undefined)("stand where ngspice has them, forward and reverse", () => {
    for (const [cards, tolerance] of [
      [BRIDGE, 1e-9],
      [LEAK, 1e-7],
    ] as const) {
      const own = simulate(cards, ".dc V1 -8 8 0.5");
      const native = runNative(cards, ".dc V1 -8 8 0.5");
      for (const node of cards === BRIDGE ? ["a", "b", "p"] : ["a", "b"]) {
        const theirs = native.get(`v(${node})`)!.re;
        own.get(`v(${node})`)!.forEach((value, point) => {
          expect(Math.abs(value - theirs[point]!)).toBeLessThan(tolerance);
        });
      }
    }
  });

  it("stand there whatever was computed before", () => {
    const sweep = simulate(BRIDGE, ".dc V1 -8 8 2").get("v(p)")!;
    for (const [point, value] of sweep.entries()) {
      const alone = simulate(BRIDGE.replace("V1 in ref 1", `V1 in ref ${-8 + 2 * point}`), ".op");
      expect(alone.get("v(p)")![0]).toBeCloseTo(value, 13);
    }
    // A swept resistor changes the equations, so that no reduction serves two points.
    const loads = simulate(BRIDGE.replace("V1 in ref 1", "V1 in ref 8"), ".dc R3 500 1500 500").get("v(p)")!;
    expect(loads[1]).toBeCloseTo(sweep[8]!, 13);
  });

  it("give exact gradients, through amplifiers that are not reciprocal too", async () => {
    const text = generateNetlist("layered", { layers: [2, 3, 2], amplifiers: "forward", seed: 4 });
    if (text.kind === "failed") throw new Error(text.explanation);
    const own = text.value
      .replace(/^Bx(\d).*$/gm, (_, k) => `Vx${k} x${k} 0 ${k === "1" ? 0.7 : -0.4}`)
      .replace(/^(Vpattern|\* @goal).*\n/gm, "")
      .replace(/^\.dc.*$/m, ".op\n* @goal v(y1p,y1n) = 0.2\n* @goal v(y2p,y2n) = -0.1");
    for (const estimator of ["adjoint", "aep"] as const) {
      const report = await gradient(compiled(own), { engine: createModelEngine(), estimator, check: true });
      if (report.kind === "failed") throw new Error(report.explanation);
      expect(report.value.check!.maxRelativeError).toBeLessThan(1e-7);
    }
  });
});

test.each([
  ["D1 a 0 bend", "rs=1", "rs of its model is not known"],
  ["D1 a 0 bend", "bv=5", "bv of its model is not known"],
  ["D1 a 0 bend", "is=-1", "is and n of its model must be positive"],
  ["D1 a 0 bend area=2", "", "area=.* on its card is not known"],
  ["D1 a 0 bend\n.temp 50", "", "27 degrees only"],
  ["S1 a 0 in 0 switch\n.model switch sw(vt=0.5)", "", "linear elements and diodes only"],
])("%s with %s is refused by name", (card, parameters, reason) => {
  const cards = `V1 in 0 1\nR1 in a 1k\n${card}\n.model bend d(${parameters})`;
  expect(() => simulate(cards, ".op")).toThrow(new RegExp(`no model of [DS]1: .*${reason}`));
});
