import { basename, dirname, extname, join, resolve } from "node:path";
import type { ExportOptions } from "./command-options.ts";
import type { Io } from "./io.ts";

/** Where the netlist with the chosen values goes: `-o`, otherwise `<name>.snapped.cir` beside the input (`x.trained.cir` gives `x.snapped.cir`). `-` is standard output, where what came from standard input goes unless `--json` needs the place. */
export function exportedFile(name: string, { output, json }: ExportOptions, io: Io): string {
  const own =
    name === "-"
      ? "stdin.snapped.cir"
      : `${basename(name, extname(name)).replace(/\.trained$/, "")}.snapped.cir`;
  if (output === undefined) return name === "-" && !json ? "-" : join(dirname(name), own);
  const isFolder = output.endsWith("/") || (output !== "-" && io.files.isFolder(resolve(io.cwd, output)));
  return isFolder ? join(output, own) : output;
}

/** Why a combination of options makes no sense, with the netlist going to the file `netlist`; undefined where it does. */
export function refuseExport(options: ExportOptions, netlist: string): string | undefined {
  const { kicad, kicadOutput, kicadInPlace, reference, touchstone, robust, pairs, reach, method } = options;
  const streams = [
    options.json,
    netlist === "-",
    options.report === "-",
    options.bom === "-",
    options.kicadNetlist === "-",
    touchstone === "-",
  ];
  if (streams.filter(Boolean).length > 1)
    return "only one of the netlist, report, parts list, KiCad netlist, S parameters and --json can go to standard output: give the others a file";
  if (kicadOutput !== undefined && kicadInPlace)
    return "--kicad-output and --kicad-in-place exclude each other";
  if (kicad === undefined && (kicadOutput !== undefined || kicadInPlace || reference !== undefined))
    return "--kicad-output, --kicad-in-place and --reference need --kicad <sheet>";
  const malformed = reference?.find((pair) => !/^[^=\s]+=[^=\s]+$/.test(pair));
  if (malformed !== undefined) return `--reference takes element=symbol, as in X1.R1=R5, not "${malformed}"`;
  if (touchstone !== undefined && !/\.s\d+p$/i.test(touchstone) && touchstone !== "-")
    return `--touchstone names its number of ports: a file such as filter.s2p, not ${touchstone}`;
  if (robust !== undefined && robust !== true && !/^[1-9]\d*$/.test(robust))
    return `--robust takes a whole number of specimens, not "${robust}"`;
  if (reach !== undefined && reach <= 1) return `--reach is a factor above 1, not ${reach}`;
  if (method === "nearest" && (robust !== undefined || pairs !== undefined))
    return "--method nearest only rounds: --robust and --pairs belong to guided";
  return undefined;
}
