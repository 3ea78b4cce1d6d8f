import { describe, expect, it } from "vitest";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import type { IndependentSource, PassiveElement } from "../../../src/circuit/element.ts";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createRealFactor } from "../../../src/engine/model/real-factor.ts";
import type { DcExperiment, Phase } from "../../../src/experiment/experiment.ts";
import type { DcPoint } from "../../../src/goal/objective.ts";
import { buildLinearSystem } from "../../../src/network/linear-system.ts";
import { buildNetwork } from "../../../src/network/network.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";
import { allQuantities, freeRun, probeOf, runPhases } from "./run-phases.ts";

const operatingPoint: readonly DcPoint[] = [{ overrides: [] }];

function dcOf(circuit: Circuit, points = operatingPoint, probes: readonly string[] = []): DcExperiment {
  return {
    kind: "dc",
    circuit,
    analysis: { kind: "op", span: { source: circuit.sources[0]!, start: 0, end: 0 } },
    points,
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

const slotOf = (circuit: Circuit, name: string): number => {
  const element = circuit.elements[circuit.findElement(name)!] as PassiveElement | IndependentSource;
  return "dc" in element ? element.dc : element.value;
};

const sweepOf = (circuit: Circuit, name: string, values: readonly number[]): readonly DcPoint[] =>
  values.map((value) => ({ overrides: [{ slot: slotOf(circuit, name), value }] }));

const nudge = (probe: number): Phase => ({ kind: "nudge", probe, terminated: false });

describe("operating points of the model engine", () => {
  it("L is a short, C is open", async () => {
    const circuit = circuitOf("V1 in 0 3\nR1 in a 1k\nL1 a out 1m\nR2 out 0 2k\nC1 out b 1n\nR3 b 0 5k");
    const [read] = await runPhases(dcOf(circuit), [freeRun]);
    expect(read!("v(out)").re).toBeCloseTo(2, 14);
    expect(read!("v(b)").re).toBe(0);
    expect(read!("i(L1)").re).toBeCloseTo(1e-3, 17);
    expect(read!("v(out)").im).toBe(0);
  });

  it("sweeps of a source, of a resistor, and of both", async () => {
    const circuit = circuitOf("V1 in 0 1\nR1 in out 1k\nR2 out 0 1k");
    const volts = [-2, 0, 0.5, 3];
    const ohms = [1e3, 3e3, 10, 1e6];
    const [source] = await runPhases(dcOf(circuit, sweepOf(circuit, "V1", volts)), [freeRun]);
    for (const [point, volt] of volts.entries())
      expect(source!("v(out)", point).re).toBeCloseTo(volt / 2, 14);
    const [resistor] = await runPhases(dcOf(circuit, sweepOf(circuit, "R2", ohms)), [freeRun]);
    for (const [point, ohm] of ohms.entries())
      expect(resistor!("v(out)", point).re).toBeCloseTo(ohm / (ohm + 1e3), 14);
    const both = volts.map((value, k) => ({
      overrides: [
        { slot: slotOf(circuit, "V1"), value },
        { slot: slotOf(circuit, "R1"), value: ohms[k]! },
      ],
    }));
    const [nested] = await runPhases(dcOf(circuit, both), [freeRun]);
    for (const k of both.keys())
      expect(nested!("v(out)", k).re).toBeCloseTo((volts[k]! * 1e3) / (ohms[k]! + 1e3), 14);
  });

  /** Every element kind that is seen at ω = 0, in one circuit that is not reciprocal. */
  const cards = `V1 in 0 2\nI1 0 d 3m\nR1 in a 50\nL1 a b 2u\nR2 b 0 75\nR3 c d 120\nR8 c 0 200\nC1 a c 1n
E1 e 0 b d 1.7\nR4 e f 220\nV2 f g 0\nR5 g 0 330\nG1 d 0 f b 4m\nF1 a 0 V2 0.8\nH1 h c V2 40\nR6 h out 90\nR7 out a 1k`;

  it("nudges give the derivatives of every probe at every point of a sweep", async () => {
    const circuit = circuitOf(cards);
    const probes = ["v(out)", "v(out,a)", "i(V2)", "i(L1)", "i(E1)"];
    const slots = slotsOf(circuit);
    const swept = sweepOf(circuit, "R2", [75, 10, 1e3]);
    const experiment = dcOf(circuit, swept, probes);
    const [free, ...nudges] = await runPhases(
      experiment,
      [freeRun, ...probes.map((_, k) => nudge(k))],
      slots,
    );
    const rules: Record<string, (q: (text: string) => number, y: (text: string) => number) => number> = {
      R1: (q, y) => (q("v(in,a)") * y("v(in,a)")) / 50 ** 2,
      R3: (q, y) => (q("v(c,d)") * y("v(c,d)")) / 120 ** 2,
      R7: (q, y) => (q("v(out,a)") * y("v(out,a)")) / 1e3 ** 2,
      L1: () => 0,
      C1: () => 0,
      E1: (q, y) => q("v(b,d)") * y("i(E1)"),
      G1: (q, y) => -q("v(f,b)") * y("v(d)"),
      F1: (q, y) => -q("i(V2)") * y("v(a)"),
      H1: (q, y) => q("i(V2)") * y("i(H1)"),
      V1: (_, y) => y("i(V1)"),
      I1: (_, y) => y("v(d)"),
    };
    for (const [name, rule] of Object.entries(rules)) {
      const slot = slotOf(circuit, name);
      const step = 2e-4 * slots[slot]!;
      const moved = await Promise.all(
        [-2, -1, 1, 2].map(async (n) => {
          const state = Float64Array.from(slots);
          state[slot] = slots[slot]! + n * step;
          return (await runPhases(experiment, [freeRun], state))[0]!;
        }),
      );
      for (const [index, probe] of probes.entries()) {
        for (const point of swept.keys()) {
          const [a, b, c, d] = moved.map((read) => read(probe, point).re) as [number, number, number, number];
          const witness = (a - 8 * b + 8 * c - d) / (12 * step);
          const exact = rule(
            (text) => free!(text, point).re,
            (text) => nudges[index]!(text, point).re,
          );
          const scale = (1e-2 * Math.abs(free!(probe, point).re)) / slots[slot]!;
          const error = Math.abs(exact - witness) / Math.max(Math.abs(witness), scale);
          expect(error, `d ${probe} / d ${name} at point ${point}`).toBeLessThan(1e-9);
        }
      }
    }
  });

  it("a nudged phase adds the amplitudes at each point to the free one", async () => {
    const circuit = circuitOf("V1 in 0 2\nR1 in a 1k\nR2 a b 2k\nR3 b 0 3k\nR4 a 0 4k");
    const experiment = dcOf(circuit, sweepOf(circuit, "R3", [1e3, 2e3]), ["v(b,a)", "i(V1)"]);
    const amplitudes = complexMatrix(2, 2);
    amplitudes.re.set([1e-3, -2e-3, 0.5, 0]);
    const [free, nudged, first, second] = await runPhases(experiment, [
      freeRun,
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes },
      nudge(0),
      nudge(1),
    ]);
    for (const point of [0, 1]) {
      for (const text of ["v(b)", "i(V1)"]) {
        const expected =
          free!(text, point).re +
          amplitudes.re[point]! * first!(text, point).re +
          amplitudes.re[2 + point]! * second!(text, point).re;
        expect(nudged!(text, point).re).toBeCloseTo(expected, 13);
      }
    }
  });

  it("depend on the state alone, whatever was run before", async () => {
    const circuit = circuitOf(cards);
    const session = await createModelEngine().open(
      dcOf(circuit, sweepOf(circuit, "R2", [1, 1e6, 75]), ["v(out)"]),
    );
    if (session.kind === "failed") throw new Error(session.explanation);
    const slots = slotsOf(circuit);
    const first = await session.value.run(slots, [freeRun, nudge(0)]);
    await session.value.run(
      slots.map((value) => 30 * value),
      [freeRun],
    );
    expect(await session.value.run(slots, [freeRun, nudge(0)])).toEqual(first);
  });

  it.each([
    ["V1 a 0 1\nR1 a 0 1\nL1 a 0 1m", "singular", "V1 and L1"],
    ["V1 a 0 1\nC1 a b 1n\nC2 b 0 1n", "singular", "node b"],
    ["V1 a 0 1\nR1 a 0 0", "not-finite", "R1"],
  ] as const)("fail as values: %s", async (text, reason, name) => {
    const circuit = circuitOf(text);
    const session = await createModelEngine().open(dcOf(circuit));
    if (session.kind === "failed") throw new Error(session.explanation);
    const outcome = await session.value.run(slotsOf(circuit), [freeRun]);
    expect(outcome).toMatchObject({ kind: "failed", reason, explanation: expect.stringContaining(name) });
  });

  it("refuses devices by name", async () => {
    const session = await createModelEngine().open(dcOf(circuitOf("V1 a 0 1\nD1 a 0")));
    expect(session).toMatchObject({
      kind: "failed",
      reason: "unsupported",
      explanation: expect.stringContaining("D1"),
    });
  });
});

describe("createRealFactor", () => {
  it("factorises once for a swept source, once per value for a swept resistor", () => {
    const circuit = circuitOf("V1 in 0 1\nR1 in out 1k\nR2 out 0 1k\nC1 out 0 1n");
    const system = buildLinearSystem(buildNetwork(circuit));
    const factor = createRealFactor(system, 0, "at DC");
    const slots = slotsOf(circuit);
    const visit = (name: string, value: number, first: boolean): number => {
      slots[slotOf(circuit, name)] = value;
      system.assemble(slots);
      expect(factor.refresh(first)).toBeUndefined();
      return factor.factorisations;
    };
    expect([0, 1, 2].map((volt) => visit("V1", volt, volt === 0))).toEqual([1, 1, 1]);
    expect([0, 1, 2].map((volt) => visit("V1", volt, volt === 0))).toEqual([1, 1, 1]);
    expect([2e3, 2e3, 3e3].map((ohm, k) => visit("R1", ohm, k === 0))).toEqual([2, 2, 3]);
    // The capacitor is no part of the equations at DC; the pivots of the last factorisation were not chosen for it.
    expect(visit("C1", 5e-9, true)).toBe(4);
  });
});
