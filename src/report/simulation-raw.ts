import type { Plot, PlotVariable } from "../engine/engine.ts";

const quantityOfUnit: Readonly<Record<PlotVariable["unit"], string>> = {
  Hz: "frequency",
  s: "time",
  V: "voltage",
  A: "current",
  "": "notype",
};

/**
 * Simulation results as an ngspice raw file (binary, little endian), readable by `load` in ngspice and by the waveform viewers. Plots follow
 * one another. With any complex vector a plot is complex, and its real vectors get a zero imaginary part, as the format demands.
 */
export function formatRawFile(plots: readonly Plot[]): Uint8Array {
  const pieces = plots.flatMap((plot) => [new TextEncoder().encode(header(plot)), data(plot)]);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    bytes.set(piece, position);
    position += piece.length;
  }
  return bytes;
}

const isComplex = (plot: Plot): boolean => plot.variables.some(({ im }) => im !== undefined);
const pointCount = (plot: Plot): number => plot.variables[0]?.re.length ?? 0;

function header(plot: Plot): string {
  const oneLine = (text: string): string => text.replaceAll(/[\r\n]+/g, " ");
  return [
    `Title: ${oneLine(plot.title)}`,
    `Plotname: ${oneLine(plot.analysis)}`,
    `Flags: ${isComplex(plot) ? "complex" : "real"}`,
    `No. Variables: ${plot.variables.length}`,
    `No. Points: ${pointCount(plot)}`,
    "Variables:",
    ...plot.variables.map(({ name, unit }, index) => `\t${index}\t${name}\t${quantityOfUnit[unit]}`),
    "Binary:",
    "",
  ].join("\n");
}

function data(plot: Plot): Uint8Array {
  const complex = isComplex(plot);
  const points = pointCount(plot);
  const view = new DataView(new ArrayBuffer(points * plot.variables.length * (complex ? 16 : 8)));
  let position = 0;
  const put = (value: number): void => {
    view.setFloat64(position, value, true);
    position += 8;
  };
  for (let point = 0; point < points; point++) {
    for (const { re, im } of plot.variables) {
      put(re[point]!);
      if (complex) put(im?.[point] ?? 0);
    }
  }
  return new Uint8Array(view.buffer);
}
