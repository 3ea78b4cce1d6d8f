import { afterAll, describe, expect, it } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import type { FrequencyGrid } from "../../../src/goal/frequency-grid.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { createRandom } from "../../../src/numeric/random.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";
import { reader } from "../model/run-phases.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";
import {
  difference,
  everyPhase,
  everyProbe,
  everything,
  everythingDeck,
  experimentOver,
  runOnce,
  twoGrids,
  unwrap,
} from "./ac-session.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 30 });
const model = createModelEngine();
afterAll(() => engine.close());

const free: Phase = { kind: "free", excitation: { kind: "sources" } };

describe("the phases of a circuit with every kind of linear element", () => {
  const experiment = experimentOver(everything, twoGrids, everyProbe);

  it("are those of the model engine", async () => {
    const slots = slotsOf(everything);
    const ours = await runOnce(engine, experiment, slots, everyPhase);
    const theirs = await runOnce(model, experiment, slots, everyPhase);
    everyPhase.forEach((phase, index) => {
      expect(difference(theirs[index]!, ours[index]!), JSON.stringify(phase)).toBeLessThan(1e-9);
    });
  });

  it.skipIf(nativeMissing)("are, when free, those of the native simulator", async () => {
    const [matrix] = await runOnce(engine, experiment, slotsOf(everything), [free]);
    const read = reader(experiment, matrix!);
    const native = runNative(everythingDeck, ".ac dec 5 100 100k");
    for (const name of ["v(a)", "v(d)", "v(h)", "i(v1)", "i(l1)", "i(e1)", "i(h1)"]) {
      const { re, im } = native.get(name)!;
      re.forEach((value, point) => {
        const ours = read(name, point);
        const error = Math.hypot(ours.re - value, ours.im - im[point]!);
        expect(error / Math.hypot(value, im[point]!), `${name} ${point}`).toBeLessThan(1e-9);
      });
    }
  });

  it("are after altering every value those of a deck sent anew", async () => {
    const session = unwrap(await engine.open(experiment));
    const random = createRandom(7);
    const slots = slotsOf(everything);
    unwrap(await session.run(slots, everyPhase));
    for (let step = 0; step < 3; step++) {
      slots.forEach((value, slot) => {
        slots[slot] = value * (0.7 + 0.6 * random.uniform());
      });
      const altered = unwrap(await session.run(slots, everyPhase));
      const sent = await runOnce(engine, experiment, slots, everyPhase);
      const theirs = await runOnce(model, experiment, slots, everyPhase);
      everyPhase.forEach((phase, index) => {
        expect(difference(sent[index]!, altered[index]!), JSON.stringify(phase)).toBeLessThan(1e-9);
        expect(difference(theirs[index]!, altered[index]!), JSON.stringify(phase)).toBeLessThan(1e-9);
      });
    }
    await session.close();
  });

  it("counts one analysis for each phase and grid", async () => {
    const session = unwrap(await engine.open(experiment));
    unwrap(await session.run(slotsOf(everything), everyPhase));
    expect(session.analyses).toBe(everyPhase.length * twoGrids.length);
    expect(session.seconds).toBeGreaterThan(0);
    expect(unwrap(await session.run(slotsOf(everything), []))).toEqual([]);
    await session.close();
  });
});

describe("nudged phases", () => {
  it("inject an amplitude of its own at every frequency, in sweeps that overlap", async () => {
    const circuit = circuitOf(
      `V1 in 0 ac 1 20
       R1 in a 50
       L1 a out 1m
       L2 b 0 1m
       K1 L1 L2 0.4
       R2 b 0 100
       C1 out 0 1u
       R3 out 0 200`,
      { ports: [{ positive: "in" }, { positive: "out" }] },
    );
    const experiment = experimentOver(
      circuit,
      [...twoGrids, { variation: "lin", points: 1, from: 5e3, to: 5e3 }],
      ["v(out)", "v(a,b)", "i(L2)", "i(V1)"],
    );
    const random = createRandom(3);
    const amplitudes = complexMatrix(4, experiment.frequencies.length);
    for (let at = 0; at < amplitudes.re.length; at++) {
      amplitudes.re[at] = random.uniform() - 0.5;
      amplitudes.im[at] = random.uniform() - 0.5;
    }
    const negated = { ...amplitudes, re: amplitudes.re.map((x) => -x), im: amplitudes.im.map((x) => -x) };
    const phases: readonly Phase[] = [
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes },
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes: negated },
      { kind: "nudged", excitation: { kind: "port", port: 1 }, amplitudes },
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes: complexMatrix(4, amplitudes.columns) },
      free,
    ];
    const ours = await runOnce(engine, experiment, slotsOf(circuit), phases);
    const theirs = await runOnce(model, experiment, slotsOf(circuit), phases);
    for (const index of phases.keys()) {
      expect(difference(theirs[index]!, ours[index]!), `phase ${index}`).toBeLessThan(1e-9);
    }
    expect(difference(ours[3]!, ours[4]!)).toBeLessThan(1e-12);
    expect(difference(ours[0]!, ours[4]!)).toBeGreaterThan(1e-3);
  });
});

describe("networks without a DC solution", () => {
  // AC needs none: capacitors alone at a node, a current source into one, inductors in parallel with a source.
  it.each([
    ["a capacitive divider", "V1 a 0 ac 1\nC1 a b 1n\nC2 b 0 1n"],
    ["a current source into a capacitor", "I1 0 a ac 1\nC1 a 0 1n"],
    ["an inductor across a source", "V1 a 0 ac 1\nL1 a 0 1m\nR1 a b 1k\nR2 b 0 1k"],
    ["a coupled pair with k = 1", "V1 a 0 ac 1\nR1 a b 50\nL1 b 0 1m\nL2 c 0 4m\nK1 L1 L2 1\nR2 c 0 200"],
  ])("%s", async (_, deck) => {
    const circuit = circuitOf(deck);
    const experiment = experimentOver(circuit, twoGrids, [`v(${circuit.nodes.at(-1)})`]);
    const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
    const amplitudes = complexMatrix(1, experiment.frequencies.length);
    amplitudes.re.fill(1e-3);
    const phases: readonly Phase[] = [
      free,
      nudge,
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes },
    ];
    const ours = await runOnce(engine, experiment, slotsOf(circuit), phases);
    const theirs = await runOnce(model, experiment, slotsOf(circuit), phases);
    for (const index of phases.keys()) {
      expect(difference(theirs[index]!, ours[index]!), `phase ${index}`).toBeLessThan(1e-9);
    }
  });
});

describe("sweeps", () => {
  it.each<FrequencyGrid>([
    { variation: "dec", points: 10, from: 1, to: 999 },
    { variation: "dec", points: 3, from: 2, to: 3 },
    { variation: "dec", points: 7, from: 3.3, to: 4.4e6 },
    { variation: "oct", points: 5, from: 100, to: 3000 },
    { variation: "oct", points: 3, from: 1, to: 1.1 },
    { variation: "lin", points: 101, from: 0.1, to: 0.3 },
    { variation: "lin", points: 1, from: 50, to: 50 },
    { variation: "dec", points: 100, from: 1e-3, to: 1e9 },
  ])("visit the frequencies that are foreseen: $variation $points $from $to", async (grid) => {
    const circuit = circuitOf("V1 a 0 ac 1\nR1 a b 1k\nC1 b 0 1u");
    const experiment = experimentOver(circuit, [grid]);
    const [matrix] = await runOnce(engine, experiment, slotsOf(circuit), [free]);
    const read = reader(experiment, matrix!);
    experiment.frequencies.forEach((frequency, point) => {
      const x = 2 * Math.PI * frequency * 1e-3;
      expect(read("v(b)", point).re).toBeCloseTo(1 / (1 + x * x), 10);
      expect(read("v(b)", point).im).toBeCloseTo(-x / (1 + x * x), 10);
    });
  });

  it("fail where the engine visits other frequencies than were foreseen", async () => {
    const circuit = circuitOf("V1 a 0 ac 1\nR1 a 0 1k");
    const experiment = experimentOver(circuit, [{ variation: "lin", points: 3, from: 3e3, to: 1e3 }]);
    const session = unwrap(await engine.open(experiment));
    expect(await session.run(slotsOf(circuit), [free])).toMatchObject({ kind: "failed" });
  });
});
