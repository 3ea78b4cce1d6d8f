import type { Circuit } from "../../../src/circuit/circuit.ts";
import type { Engine, Session } from "../../../src/engine/engine.ts";
import type { AcExperiment, Phase } from "../../../src/experiment/experiment.ts";
import { type FrequencyGrid, gridFrequencies } from "../../../src/goal/frequency-grid.ts";
import type { ComplexMatrix } from "../../../src/numeric/complex-matrix.ts";
import type { Outcome } from "../../../src/numeric/outcome.ts";
import { circuitOf } from "../../circuit-builder.ts";
import { allQuantities, probeOf } from "../model/run-phases.ts";

/** Two sweeps, one of them inside the other, so that frequencies are not in order. */
export const twoGrids: readonly FrequencyGrid[] = [
  { variation: "dec", points: 5, from: 100, to: 100e3 },
  { variation: "lin", points: 3, from: 1e3, to: 2e3 },
];

/** An experiment that asks for every node voltage and branch current. */
export function experimentOver(
  circuit: Circuit,
  grids: readonly FrequencyGrid[],
  probes: readonly string[] = [],
): AcExperiment {
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  return {
    kind: "ac",
    circuit,
    analysis: { kind: "ac", ...grids[0]!, span },
    grids,
    frequencies: Float64Array.from(grids.flatMap((grid) => [...gridFrequencies(grid)])),
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

/** The value, or an error with everything that is known. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "failed") throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
  return outcome.value;
}

/** Run phases in a new session of an engine. */
export async function runOnce(
  engine: Engine,
  experiment: AcExperiment,
  slots: Float64Array,
  phases: readonly Phase[],
): Promise<readonly ComplexMatrix[]> {
  const session: Session = unwrap(await engine.open(experiment));
  try {
    return unwrap(await session.run(slots, phases));
  } finally {
    await session.close();
  }
}

/** Largest difference of two matrices, relative to the largest entry of its row or, where the row is nearly 0, to 1e-4 of the matrix: 1e-9 of that is rounding. */
export function difference(a: ComplexMatrix, b: ComplexMatrix): number {
  const magnitudes = a.re.map((re, index) => Math.hypot(re, a.im[index]!));
  const largest = magnitudes.reduce((most, magnitude) => Math.max(most, magnitude), 0);
  let worst = 0;
  for (let row = 0; row < a.rows; row++) {
    const from = row * a.columns;
    const scale = Math.max(1e-4 * largest, ...magnitudes.subarray(from, from + a.columns));
    for (let at = from; at < from + a.columns; at++) {
      const distance = Math.hypot(a.re[at]! - b.re[at]!, a.im[at]! - b.im[at]!);
      if (distance > 0) worst = Math.max(worst, distance / scale);
    }
  }
  return worst;
}

/** Every kind of linear element in one circuit; F1, F2 and H1 read the same source. */
export const everythingDeck = `
V1 in 0 dc 0 ac 2 30
R1 in a 1k
L1 a b 2m
L2 c 0 3m
K1 L1 L2 0.6
C1 b 0 20n
R2 c 0 500
G1 d 0 b 0 2m
R3 d e 300
Vs e 0 dc 0
E1 f 0 d c 3
R4 f g 1k
F1 g 0 Vs 1.5
F2 b 0 Vs -0.2
R5 g 0 700
H1 h g Vs 200
R6 h 0 900
I1 0 g dc 0 ac 1m -45
C2 h b 10n`;

export const everything = circuitOf(everythingDeck.replaceAll("dc ", ""), {
  ports: [
    { positive: "in", z0: 50 },
    { positive: "h", z0: 75 },
  ],
});

/** Voltages, a difference, and the current of every element that has one. */
export const everyProbe = ["v(h)", "v(g,b)", "i(Vs)", "i(L1)", "i(E1)", "i(H1)", "i(V1)"];

export const everyPhase: readonly Phase[] = [
  { kind: "free", excitation: { kind: "sources" } },
  { kind: "free", excitation: { kind: "port", port: 0 } },
  { kind: "free", excitation: { kind: "port", port: 1 } },
  ...everyProbe.flatMap((_, probe): Phase[] => [
    { kind: "nudge", probe, terminated: false },
    { kind: "nudge", probe, terminated: true },
  ]),
];
