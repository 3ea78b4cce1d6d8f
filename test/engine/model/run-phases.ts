import type { Circuit } from "../../../src/circuit/circuit.ts";
import { createModelEngine } from "../../../src/engine/model/model-engine.ts";
import type { AcExperiment, Experiment, Phase, Quantity } from "../../../src/experiment/experiment.ts";
import type { Probe } from "../../../src/goal/observable.ts";
import type { ComplexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { complexMatrix } from "../../../src/numeric/complex-matrix.ts";
import { slotsOf } from "../../circuit-builder.ts";

export interface Complex {
  readonly re: number;
  readonly im: number;
}

/** `v(a)`, `v(a,b)`, `i(L1)` as a probe. */
export function probeOf(circuit: Circuit, text: string): Probe {
  const [, letter, inside] = /^([vi])\((.*)\)$/.exec(text)!;
  const [first, second] = inside!.split(",");
  if (letter === "i") return { kind: "current", element: circuit.findElement(first!)! };
  return {
    kind: "voltage",
    positive: circuit.findNode(first!)!,
    negative: second === undefined ? 0 : circuit.findNode(second)!,
  };
}

/** All node voltages and branch currents as quantities. */
export function allQuantities(circuit: Circuit): readonly Quantity[] {
  return [
    ...circuit.nodes.map((_, node): Quantity => ({ kind: "node", node })),
    ...circuit.elements
      .filter(({ kind }) => ["voltage-source", "inductor", "vcvs", "ccvs"].includes(kind))
      .map(({ index }): Quantity => ({ kind: "branch", element: index })),
  ];
}

export function experimentOf(
  circuit: Circuit,
  frequencies: readonly number[],
  probes: readonly string[] = [],
): AcExperiment {
  const from = frequencies[0]!;
  const span = { source: circuit.sources[0]!, start: 0, end: 0 };
  return {
    kind: "ac",
    circuit,
    analysis: { kind: "ac", variation: "lin", points: frequencies.length, from, to: from, span },
    grids: [{ variation: "lin", points: frequencies.length, from, to: from }],
    frequencies: Float64Array.from(frequencies),
    probes: probes.map((text) => probeOf(circuit, text)),
    quantities: allQuantities(circuit),
  };
}

/** Reads a phase's matrix by probe text: `v(out)`, `v(a,b)`, `i(L1)`. */
export function reader(experiment: Experiment, matrix: ComplexMatrix) {
  const row = (quantity: Quantity) =>
    experiment.quantities.findIndex((candidate) => JSON.stringify(candidate) === JSON.stringify(quantity));
  const at = (quantity: Quantity, point: number): Complex => {
    const position = row(quantity) * matrix.columns + point;
    return { re: matrix.re[position]!, im: matrix.im[position]! };
  };
  return (text: string, point = 0): Complex => {
    const probe = probeOf(experiment.circuit, text);
    if (probe.kind === "current") return at({ kind: "branch", element: probe.element }, point);
    const plus = at({ kind: "node", node: probe.positive }, point);
    const minus = at({ kind: "node", node: probe.negative }, point);
    return { re: plus.re - minus.re, im: plus.im - minus.im };
  };
}

/** Run phases in a fresh model engine; a failure is thrown with its explanation. */
export async function runMatrices(
  experiment: Experiment,
  phases: readonly Phase[],
  slots = slotsOf(experiment.circuit),
): Promise<readonly ComplexMatrix[]> {
  const engine = createModelEngine();
  const session = await engine.open(experiment);
  if (session.kind === "failed") throw new Error(session.explanation);
  const outcome = await session.value.run(slots, phases);
  await engine.close();
  if (outcome.kind === "failed") throw new Error(outcome.explanation);
  return outcome.value;
}

/** The same with a reader for each phase. */
export async function runPhases(experiment: Experiment, phases: readonly Phase[], slots?: Float64Array) {
  const matrices = await runMatrices(experiment, phases, slots);
  return matrices.map((matrix) => reader(experiment, matrix));
}

export const freeRun: Phase = { kind: "free", excitation: { kind: "sources" } };

/** The free phase at one frequency or several. */
export async function solveFree(circuit: Circuit, frequencies: readonly number[], slots?: Float64Array) {
  const [read] = await runPhases(experimentOf(circuit, frequencies), [freeRun], slots);
  return read!;
}

export function zeroAmplitudes(experiment: AcExperiment): ComplexMatrix {
  return complexMatrix(experiment.probes.length, experiment.frequencies.length);
}
