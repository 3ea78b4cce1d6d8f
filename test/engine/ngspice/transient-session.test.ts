import { afterAll, describe, expect, it } from "vitest";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase, TransientExperiment } from "../../../src/experiment/experiment.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { transientOf } from "../model/run-transient.ts";
import { difference, unwrap } from "./ac-session.ts";
import { circuitFrom } from "./circuit-from.ts";
import { freePoint, writtenSlots } from "./dc-check.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 60 });
afterAll(() => engine.close());

const deck = `
V1 in 0 sin(0 {u} 300k)
.param u=1
V2 s 0 0.7
Rs s a 2k
R1 in a 50
L1 a b 2u ic=1m
L2 c 0 5u
K1 L1 L2 0.6
C1 b 0 3n ic=0.2
R2 b c 120
G1 d 0 b 0 4m
R3 d 0 300
E1 e 0 d a 2
H1 f e V2 10
F1 f 0 V2 0.5
R4 f 0 1k
* @train R* L* C* K1 G1 E1 H1 F1 V2 param:u
.tran 10n 3u`;

function waveforms(count: number, frequency: number): Phase {
  const amplitudes = complexMatrix(1, count + 1);
  for (let n = 0; n <= count; n++) amplitudes.re[n] = Math.sin(frequency * n);
  return { kind: "waveform", amplitudes };
}

async function runFresh(experiment: TransientExperiment, slots: Float64Array, phases: readonly Phase[]) {
  const session = unwrap(await engine.open(experiment));
  const matrices = unwrap(await session.run(slots, phases));
  await session.close();
  return matrices;
}

describe("a session of transients", () => {
  it.each([true, false])("altered in place gives what fresh decks give (uic %s)", async (uic) => {
    const circuit = circuitFrom(deck);
    const experiment = transientOf(circuit, { step: 1e-8, count: 300, uic, probes: ["v(f,a)"] });
    const session = unwrap(await engine.open(experiment));
    const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
    const phases: Phase[] = [
      freePoint,
      waveforms(300, 0.3),
      { kind: "constant", amplitudes: complexMatrix(1, 1) },
    ];
    if (!uic) phases.push({ kind: "initial" });
    unwrap(await session.run(circuit.evaluate(theta).slots, phases));
    for (const index of theta.keys()) {
      theta[index]! *= 1.1 + 0.01 * index;
      const slots = circuit.evaluate(theta).slots;
      const [altered, fresh] = [
        unwrap(await session.run(slots, phases)),
        await runFresh(experiment, slots, phases),
      ];
      altered.forEach((matrix, phase) => {
        expect(
          difference(matrix, fresh[phase]!),
          `${circuit.trainables[index]!.name}, phase ${phase}`,
        ).toBeLessThan(1e-10);
      });
    }
    await session.close();
  });

  it("counts one analysis a phase", async () => {
    const circuit = circuitFrom(deck);
    const experiment = transientOf(circuit, { step: 1e-8, count: 100, uic: false, probes: ["v(f,a)"] });
    const session = unwrap(await engine.open(experiment));
    unwrap(await session.run(writtenSlots(circuit), [freePoint, waveforms(100, 1), { kind: "initial" }]));
    expect(session.analyses).toBe(3);
    await session.close();
  });

  it("runs the drive and the reversed nudge of 5000 samples in less than 0.3 s, warm", async () => {
    const count = 5000;
    const sections = Array.from(
      { length: 5 },
      (_, k) => `R${k} n${k} m${k} 10\nL${k} m${k} n${k + 1} 1u\nC${k} n${k + 1} 0 1n`,
    );
    const circuit = circuitFrom(`V1 n0 0 sin(0 1 300k)\n${sections.join("\n")}\nRl n5 0 50\n.tran 1n 5u`);
    const experiment = transientOf(circuit, { step: 1e-9, count, probes: ["v(n5)"] });
    const session = unwrap(await engine.open(experiment));
    const slots = writtenSlots(circuit);
    const times: number[] = [];
    for (let trial = 1; trial <= 8; trial++) {
      slots[3]! *= 1.001;
      const before = process.cpuUsage();
      unwrap(await session.run(slots, [freePoint]));
      unwrap(await session.run(slots, [waveforms(count, 0.1 * trial)]));
      // Processor time of all threads: the clock on the wall belongs to others too.
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1e6);
    }
    await session.close();
    expect(Math.min(...times)).toBeLessThan(0.3);
  });

  it("ends where a .ic would hold a node, and says what to write instead", async () => {
    const circuit = circuitFrom("V1 a 0 1\nR1 a b 1k\nC1 b 0 1n\n.ic v(b)=0.5\n.tran 10n 1u");
    const session = unwrap(await engine.open(transientOf(circuit, { step: 1e-8, count: 100, uic: false })));
    const outcome = await session.run(writtenSlots(circuit), [freePoint]);
    expect(outcome).toMatchObject({ reason: "unsupported", explanation: expect.stringContaining("v(b)") });
  });

  it("fails where something breaks the grid of a nudged run", async () => {
    const circuit = circuitFrom(
      "V1 a 0 sin(0 1 1meg)\nR1 a b 75\nT1 b 0 c 0 z0=75 td=33.3n\nR2 c 0 75\n.tran 10n 1u",
    );
    const session = unwrap(await engine.open(transientOf(circuit, { step: 1e-8, count: 100 })));
    const amplitudes = complexMatrix(1, 101);
    const nudged: Phase = { kind: "nudged", excitation: { kind: "sources" }, amplitudes };
    const outcome = await session.run(writtenSlots(circuit), [nudged]);
    expect(outcome).toMatchObject({
      reason: "incomplete-result",
      explanation: expect.stringMatching(/grid.*steps of its own for T1$/),
    });
  });
});
