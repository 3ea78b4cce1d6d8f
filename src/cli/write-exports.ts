import { basename, dirname, resolve } from "node:path";
import type { Engine } from "../engine/engine.ts";
import type { Fabrication } from "../fabrication/fabrication.ts";
import { billMaterials } from "../fabrication/output/bill-of-materials.ts";
import { listTerminals, writeKicadNetlist } from "../fabrication/output/kicad/write-kicad-netlist.ts";
import { measureScattering } from "../fabrication/output/measure-scattering.ts";
import { writeBill } from "../fabrication/output/write-bill.ts";
import { writeTouchstone } from "../fabrication/output/write-touchstone.ts";
import { formatFabricationReport } from "../report/html/fabrication-report.ts";
import type { ExportOptions } from "./command-options.ts";
import { gatherExportReport } from "./gather-export-report.ts";
import { describeFileError, type Io } from "./io.ts";
import type { LoadedNetlist } from "./load-compilation.ts";
import { writeKicadSheets } from "./write-kicad-sheets.ts";

/** Files that were written beside the netlist, by kind. */
export interface ExportedFiles {
  readonly report?: string;
  readonly bom?: string;
  readonly kicad?: readonly string[];
  readonly kicadNetlist?: string;
  readonly touchstone?: string;
}

/** Write everything that was asked for beside the netlist; `error` is a sentence, and what was written before it stays. */
export async function writeExports(
  trained: LoadedNetlist,
  fabrication: Fabrication,
  engine: Engine,
  options: ExportOptions,
  io: Io,
): Promise<{ readonly files: ExportedFiles } | { readonly error: string }> {
  const { report, bom, kicad, kicadNetlist, touchstone } = options;
  const { name } = trained.reader.source;
  const { circuit } = fabrication.compilation;
  const { components } = fabrication.components;
  const files: { -readonly [Key in keyof ExportedFiles]: ExportedFiles[Key] } = {};
  if (report !== undefined) {
    const gathered = await gatherExportReport(trained.compilation, fabrication, engine, io);
    const error = writeFile(report, formatFabricationReport(gathered), io);
    if (error !== undefined) return { error };
    files.report = report;
  }
  if (bom !== undefined) {
    const error = writeFile(bom, writeBill(billMaterials(components), options.bomFormat), io);
    if (error !== undefined) return { error };
    files.bom = bom;
  }
  if (kicadNetlist !== undefined) {
    const terminals = listTerminals(circuit).filter(({ value }) => !isExcluded(value, fabrication));
    const text = writeKicadNetlist(circuit, components, terminals, basename(name));
    const error = writeFile(kicadNetlist, text, io);
    if (error !== undefined) return { error };
    files.kicadNetlist = kicadNetlist;
  }
  if (touchstone !== undefined) {
    const scattering = await measureScattering(circuit, engine);
    if (scattering.kind === "failed") return { error: scattering.explanation };
    const comment = [`${basename(name)}, chosen values`];
    const error = writeFile(
      touchstone,
      writeTouchstone(scattering.value, options.touchstoneFormat, comment),
      io,
    );
    if (error !== undefined) return { error };
    files.touchstone = touchstone;
  }
  if (kicad !== undefined) {
    const written = writeKicadSheets(kicad, components, options, io);
    if ("error" in written) return written;
    files.kicad = written.files;
  }
  return { files };
}

function isExcluded(name: string, { components }: Fabrication): boolean {
  return components.omitted.some((omitted) => omitted.name === name && omitted.reason === "excluded");
}

/** Write one file, `-` to standard output. Returns a sentence when that fails. */
function writeFile(name: string, text: string, io: Io): string | undefined {
  if (name === "-") {
    io.stdout.write(text);
    return undefined;
  }
  try {
    io.files.createFolder(dirname(resolve(io.cwd, name)));
    io.files.writeFile(resolve(io.cwd, name), text);
    return undefined;
  } catch (error) {
    return `${name} cannot be written: ${describeFileError(error)}`;
  }
}
