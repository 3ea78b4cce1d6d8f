import { afterAll, describe, expect, it } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { DcExperiment, Phase } from "../../../src/experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { nativeMissing, runNative } from "../native-ngspice.ts";
import { difference, unwrap } from "./ac-session.ts";
import { circuitFrom } from "./circuit-from.ts";
import { dcExperimentOf, freePoint, readPoint, writtenSlots } from "./dc-check.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 30 });
const model = createModelEngine();
afterAll(() => engine.close());

const linear = `
V1 in 0 1
R1 in a 1k m=2
C1 a 0 1u
L1 a b 1m
L2 c 0 2m
K1 L1 L2 0.5
R2 b 0 2k
R3 c d 1k
G1 d 0 b 0 1m
R4 d 0 500
Vs d e 0
R5 e 0 700
E1 f 0 d b 2
R6 f g 300
F1 g 0 Vs 0.7
F2 b 0 Vs -0.2
H1 h g Vs 150
R7 h 0 900
I1 0 h 2m m=3`;

const probes = ["v(h)", "v(g,b)", "i(L1)", "i(E1)", "i(H1)", "i(Vs)", "i(V1)"];

const amplifier = `
Vcc vcc 0 12
Vin in 0 0.9
Rb in b 10k
Rc vcc c 2.2k
Re e 0 470
Q1 c b e qn
D1 c d dx
Rd d 0 3k
.model dx d(is=1e-14 rs=3)
.model qn npn(is=1e-15 bf=180 vaf=80 rb=50 rc=1 re=0.5)`;

async function run(
  one: typeof engine | typeof model,
  experiment: DcExperiment,
  phases: readonly Phase[],
  slots = writtenSlots(experiment.circuit),
): Promise<{ matrices: readonly ComplexMatrix[]; analyses: number }> {
  const session = unwrap(await one.open(experiment));
  const matrices = unwrap(await session.run(slots, phases));
  await session.close();
  return { matrices, analyses: session.analyses };
}

/** Nudge amplitudes (probes, points) without a pattern. */
function amplitudesOf(experiment: DcExperiment, size: number): ComplexMatrix {
  const matrix = complexMatrix(experiment.probes.length, experiment.points.length);
  matrix.re.forEach((_, index) => {
    matrix.re[index] = size * Math.sin(1 + 7.3 * index ** 1.5);
  });
  return matrix;
}

describe("phases of operating points", () => {
  it.each([
    [".op", 1],
    [".dc V1 -1 2 0.25", 1],
    [".dc I1 2m -1m -0.5m", 1],
    [".dc R6 100 1k 100", 1],
    [".dc V1 0 1 0.5 R2 1k 3k 1k", 3],
    [".dc R5 0.5k 1k 0.1k V1 0 2 1", 3],
  ])("of linear circuits are those of the model engine: %s", async (card, sweeps) => {
    const experiment = dcExperimentOf(circuitFrom(`${linear}\n${card}`), probes);
    const phases: Phase[] = [
      freePoint,
      ...probes.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false })),
      { kind: "nudged", excitation: { kind: "sources" }, amplitudes: amplitudesOf(experiment, 0.01) },
    ];
    const [ours, theirs] = [await run(engine, experiment, phases), await run(model, experiment, phases)];
    ours.matrices.forEach((matrix, phase) => {
      expect(difference(matrix, theirs.matrices[phase]!), `phase ${phase}`).toBeLessThan(1e-9);
    });
    expect((await run(engine, experiment, [freePoint])).analyses).toBe(sweeps);
  });

  it("visit values beside those of the sweep, each by itself", async () => {
    const experiment = dcExperimentOf(circuitFrom(`${linear}\n.dc V1 0 1 0.5`), probes, [0.3, 0.77]);
    const [ours, theirs] = [
      await run(engine, experiment, [freePoint]),
      await run(model, experiment, [freePoint]),
    ];
    expect(difference(ours.matrices[0]!, theirs.matrices[0]!)).toBeLessThan(1e-9);
    expect(readPoint(experiment, ours.matrices[0]!, "v(in)", 4)).toBeCloseTo(0.77, 12);
  });

  it("visit the values of a sweep whose steps are small", async () => {
    const circuit = circuitFrom("I1 0 a 0\nR1 a 0 1k\n.dc I1 0 5p 1p\n");
    const experiment = dcExperimentOf(circuit);
    const { matrices } = await run(engine, experiment, [freePoint]);
    for (let point = 0; point <= 5; point++) {
      expect(readPoint(experiment, matrices[0]!, "v(a)", point)).toBeCloseTo(point * 1e-9, 20);
    }
  });

  it.skipIf(nativeMissing !== undefined)(
    "of devices are, when free, those of the native simulator",
    async () => {
      const experiment = dcExperimentOf(circuitFrom(`${amplifier}\n.dc Vin 0.3 2 0.1`));
      const { matrices } = await run(engine, experiment, [freePoint]);
      const native = runNative(amplifier, ".dc Vin 0.3 2 0.1");
      for (const node of ["c", "b", "d"]) {
        native.get(`v(${node})`)!.re.forEach((value, point) => {
          expect(readPoint(experiment, matrices[0]!, `v(${node})`, point)).toBeCloseTo(value, 8);
        });
      }
    },
  );

  it("are, when nudged, free points of the circuit with the nudges written into it", async () => {
    const experiment = dcExperimentOf(circuitFrom(`${amplifier}\n.dc Vin 0.8 1.6 0.4`), ["v(c,b)", "i(Vcc)"]);
    const amplitudes = amplitudesOf(experiment, 1e-4);
    const nudged: Phase = { kind: "nudged", excitation: { kind: "sources" }, amplitudes };
    const { matrices, analyses } = await run(engine, experiment, [freePoint, nudged]);
    expect(analyses).toBe(1 + 1);
    for (const [point, value] of [0.8, 1.2, 1.6].entries()) {
      const [current, voltage] = [amplitudes.re[point]!, amplitudes.re[3 + point]!];
      const written = amplifier
        .replace("Vin in 0 0.9", `Vin in 0 ${value}\nInudge b c ${current}`)
        .replace("Vcc vcc 0 12", `Vcc vcc 0 ${12 + voltage}`);
      const witness = dcExperimentOf(circuitFrom(`${written}\n.op`));
      const [free] = (await run(engine, witness, [freePoint])).matrices;
      for (const quantity of ["v(c)", "v(b)", "v(e)", "i(Vcc)"]) {
        const expected = readPoint(witness, free!, quantity);
        expect(readPoint(experiment, matrices[1]!, quantity, point)).toBeCloseTo(expected, 9);
      }
    }
  });

  it("are counted: a reading of the devices at all three points side by side, a nudge for every probe", async () => {
    const experiment = dcExperimentOf(circuitFrom(`${amplifier}\n.dc Vin 0.8 1.6 0.4`), ["v(c)", "v(d)"]);
    const session = unwrap(await engine.open(experiment));
    const slots = writtenSlots(experiment.circuit);
    const nudges = [0, 1].map((probe): Phase => ({ kind: "nudge", probe, terminated: false }));
    unwrap(await session.run(slots, [freePoint]));
    unwrap(await session.run(slots, nudges));
    expect(session.analyses).toBe(1 + 1 + 2);
    unwrap(await session.run(slots, nudges));
    expect(session.analyses).toBe(1 + 1 + 2 + 2);
    await session.close();
  });
});

describe("a fixture of many points", () => {
  it("reads at each what it reads alone, also where it has states to spare", async () => {
    const circuit = circuitFrom(`${amplifier}\n.dc Vin 0.4 2.4 0.1`);
    const experiment = dcExperimentOf(circuit, ["v(c)", "v(d)"]);
    expect(experiment.points).toHaveLength(21);
    const slots = writtenSlots(circuit);
    const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
    const nudgeOf = async (points: typeof experiment.points) => {
      const session = unwrap(await engine.open({ ...experiment, points }));
      const [matrix] = unwrap(await session.run(slots, [nudge]));
      await session.close();
      return matrix!;
    };
    const together = await nudgeOf(experiment.points);
    for (const point of [0, 9, 15, 16, 20]) {
      const alone = await nudgeOf([experiment.points[point]!]);
      for (let row = 0; row < alone.rows; row++) {
        const value = together.re[row * 21 + point]!;
        expect(Math.abs(value - alone.re[row]!)).toBeLessThanOrEqual(1e-6 * Math.abs(value) + 1e-12);
      }
    }
  });
});

/** Two transistors that switch each other: between the thresholds the state depends on where the sweep comes from. */
const trigger = `
Vdd vdd 0 5
Vin in 0 0
R1 in b1 10k
R2 vdd c1 4.7k
R3 vdd c2 1k
R4 c1 b2 10k
R5 b2 0 47k
Re e 0 330
Q1 c1 b1 e qn
Q2 c2 b2 e qn
.model qn npn(is=1e-15 bf=120)`;

describe("a circuit with hysteresis", () => {
  it("has another state on the way up than on the way down", async () => {
    const up = dcExperimentOf(circuitFrom(`${trigger}\n.dc Vin 0 3 0.05`));
    const down = dcExperimentOf(circuitFrom(`${trigger}\n.dc Vin 3 0 -0.05`));
    const [rising] = (await run(engine, up, [freePoint])).matrices;
    const [falling] = (await run(engine, down, [freePoint])).matrices;
    const differing = Array.from({ length: 61 }, (_, k) => k).filter(
      (k) => Math.abs(readPoint(up, rising!, "v(c2)", k) - readPoint(down, falling!, "v(c2)", 60 - k)) > 0.5,
    );
    expect(differing.length).toBeGreaterThan(2);
    // Nudges and their linearised form follow the branch of the sweep.
    for (const experiment of [up, down]) {
      const amplitudes = complexMatrix(0, experiment.points.length);
      const nudged: Phase = { kind: "nudged", excitation: { kind: "sources" }, amplitudes };
      const { matrices } = await run(engine, experiment, [freePoint, nudged]);
      expect(difference(matrices[0]!, matrices[1]!)).toBeLessThan(1e-9);
    }
  });
});

describe("operating points that cannot be found", () => {
  it("are a failure that names the place of a loop of voltage sources", async () => {
    const experiment = dcExperimentOf(circuitFrom("V1 a 0 1\nL1 a 0 1m\nR1 a 0 1k\n.op"));
    const session = unwrap(await engine.open(experiment));
    const outcome = await session.run(writtenSlots(experiment.circuit), [freePoint]);
    expect(outcome).toMatchObject({ kind: "failed", reason: "singular" });
  });

  it("are a failure where the circuit contradicts itself", async () => {
    const experiment = dcExperimentOf(circuitFrom("B1 a 0 v='v(a) > 0.5 ? 0 : 1'\nR1 a 0 1k\n.op"));
    const session = unwrap(await engine.open(experiment));
    const outcome = await session.run(writtenSlots(experiment.circuit), [freePoint]);
    expect(outcome).toMatchObject({ kind: "failed", reason: "no-convergence" });
  });

  it("are refused under a nudge where a device cannot be read", async () => {
    const experiment = dcExperimentOf(
      circuitFrom("V1 a 0 1\nR1 a b 1k\nL1 b c l='1m*(1+v(a))'\nR2 c 0 1k\n.op"),
      ["v(b)"],
    );
    const session = unwrap(await engine.open(experiment));
    const nudge: Phase = { kind: "nudge", probe: 0, terminated: false };
    const outcome = await session.run(writtenSlots(experiment.circuit), [nudge]);
    expect(outcome).toMatchObject({ reason: "unsupported", explanation: expect.stringContaining("L1") });
  });
});
