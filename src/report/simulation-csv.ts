import type { Plot } from "../engine/engine.ts";

/** A simulation result as CSV (RFC 4180, but with plain line feeds): the scale first, complex vectors as `re(…)` and `im(…)`; every digit a double has. */
export function formatSimulationCsv(plot: Plot): string {
  const columns = plot.variables.flatMap(({ name, re, im }, index) => {
    // The scale of an AC analysis is real even where the engine stores it as complex.
    if (im === undefined || index === 0) return [{ name, values: re }];
    return [
      { name: `re(${name})`, values: re },
      { name: `im(${name})`, values: im },
    ];
  });
  const rows = columns[0]?.values.length ?? 0;
  const lines = [columns.map(({ name }) => quote(name)).join(",")];
  for (let row = 0; row < rows; row++) lines.push(columns.map(({ values }) => String(values[row])).join(","));
  return `${lines.join("\n")}\n`;
}

const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
