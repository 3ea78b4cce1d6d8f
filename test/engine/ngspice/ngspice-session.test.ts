import { afterAll, describe, expect, it } from "vitest";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../../src/engine/ngspice/ngspice-engine.ts";
import type { AcExperiment, Phase, Quantity } from "../../../src/experiment/experiment.ts";
import { type FrequencyGrid, gridFrequencies } from "../../../src/goal/frequency-grid.ts";
import type { Probe } from "../../../src/goal/observable.ts";
import { type ComplexMatrix, complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { circuitOf, slotsOf } from "../../circuit-builder.ts";

const engine = createNgspiceEngine();
afterAll(() => engine.close());

const grids: readonly FrequencyGrid[] = [
  { variation: "dec", points: 5, from: 100, to: 100e3 },
  { variation: "lin", points: 3, from: 1e3, to: 2e3 },
];

/** Everything that can be asked of a circuit. */
function experimentOf(
  circuit: AcExperiment["circuit"],
  probes: readonly Probe[],
  overGrids = grids,
): AcExperiment {
  const frequencies = Float64Array.from(overGrids.flatMap((grid) => [...gridFrequencies(grid)]));
  const quantities: Quantity[] = [
    ...circuit.nodes.map((_, node): Quantity => ({ kind: "node", node })),
    ...circuit.elements.flatMap((element): Quantity[] =>
      ["voltage-source", "inductor", "vcvs", "ccvs"].includes(element.kind)
        ? [{ kind: "branch", element: element.index }]
        : [],
    ),
  ];
  const { variation, points, from, to } = overGrids[0]!;
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  return {
    circuit,
    analysis: { kind: "ac", variation, points, from, to, span },
    grids: overGrids,
    frequencies,
    probes,
    quantities,
  };
}

/** Largest difference of two matrices, relative to the largest entry of its row or, where the row is nearly 0, of the matrix. */
function difference(a: ComplexMatrix, b: ComplexMatrix): number {
  const magnitudes = a.re.map((re, index) => Math.hypot(re, a.im[index]!));
  const largest = magnitudes.reduce((most, magnitude) => Math.max(most, magnitude), 0);
  let worst = 0;
  for (let row = 0; row < a.rows; row++) {
    const from = row * a.columns;
    const scale = Math.max(1e-6 * largest, ...magnitudes.subarray(from, from + a.columns));
    for (let at = from; at < from + a.columns; at++) {
      worst = Math.max(worst, Math.hypot(a.re[at]! - b.re[at]!, a.im[at]! - b.im[at]!) / scale);
    }
  }
  return worst;
}

/** Every kind of linear element in one circuit; F1, F2 and H1 share Vs. */
const everything = circuitOf(
  `V1 in 0 0 ac 2 30
   R1 in a 1k
   L1 a b 2m
   L2 c 0 3m
   K1 L1 L2 0.6
   C1 b 0 20n
   R2 c 0 500
   G1 d 0 b 0 2m
   R3 d e 300
   Vs e 0
   E1 f 0 d c 3
   R4 f g 1k
   F1 g 0 Vs 1.5
   F2 b 0 Vs -0.2
   R5 g 0 700
   H1 h g Vs 200
   R6 h 0 900
   I1 0 g 0 ac 1m -45
   C2 h b 10n`,
  {
    ports: [
      { positive: "in", z0: 50 },
      { positive: "h", z0: 75 },
    ],
  },
);

const everyProbe: readonly Probe[] = [
  { kind: "voltage", positive: everything.findNode("h")!, negative: 0 },
  { kind: "voltage", positive: everything.findNode("g")!, negative: everything.findNode("b")! },
  { kind: "current", element: everything.findElement("Vs")! },
  { kind: "current", element: everything.findElement("L1")! },
  { kind: "current", element: everything.findElement("E1")! },
  { kind: "current", element: everything.findElement("H1")! },
  { kind: "current", element: everything.findElement("V1")! },
];

const everyPhase: readonly Phase[] = [
  { kind: "free", excitation: { kind: "sources" } },
  { kind: "free", excitation: { kind: "port", port: 0 } },
  { kind: "free", excitation: { kind: "port", port: 1 } },
  ...everyProbe.map((_, probe): Phase => ({ kind: "nudge", probe, terminated: false })),
  { kind: "nudge", probe: 0, terminated: true },
];

describe("ngspice sessions", () => {
  it("gives the model engine's numbers in every phase of a circuit with all kinds of element", async () => {
    const experiment = experimentOf(everything, everyProbe);
    const slots = slotsOf(everything);
    const session = await engine.open(experiment);
    const model = await createModelEngine().open(experiment);
    if (session.kind === "failed" || model.kind === "failed") throw new Error("not opened");
    const ours = await model.value.run(slots, everyPhase);
    const theirs = await session.value.run(slots, everyPhase);
    if (ours.kind === "failed" || theirs.kind === "failed")
      throw new Error(JSON.stringify([ours, theirs]).slice(0, 3000));
    everyPhase.forEach((phase, index) => {
      expect(difference(ours.value[index]!, theirs.value[index]!), JSON.stringify(phase)).toBeLessThan(1e-9);
    });
    expect(session.value.analyses).toBe(everyPhase.length * grids.length);
  });
});
