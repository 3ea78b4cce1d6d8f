import { afterAll, describe, expect, it } from "vitest";
import type { Circuit } from "../../../src/circuit/circuit.ts";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { Phase } from "../../../src/experiment/experiment.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { transientOf } from "../model/run-transient.ts";
import { difference, unwrap } from "./ac-session.ts";
import { circuitFrom } from "./circuit-from.ts";
import { freePoint, writtenSlots } from "./dc-check.ts";

const engine = createNgspiceEngine({ deadlineSeconds: 60 });
const model = createModelEngine();
afterAll(() => engine.close());

/** Every kind of linear element, every kind of waveform, initial values; F1, F2 and H1 read the same source. */
const everything = `
V1 in 0 dc 0.5 pulse(0.2 1 0 0.2u 0.4u 1u 4u)
V2 in2 0 1
I1 0 d dc 1m
I2 0 out sin(0 1m 300k 0.5u 1e5) m=2
R0 in2 a 400
R1 in a 50
C1 a 0 3n ic=0.3
L1 a b 2u ic=2m
L2 c 0 5u ic=-1m
K1 L1 L2 0.6
R2 b 0 75
R3 c d 120
C2 d 0 1n
E1 e 0 b d 1.7
R4 e f 220
Vs f g 0
R5 g 0 330
G1 d 0 f b 4m
F1 a 0 Vs 0.8
F2 h 0 Vs -0.2
H1 h c Vs 40
R6 h out 90
C3 out b 2n
R7 out 0 1k
.tran 10n 5u uic`;

const probes = ["v(out)", "v(h,a)", "i(Vs)", "i(L1)", "i(E1)", "i(H1)", "i(V1)"];

/** Reproducible numbers in -1 … 1 that have no pattern. */
function noise(rows: number, columns: number) {
  const matrix = complexMatrix(rows, columns);
  matrix.re.forEach((_, index) => {
    matrix.re[index] = Math.sin(1 + 7.3 * index ** 1.5);
  });
  return matrix;
}

async function compare(
  circuit: Circuit,
  step: number,
  count: number,
  uic: boolean,
): Promise<readonly number[]> {
  const experiment = transientOf(circuit, { step, count, uic, probes });
  const phases: Phase[] = [
    freePoint,
    { kind: "waveform", amplitudes: noise(probes.length, count + 1) },
    ...probes.map((_, probe): Phase => {
      const amplitudes = complexMatrix(probes.length, count + 1);
      amplitudes.re[probe * (count + 1)] = 1;
      return { kind: "waveform", amplitudes };
    }),
    { kind: "constant", amplitudes: noise(probes.length, 1) },
    ...(uic ? [] : [{ kind: "initial" } as const]),
  ];
  const slots = writtenSlots(circuit);
  const [ours, theirs] = await Promise.all(
    [engine, model].map(async (one) => {
      const session = unwrap(await one.open(experiment));
      const matrices = unwrap(await session.run(slots, phases));
      await session.close();
      return matrices;
    }),
  );
  return ours!.map((matrix, index) => difference(matrix, theirs![index]!));
}

describe("transients on the fixed grid", () => {
  it.each([
    [300, true],
    [300, false],
    [20, true],
    [2000, true],
    [2000, false],
  ])("are those of the model engine (%d steps, uic %s)", async (count, uic) => {
    const differences = await compare(circuitFrom(everything), 5e-6 / count, count, uic);
    for (const one of differences) expect(one).toBeLessThan(1e-9);
  });
});
