import type { Plot, PlotVariable } from "../engine/engine.ts";

/** One vector of `simulate --json`: real values as an array, complex ones as two. */
export interface SimulationVariableJson {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[] | { readonly re: readonly number[]; readonly im: readonly number[] };
}

/** One analysis of `simulate --json`. */
export interface SimulationJson {
  readonly analysis: string;
  readonly variables: readonly SimulationVariableJson[];
}

/** Short names of ngspice's plots. */
const analysisNames: readonly (readonly [RegExp, string])[] = [
  [/^ac\b/i, "ac"],
  [/^transient/i, "tran"],
  [/^dc/i, "dc"],
  [/^operating/i, "op"],
];

/** `ac`, `tran`, `dc`, `op`, or the engine's own name for anything else. */
export function analysisName(plot: Plot): string {
  return analysisNames.find(([pattern]) => pattern.test(plot.analysis))?.[1] ?? plot.analysis;
}

/** A simulation result as plain JSON values. The scale vector (frequency, time, …) comes first and is real. */
export function simulationJson(plot: Plot): SimulationJson {
  return { analysis: analysisName(plot), variables: plot.variables.map(variableJson) };
}

function variableJson({ name, unit, re, im }: PlotVariable, index: number): SimulationVariableJson {
  const values =
    im === undefined || index === 0 ? Array.from(re) : { re: Array.from(re), im: Array.from(im) };
  return { name, unit, values };
}
