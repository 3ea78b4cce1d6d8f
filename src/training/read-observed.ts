import type { Circuit } from "../circuit/circuit.ts";
import type { Plot, PlotVariable } from "../engine/engine.ts";
import { gridFrequencies } from "../goal/frequency-grid.ts";
import type { AcObjective, DcObjective, Objective } from "../goal/objective.ts";
import type { Excitation, Probe } from "../goal/observable.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { meterOf, verificationRuns } from "./verification-deck.ts";

/** Samples of one vector at the points of an objective. */
interface Samples {
  readonly re: Float64Array;
  readonly im?: Float64Array;
}

/**
 * Add what the plots of a deck show of an objective's observables under one excitation to `observed`, shape (observables, points).
 * Returns the failure where a vector or a sweep is missing.
 */
export function readObserved(
  circuit: Circuit,
  objective: Objective,
  excitation: Excitation,
  plots: readonly Plot[],
  observed: ComplexMatrix,
): Failure | undefined {
  const key = JSON.stringify(excitation);
  for (const [row, observable] of objective.observables.entries()) {
    if (JSON.stringify(observable.excitation) !== key) continue;
    for (const { name, sign } of vectorNames(observable.probe, circuit)) {
      const samples = sampleVector(circuit, objective, plots, name);
      if (samples.kind === "failed") return samples;
      const { re, im } = samples.value;
      const first = row * observed.columns;
      for (let point = 0; point < observed.columns; point++) {
        observed.re[first + point]! += sign * re[point]!;
        observed.im[first + point]! += sign * (im?.[point] ?? 0);
      }
    }
  }
  return undefined;
}

function sampleVector(
  circuit: Circuit,
  objective: Objective,
  plots: readonly Plot[],
  name: string,
): Outcome<Samples> {
  if (objective.kind === "ac") return sampleSweeps(objective, plots, name);
  if (objective.kind === "dc") return sampleStates(circuit, objective, plots, name);
  const plot = plots[0];
  const vector = plot && findVector(plot, name);
  if (plot === undefined || vector === undefined) return missingVector(name);
  return succeed({ re: interpolate(plot.variables[0]!.re, vector.re, objective.axis) });
}

/** The states of a sweep and of the values beside it, each of which is a plot of its own, for every value of the outer sweep. */
function sampleStates(
  circuit: Circuit,
  objective: DcObjective,
  plots: readonly Plot[],
  name: string,
): Outcome<Samples> {
  const runs = verificationRuns(objective, circuit);
  const re = new Float64Array(objective.points.length);
  const inner = runs.reduce((sum, { values }) => sum + values.length, 0);
  const outer = re.length / inner;
  for (const { values, offset } of runs) {
    const plot = plots.find((candidate) => runs.length === 1 || coversStates(candidate, values, outer));
    if (plot === undefined)
      return fail("incomplete-result", `there is no result of a sweep from ${values[0]}`);
    const vector = findVector(plot, name);
    if (vector === undefined) return missingVector(name);
    const expected = values.length * outer;
    if (vector.re.length !== expected) {
      return fail("incomplete-result", `the sweep gave ${vector.re.length} points, not ${expected}`);
    }
    for (let state = 0; state < outer; state++) {
      re.set(vector.re.subarray(state * values.length, (state + 1) * values.length), state * inner + offset);
    }
  }
  return succeed({ re });
}

/** ngspice adds the steps up: its values are off by rounding, near zero by a part of the largest. */
function coversStates({ variables }: Plot, values: Float64Array, outer: number): boolean {
  const scale = variables[0]?.re;
  if (scale?.length !== values.length * outer) return false;
  const size = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return scale.every((value, index) => Math.abs(value - values[index % values.length]!) <= 1e-9 * size);
}

/** ngspice runs several sweeps of a deck in an order of its own: each grid is found by its frequencies. */
function sampleSweeps({ grids, axis }: AcObjective, plots: readonly Plot[], name: string): Outcome<Samples> {
  const re = new Float64Array(axis.length);
  const im = new Float64Array(axis.length);
  let first = 0;
  for (const grid of grids) {
    const frequencies = gridFrequencies(grid);
    const plot = plots.find((candidate) => coversGrid(candidate, frequencies));
    if (plot === undefined) {
      return fail("incomplete-result", `there is no result from ${grid.from} Hz to ${grid.to} Hz`);
    }
    const vector = findVector(plot, name);
    if (vector === undefined) return missingVector(name);
    re.set(vector.re, first);
    if (vector.im !== undefined) im.set(vector.im, first);
    first += frequencies.length;
  }
  return succeed({ re, im });
}

function coversGrid({ variables }: Plot, frequencies: Float64Array): boolean {
  const scale = variables[0]?.re;
  if (scale?.length !== frequencies.length) return false;
  return frequencies.every((frequency, index) => Math.abs(scale[index]! - frequency) <= 1e-9 * frequency);
}

function findVector({ variables }: Plot, name: string): PlotVariable | undefined {
  return variables.find((variable) => variable.name.toLowerCase() === name);
}

function missingVector(name: string): Failure {
  return fail("incomplete-result", `the result has no vector ${name}`);
}

/** y at the wanted times, linearly between the points of (x, y), constant beyond the ends; x ascends. */
function interpolate(x: Float64Array, y: Float64Array, wanted: Float64Array): Float64Array {
  let left = 0;
  return wanted.map((time) => {
    while (left < x.length - 2 && x[left + 1]! <= time) left++;
    const share = (time - x[left]!) / (x[left + 1]! - x[left]!);
    return y[left]! + Math.min(Math.max(share, 0), 1) * (y[left + 1]! - y[left]!);
  });
}

/** The names under which ngspice reports a probe: subcircuit elements are `l.x1.l1`, their nodes `x1.n`. */
function vectorNames(
  probe: Probe,
  circuit: Circuit,
): readonly { readonly name: string; readonly sign: number }[] {
  if (probe.kind === "current") {
    const { kind, name } = circuit.elements[probe.element]!;
    const path = name.toLowerCase().split(".");
    if (kind === "capacitor") path.push(meterOf(path.pop()!));
    const last = path[path.length - 1]!;
    return [{ name: `i(${path.length === 1 ? last : [last[0], ...path].join(".")})`, sign: 1 }];
  }
  const node = (index: number, sign: number) =>
    index === 0 ? [] : [{ name: `v(${circuit.nodes[index]!.toLowerCase()})`, sign }];
  return [...node(probe.positive, 1), ...node(probe.negative, -1)];
}
