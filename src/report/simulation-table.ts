import type { Plot, PlotVariable } from "../engine/engine.ts";
import { decibels, degrees } from "./polar.ts";
import { analysisName } from "./simulation-json.ts";
import { formatTextTable, type TextColumn } from "./text-table.ts";

/**
 * A simulation result as a table: one line per point, an operating point as one line per vector. Complex vectors are shown as magnitude in
 * dB and phase in degrees. What does not fit into `width` columns follows in further blocks.
 */
export function formatSimulationTable(plot: Plot, width = 80): string {
  const [scale, ...vectors] = plot.variables;
  if (scale === undefined) return "";
  if (analysisName(plot) === "op") return operatingPoint(plot.variables, width);
  return formatTextTable([numberColumn(scale, scale.re), ...vectors.flatMap(vectorColumns)], width);
}

function operatingPoint(variables: readonly PlotVariable[], width: number): string {
  return formatTextTable(
    [
      { header: "vector", align: "left", cells: variables.map(({ name }) => name) },
      { header: "value", align: "right", cells: variables.map(({ re }) => number(re[0]!)) },
      { header: "unit", align: "left", cells: variables.map(({ unit }) => unit) },
    ],
    width,
  );
}

function vectorColumns(variable: PlotVariable): readonly TextColumn[] {
  if (variable.im === undefined) return [numberColumn(variable, variable.re)];
  const { re, im } = variable;
  return [
    {
      header: `${variable.name} dB`,
      align: "right",
      cells: Array.from(decibels(re, im), (value) => fixed(value, 4)),
    },
    { header: "phase", align: "right", cells: Array.from(degrees(re, im), (value) => fixed(value, 3)) },
  ];
}

function numberColumn({ name, unit }: PlotVariable, values: Float64Array): TextColumn {
  return {
    header: unit === "Hz" || unit === "s" ? `${name} [${unit}]` : name,
    align: "right",
    cells: Array.from(values, number),
  };
}

/** Seven significant digits; plain where that is short. */
function number(value: number): string {
  const rounded = Number(value.toPrecision(7));
  const size = Math.abs(rounded);
  return rounded === 0 || (size >= 1e-3 && size < 1e7) ? String(rounded) : rounded.toExponential();
}

const fixed = (value: number, digits: number): string =>
  value === Number.NEGATIVE_INFINITY ? "-inf" : value.toFixed(digits);
