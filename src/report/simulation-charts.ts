import type { Plot, PlotVariable } from "../engine/engine.ts";
import type { Chart, ChartAxis, Curve } from "./chart.ts";
import { decibels, degrees, unwrapDegrees } from "./polar.ts";
import { analysisName } from "./simulation-json.ts";

/**
 * The charts of one simulation result: AC as magnitude in dB and phase in degrees over the frequency, everything else as one chart per unit
 * (voltages, currents). An operating point has nothing to draw.
 */
export function simulationCharts(plot: Plot): readonly Chart[] {
  const [scale, ...vectors] = plot.variables;
  if (scale === undefined || scale.re.length < 2) return [];
  const x = scaleAxis(scale);
  if (analysisName(plot) === "ac") {
    const complex = vectors.filter((vector) => vector.im !== undefined);
    return [
      chart(
        plot,
        x,
        { label: "magnitude", unit: "dB", scale: "linear" },
        curves(complex, scale, (v) => decibels(v.re, v.im!)),
      ),
      chart(
        plot,
        x,
        { label: "phase", unit: "°", scale: "linear" },
        curves(complex, scale, (v) => unwrapDegrees(degrees(v.re, v.im!))),
      ),
    ];
  }
  const units = [...new Set(vectors.map(({ unit }) => unit))];
  return units.map((unit) =>
    chart(
      plot,
      x,
      { label: unit === "V" ? "voltage" : unit === "A" ? "current" : "value", unit, scale: "linear" },
      curves(
        vectors.filter((vector) => vector.unit === unit),
        scale,
        (v) => v.re,
      ),
    ),
  );
}

function scaleAxis({ name, unit, re }: PlotVariable): ChartAxis {
  const first = re[0]!;
  const last = re.at(-1)!;
  return { label: name, unit, scale: unit === "Hz" && first > 0 && last / first >= 10 ? "log" : "linear" };
}

function chart(plot: Plot, x: ChartAxis, y: ChartAxis, drawn: readonly Curve[]): Chart {
  return { title: plot.title, x, y, curves: drawn, masks: [] };
}

function curves(
  vectors: readonly PlotVariable[],
  scale: PlotVariable,
  value: (vector: PlotVariable) => Float64Array,
): readonly Curve[] {
  return vectors.map((vector) => ({ name: vector.name, x: scale.re, y: value(vector), role: "plain" }));
}
