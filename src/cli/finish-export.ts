import type { Fabrication } from "../fabrication/fabrication.ts";
import { billMaterials } from "../fabrication/output/bill-of-materials.ts";
import { formatFabricationSummary } from "../report/fabrication-summary.ts";
import { wrapText } from "../report/wrap-text.ts";
import type { ExportOptions } from "./command-options.ts";
import { type CommandOutcome, done } from "./command-outcome.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import type { ExportedFiles } from "./write-exports.ts";

/** Print what came of an export whose files are written, as JSON or for people. */
export function finishExport(
  name: string,
  fabrication: Fabrication,
  files: ExportedFiles & { readonly netlist: string },
  options: ExportOptions,
  io: Io,
): CommandOutcome {
  const code = fabrication.goals.some(({ met }) => met === false) ? exitCode.goalNotMet : exitCode.done;
  if (options.json) {
    io.stdout.write(`${JSON.stringify(exportJson(name, fabrication, files), null, 2)}\n`);
    return done(code);
  }
  const toStdout = [files.netlist, files.report, files.bom, files.kicadNetlist, files.touchstone].includes(
    "-",
  );
  const stream = toStdout ? io.stderr : io.stdout;
  const width = Math.min(stream.columns, 100);
  const written = Object.entries(files)
    .flatMap(([kind, file]) => [file].flat().map((one) => [kind, one] as const))
    .filter(([, file]) => file !== "-")
    .map(([kind, file]) => `${labels[kind] ?? kind}:`.padEnd(16) + file);
  const lines = [
    formatFabricationSummary(name, fabrication, width),
    ...written,
    ...wrapText(nextStep(files), width),
  ];
  stream.write(`${lines.join("\n")}\n`);
  return done(code);
}

const labels: Readonly<Record<string, string>> = {
  netlist: "netlist",
  report: "report",
  bom: "parts list",
  kicad: "schematic",
  kicadNetlist: "KiCad netlist",
  touchstone: "S parameters",
};

function nextStep({ netlist, bom }: ExportedFiles & { readonly netlist: string }): string {
  if (bom === undefined) return "next: --bom parts.csv writes a parts list";
  return netlist === "-" ? "" : `next: tellegen simulate ${netlist} --plot - draws the response`;
}

function exportJson(
  name: string,
  fabrication: Fabrication,
  files: ExportedFiles & { readonly netlist: string },
): object {
  const { components, text: _, compilation: __, tolerance, ...rest } = fabrication;
  return {
    netlist: name,
    ...rest,
    bill: billMaterials(components.components),
    omitted: components.omitted,
    ...(tolerance === undefined
      ? {}
      : {
          tolerance: {
            ...tolerance,
            goals: tolerance.goals.map(({ samples: ___, ...goal }) => goal),
            cost: { ...tolerance.cost, samples: Array.from(tolerance.cost.samples) },
          },
        }),
    files,
  };
}
