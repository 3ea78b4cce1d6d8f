import type { Plot, PlotVariable } from "../engine.ts";
import type { RawPlot } from "./raw-file.ts";

const units: Readonly<Record<string, PlotVariable["unit"]>> = {
  voltage: "V",
  current: "A",
  frequency: "Hz",
  time: "s",
};

/** `write` dresses the scale of a DC sweep as if it were a node or a branch: `v(v-sweep)`. */
const dressedScale = /^[vi]\(((?:v|i|res|temp)-sweep)\)$/;

/** A raw plot as one array per vector. The frequency of an AC sweep, complex in the file, is real. */
export function toPlot({ title, plotName, isComplex, vectors, points, values }: RawPlot): Plot {
  const stride = vectors.length * (isComplex ? 2 : 1);
  const column = (offset: number): Float64Array =>
    Float64Array.from({ length: points }, (_, point) => values[point * stride + offset]!);
  const variables = vectors.map(({ name: written, type }, index): PlotVariable => {
    const name = dressedScale.exec(written)?.[1] ?? written;
    const unit = units[type] ?? "";
    if (!isComplex) return { name, unit, re: column(index) };
    const re = column(2 * index);
    return type === "frequency" ? { name, unit, re } : { name, unit, re, im: column(2 * index + 1) };
  });
  return { title, analysis: plotName, variables: variables.filter((one) => !isEcho(one, variables)) };
}

/** Of a plot with a single vector `write` makes two: the second is the first again under the name `all`, the word for every vector. */
function isEcho(variable: PlotVariable, [first]: readonly PlotVariable[]): boolean {
  if (first === undefined || variable === first || variable.name !== "v(all)") return false;
  return variable.re.every((value, index) => value === first.re[index]);
}
