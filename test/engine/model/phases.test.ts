import { describe, expect, it } from "vitest";
import type { Phase } from "../../../src/experiment/experiment.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";
import { add, distance, divide, magnitude, multiply, subtract, type Z, z } from "../../complex.ts";
import { experimentOf, freeRun, runPhases, solveFree } from "./run-phases.ts";

type Read = (text: string) => Z;

/** i1 n2 + i2 n1 of the coupled inductors. */
const cross = (q: Read, n: Read): Z =>
  add(multiply(q("i(L1)"), n("i(L2)")), multiply(q("i(L2)"), n("i(L1)")));

/** Every element kind in one circuit that is not reciprocal. */
const cards = `
V1 in 0 ac 1 30
I1 0 d ac 1m
R1 in a 50
C1 a 0 3n
L1 a b 2u
L2 c 0 5u
K1 L1 L2 0.6
R2 b 0 75
R3 c d 120
C2 d 0 1n
E1 e 0 b d 1.7
R4 e f 220
V2 f g
R5 g 0 330
G1 d 0 f b 4m
F1 a 0 V2 0.8
H1 h c V2 40
R6 h out 90
C3 out 0 2n
R7 out a 1k
`;
const names = ["R1", "R3", "R7", "C1", "C2", "C3", "L1", "L2", "K1", "E1", "G1", "F1", "H1", "V1", "I1"];
const probes = ["v(out)", "v(d)", "v(out,a)", "i(V1)", "i(V2)", "i(L1)", "i(E1)", "i(H1)"];
const frequency = 1.3e6;
const jw = z(0, 2 * Math.PI * frequency);

describe("free and nudge phases", () => {
  it("give the table of derivatives of every element kind for every kind of probe", async () => {
    const circuit = circuitOf(cards, { train: names });
    const experiment = experimentOf(circuit, [frequency], probes);
    const phases: Phase[] = [
      freeRun,
      ...probes.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false })),
    ];
    const [free, ...nudges] = await runPhases(experiment, phases);
    const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
    const value = (name: string) => theta[names.indexOf(name)]!;
    const root = Math.sqrt(value("L1") * value("L2"));
    const phasor = z(Math.cos(Math.PI / 6), Math.sin(Math.PI / 6));

    // docs/conventions.md: q from the free phase, n from the nudge phase.
    const table: Record<string, (q: Read, n: Read) => Z> = {
      R1: (q, n) => multiply(q("v(in,a)"), n("v(in,a)"), z(1 / value("R1") ** 2)),
      R3: (q, n) => multiply(q("v(c,d)"), n("v(c,d)"), z(1 / value("R3") ** 2)),
      R7: (q, n) => multiply(q("v(out,a)"), n("v(out,a)"), z(1 / value("R7") ** 2)),
      C1: (q, n) => multiply(z(-1), jw, q("v(a)"), n("v(a)")),
      C2: (q, n) => multiply(z(-1), jw, q("v(d)"), n("v(d)")),
      C3: (q, n) => multiply(z(-1), jw, q("v(out)"), n("v(out)")),
      L1: (q, n) =>
        add(
          multiply(jw, q("i(L1)"), n("i(L1)")),
          multiply(jw, cross(q, n), z((0.5 * value("K1") * root) / value("L1"))),
        ),
      L2: (q, n) =>
        add(
          multiply(jw, q("i(L2)"), n("i(L2)")),
          multiply(jw, cross(q, n), z((0.5 * value("K1") * root) / value("L2"))),
        ),
      K1: (q, n) => multiply(jw, cross(q, n), z(root)),
      E1: (q, n) => multiply(q("v(b,d)"), n("i(E1)")),
      G1: (q, n) => multiply(z(-1), q("v(f,b)"), n("v(d)")),
      F1: (q, n) => multiply(z(-1), q("i(V2)"), n("v(a)")),
      H1: (q, n) => multiply(q("i(V2)"), n("i(H1)")),
      V1: (_, n) => multiply(phasor, n("i(V1)")),
      I1: (_, n) => n("v(d)"),
    };

    // Fourth-order central differences: their own floor is near 1e-10.
    for (const [k, name] of names.entries()) {
      const step = 1e-3 * theta[k]!;
      const shifted = await Promise.all(
        [-2, -1, 1, 2].map((n) =>
          solveFree(
            circuit,
            [frequency],
            circuit.evaluate(theta.map((t, m) => (m === k ? t + n * step : t))).slots,
          ),
        ),
      );
      probes.forEach((probe, index) => {
        const [a, b, c, d] = shifted.map((read) => read(probe)) as [Z, Z, Z, Z];
        const difference = add(a, multiply(z(-8), b), multiply(z(8), c), multiply(z(-1), d));
        const witness = divide(difference, z(12 * step));
        const exact = table[name]!(free!, nudges[index]!);
        // Relative to the probe itself per relative change of the value: below that a difference has no digits left.
        const scale = (1e-4 * magnitude(free!(probe))) / theta[k]!;
        expect(distance(exact, witness, scale), `d ${probe} / d ${name}`).toBeLessThan(1e-8);
      });
    }
  });

  it("are reciprocal on a network without controlled sources: the response at b to a nudge at a is that at a to b", async () => {
    const circuit = circuitOf("R1 a b 1k\nC1 b 0 1n\nL1 b c 1u\nL2 c 0 2u\nK1 L1 L2 0.5\nR2 a 0 50");
    const experiment = experimentOf(circuit, [1e6], ["v(a)", "v(c)", "i(L1)"]);
    const [atA, atC, atL] = await runPhases(
      experiment,
      [0, 1, 2].map((probe): Phase => ({ kind: "nudge", probe, terminated: false })),
    );
    expect(distance(atA!("v(c)"), atC!("v(a)"))).toBeLessThan(1e-13);
    expect(distance(atA!("i(L1)"), atL!("v(a)"))).toBeLessThan(1e-13);
  });

  it("a nudged phase adds each probe's amplitude, frequency by frequency, to the free one", async () => {
    const circuit = circuitOf("V1 in 0 ac 1\nR1 in a 1k\nL1 a out 1m\nC1 out 0 1n\nR2 out 0 1k");
    const frequencies = [1e3, 1e5, 1e6];
    const experiment = experimentOf(circuit, frequencies, ["v(out,in)", "i(L1)"]);
    const amplitudes = {
      rows: 2,
      columns: 3,
      re: Float64Array.of(1e-3, 0, 2e-3, 0.5, 0, 0),
      im: Float64Array.of(0, 1e-3, 0, 0, -0.25, 0),
    };
    const [free, nudged, first, second] = await runPhases(experiment, [
      freeRun,
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes },
      { kind: "nudge", probe: 0, terminated: false },
      { kind: "nudge", probe: 1, terminated: false },
    ]);
    frequencies.forEach((_, point) => {
      for (const text of ["v(out)", "i(V1)", "i(L1)"]) {
        const amplitude = (probe: number) =>
          z(amplitudes.re[probe * 3 + point], amplitudes.im[probe * 3 + point]!);
        const expected = add(
          free!(text, point),
          multiply(amplitude(0), first!(text, point)),
          multiply(amplitude(1), second!(text, point)),
        );
        expect(distance(nudged!(text, point), expected, 1e-9)).toBeLessThan(1e-12);
      }
    });
  });
});

describe("phases at ports", () => {
  const port = (k: number): Phase => ({ kind: "free", excitation: { kind: "port", port: k } });

  it("S-parameters of a series resistor between 50 and 75 ohms, with or without a source standing for the port", async () => {
    const z0 = [50, 75];
    const [r, sum] = [30, 30 + 50 + 75];
    const expected = [
      [(r + 75 - 50) / sum, (2 * Math.sqrt(50 * 75)) / sum],
      [(2 * Math.sqrt(50 * 75)) / sum, (r + 50 - 75) / sum],
    ];
    for (const source of ["", "V1 a 0 ac 1\n", "V1 0 a ac 1\n", "V1 a 0 5 ac 3 45\n"]) {
      const circuit = circuitOf(`${source}R1 a b 30\nI9 b 0 ac 1`, {
        ports: [
          { positive: "a", z0: 50 },
          { positive: "b", z0: 75 },
        ],
      });
      const reads = await runPhases(experimentOf(circuit, [1]), [port(0), port(1)]);
      for (const [i, node] of ["a", "b"].entries()) {
        for (const j of [0, 1]) {
          const s = reads[j]!(`v(${node})`).re * Math.sqrt(z0[j]! / z0[i]!) - (i === j ? 1 : 0);
          expect(s).toBeCloseTo(expected[i]![j]!, 13);
        }
      }
    }
  });

  it("a source that stands for a port still reads the port's current", async () => {
    const circuit = circuitOf("V1 a 0 ac 1\nR1 a 0 150\nF1 0 b V1 2\nR2 b 0 1", {
      ports: [{ positive: "a" }],
    });
    const [read] = await runPhases(experimentOf(circuit, [1]), [port(0)]);
    // 2 V behind 50 ohms into 150 ohms: 10 mA, out of the positive node of V1.
    expect(read!("i(V1)").re).toBeCloseTo(-0.01, 15);
    expect(read!("v(b)").re).toBeCloseTo(-0.02, 15);
  });

  it("a terminated nudge of a reciprocal network is the port's own drive, z0/2 times", async () => {
    const circuit = circuitOf("V1 a 0 ac 1\nL1 a b 1u\nC1 b 0 1n\nL2 b c 1u", {
      ports: [{ positive: "a" }, { positive: "c", z0: 75 }],
    });
    const experiment = experimentOf(circuit, [3e6], ["v(c)"]);
    const [nudge, driven] = await runPhases(experiment, [
      { kind: "nudge", probe: 0, terminated: true },
      port(1),
    ]);
    for (const text of ["v(a)", "v(b)", "v(c)", "i(L1)"]) {
      expect(distance(nudge!(text), multiply(z(75 / 2), driven!(text)))).toBeLessThan(1e-13);
    }
    expect(magnitude(subtract(nudge!("v(a)"), z(0)))).toBeGreaterThan(1);
  });
});

describe("a session", () => {
  it("refuses a device by name", async () => {
    const circuit = circuitOf("V1 a 0 ac 1\nD7 a 0 dmod");
    await expect(solveFree(circuit, [1])).rejects.toThrow(/D7/);
  });

  it.each([
    [
      "a node that nothing ties down",
      "V1 a 0 ac 1\nR1 a 0 1\nR2 b c 1\nR3 c d 3\nR4 d b 7",
      /node b, c and d/,
    ],
    ["a loop of voltage sources", "V1 a 0 ac 1\nV2 a 0 ac 1\nR1 a 0 1", /V1 and V2/],
    ["a current source into nothing", "V1 a 0 ac 1\nR1 a 0 1\nI1 0 x ac 1\nC1 x y 1n", /node x and y/],
    ["a source of no value", "V1 a 0 ac 1\nI1 a 0 ac NaN\nR1 a 0 1", /I1/],
    ["a resistor of 0 ohms", "V1 a 0 ac 1\nR1 a b 0\nR2 b 0 1", /R1/],
  ])("explains %s", async (_, text, names) => {
    await expect(solveFree(circuitOf(text), [1e3])).rejects.toThrow(names);
  });

  it("explains a loop of inductors at DC, which is none at any other frequency", async () => {
    const circuit = circuitOf("V1 a 0 ac 1\nL1 a 0 1m\nR1 a 0 1");
    await expect(solveFree(circuit, [0])).rejects.toThrow(/V1 and L1|L1 and V1/);
    await expect(solveFree(circuit, [1])).resolves.toBeDefined();
  });

  it("counts an analysis per phase, gives the same bits again, and forgets nothing of another state", async () => {
    const { createModelEngine } = await import("../../../src/engine/model/model-engine.ts");
    const circuit = circuitOf("V1 in 0 ac 1\nR1 in out 1k\nC1 out 0 1n", { train: ["R1"] });
    const session = await createModelEngine().open(experimentOf(circuit, [1e3, 1e5], ["v(out)"]));
    if (session.kind === "failed") throw new Error(session.explanation);
    const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
    const slots = slotsOf(circuit);
    const other = circuit.evaluate(Float64Array.of(5e3)).slots;
    const first = await session.value.run(slots, [freeRun, nudge]);
    const elsewhere = await session.value.run(other, [freeRun]);
    const again = await session.value.run(slots, [freeRun, nudge]);
    expect(again).toEqual(first);
    expect(elsewhere).not.toEqual(first);
    expect(session.value.analyses).toBe(5);
    expect(session.value.seconds).toBeGreaterThan(0);
  });
});
