import type { Chart } from "../report/chart.ts";
import { formatTerminalChart } from "../report/terminal-chart.ts";
import { printableName } from "../source/printable.ts";
import type { Io } from "./io.ts";
import { terminalColours } from "./terminal-colours.ts";

/** Draw charts on standard output in characters, as wide as the terminal. `rows` is the height of each. */
export function drawCharts(charts: readonly Chart[], io: Io, rows = 18): void {
  const colours = terminalColours(io.stdout, io.env);
  const inks = [colours.blue, colours.yellow, colours.green, colours.magenta, colours.cyan, colours.red];
  const paint = (text: string, index: number): string => inks[index % inks.length]!(text);
  for (const chart of charts) {
    io.stdout.write(
      `${formatTerminalChart(printableChart(chart), { columns: Math.min(io.stdout.columns, 160), rows, paint })}\n`,
      "painted",
    );
  }
}

/** The same chart with names that cannot steer a terminal: they come from the netlist. */
function printableChart(chart: Chart): Chart {
  const named = <T extends { readonly name: string }>(things: readonly T[]): readonly T[] =>
    things.map((thing) => ({ ...thing, name: printableName(thing.name) }));
  return {
    title: printableName(chart.title),
    x: { ...chart.x, label: printableName(chart.x.label) },
    y: { ...chart.y, label: printableName(chart.y.label) },
    curves: named(chart.curves),
    masks: named(chart.masks),
    ...(chart.marks === undefined ? {} : { marks: named(chart.marks) }),
  };
}
