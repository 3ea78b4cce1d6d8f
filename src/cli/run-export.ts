import { resolve } from "node:path";
import type { Engine } from "../engine/engine.ts";
import { createModelEngine } from "../engine/model/model-engine.ts";
import { createNgspiceEngine } from "../engine/ngspice/ngspice-engine.ts";
import { fabricate } from "../fabrication/fabricate.ts";
import type { FabricationOptions } from "../fabrication/fabrication-options.ts";
import { refuseScattering } from "../fabrication/output/measure-scattering.ts";
import { parsePartsTable } from "../fabrication/stock/parse-parts-table.ts";
import { decodeText } from "../source/decode-text.ts";
import type { ExportOptions } from "./command-options.ts";
import { type CommandOutcome, failedComputation, failedWith, wrongUsage } from "./command-outcome.ts";
import { excludedNames, idleExclusions } from "./excluded-names.ts";
import { createExportProgress } from "./export-progress.ts";
import { exportedFile, refuseExport } from "./exported-file.ts";
import { finishExport } from "./finish-export.ts";
import { describeFileError, type Io } from "./io.ts";
import { type LoadedNetlist, loadCompilation } from "./load-compilation.ts";
import { countErrors, printDiagnostics } from "./print-diagnostics.ts";
import { readFabricateOption } from "./read-fabricate-option.ts";
import { refuseOutputs } from "./refuse-outputs.ts";
import { writeExports } from "./write-exports.ts";
import { readKicadSheets } from "./write-kicad-sheets.ts";
import { refuseOverwriting, writeTrained } from "./write-trained.ts";

/** Specimens where nobody says how many: ngspice takes some milliseconds for each. */
const SPECIMENS = { model: 1000, ngspice: 200 } as const;

/** Choose values that can be bought, write all that was asked for, and say what came of it. */
export async function runExport(name: string, options: ExportOptions, io: Io): Promise<CommandOutcome> {
  const output = exportedFile(name, options, io);
  const misuse = refuseExport(options, output);
  if (misuse !== undefined) return wrongUsage(misuse);
  const loaded = await loadCompilation(name, options.include, io);
  if ("failure" in loaded) return loaded.failure;
  const refused = refuseOverwriting(output, loaded.reader, { inPlace: false }, io);
  if (refused !== undefined) return wrongUsage(`${output} is the netlist itself: choose another name`);
  const { report, bom, kicadOutput, kicadNetlist, touchstone, parts, kicad } = options;
  const conflict = refuseOutputs(
    [name, parts, options.kicadInPlace ? undefined : kicad],
    {
      "--output": output,
      "--report": report,
      "--bom": bom,
      "--kicad-output": kicadOutput,
      "--kicad-netlist": kicadNetlist,
      "--touchstone": touchstone,
    },
    io,
  );
  if (conflict !== undefined) return wrongUsage(conflict);
  const rules = readFabricateOption(options.fabricate ?? [], loaded.compilation.circuit);
  if (rules.diagnostics.some(({ severity }) => severity === "error"))
    return failedWith(`--fabricate has ${countErrors(rules.diagnostics)}`, rules.diagnostics);
  printDiagnostics(rules.diagnostics, io);
  const unready = refuseFiles(loaded, options, io);
  if (unready !== undefined) return failedWith(unready);
  const table = options.parts === undefined ? undefined : readTable(options.parts, io);
  if (table !== undefined && "error" in table) return failedWith(table.error);
  return exportLoaded(loaded, output, options, io, {
    rules: rules.rules,
    ...(table === undefined ? {} : { table }),
  });
}

/** Why a file that is asked for cannot come out, whatever the search finds: better known before it. */
function refuseFiles(
  { compilation: { circuit } }: LoadedNetlist,
  { touchstone, kicad }: ExportOptions,
  io: Io,
): string | undefined {
  if (touchstone !== undefined) {
    const count = circuit.ports.length;
    const ports = Number(/\.s(\d+)p$/i.exec(touchstone)?.[1] ?? count);
    const refused = refuseScattering(circuit);
    if (refused !== undefined) return refused;
    if (ports !== count) return `${touchstone} is for ${ports} ports, and the netlist has ${count}`;
  }
  const sheets = kicad === undefined ? undefined : readKicadSheets(kicad, io);
  return sheets !== undefined && "error" in sheets ? sheets.error : undefined;
}

async function exportLoaded(
  loaded: LoadedNetlist,
  output: string,
  options: ExportOptions,
  io: Io,
  given: Pick<FabricationOptions, "rules" | "table">,
): Promise<CommandOutcome> {
  const { compilation, reader } = loaded;
  const isLinear = compilation.circuit.elements.every(({ kind }) => kind !== "device");
  const engineName = options.engine === "auto" ? (isLinear ? "model" : "ngspice") : options.engine;
  const verifier = createNgspiceEngine();
  if (options.verify || engineName === "ngspice") void verifier.warmUp();
  const first: Engine = engineName === "model" ? createModelEngine() : verifier;
  // The model engine computes in this thread: more of them would only take turns.
  const more = engineName === "ngspice" ? Math.max((options.workers ?? 1) - 1, 0) : 0;
  const others = Array.from({ length: more }, () => createNgspiceEngine());
  const progress = createExportProgress(io);
  const abort = new AbortController();
  const unsubscribe = io.onInterrupt(() => {
    unsubscribe();
    abort.abort();
  });
  try {
    const result = await fabricate(compilation, {
      ...given,
      ...settings(options),
      engines: [first, ...others],
      samples: options.samples ?? SPECIMENS[engineName],
      excluded: excludedNames(options.exclude ?? []),
      ...(options.verify ? { verifier } : {}),
      signal: abort.signal,
      onEvent: progress.show,
    });
    progress.clear();
    if (result.kind === "failed") return failedComputation(result);
    const leftOut = result.value.components.omitted.map((part) => part.name);
    for (const pattern of idleExclusions(options.exclude ?? [], leftOut))
      io.stderr.write(`tellegen: --exclude ${pattern} leaves nothing out: no part is called so\n`);
    const unwritten = writeTrained(output, result.value.text, reader, io);
    if (unwritten !== undefined) return failedWith(unwritten);
    const written = await writeExports(loaded, result.value, first, options, io);
    if ("error" in written) return failedWith(written.error);
    return finishExport(reader.source.name, result.value, { netlist: output, ...written.files }, options, io);
  } finally {
    progress.clear();
    unsubscribe();
    for (const engine of [first, verifier, ...others]) await engine.close();
  }
}

function settings(options: ExportOptions): Partial<FabricationOptions> {
  const { method, reach, pairs, robust, seed, distribution, temperature, drive } = options;
  return {
    method,
    distribution,
    ...(reach === undefined ? {} : { reach }),
    ...(pairs === undefined ? {} : { pairs }),
    ...(robust === undefined ? {} : { robust: robust === true ? 16 : Number(robust) }),
    ...(seed === undefined ? {} : { seed }),
    ...(temperature === undefined ? {} : { temperatures: temperature }),
    ...(drive === undefined ? {} : { drive }),
  };
}

function readTable(name: string, io: Io) {
  let text: string;
  try {
    text = decodeText(io.files.readFile(resolve(io.cwd, name))).text;
  } catch (error) {
    return { error: `${name} cannot be read: ${describeFileError(error)}` };
  }
  const table = parsePartsTable(name, text);
  return "problems" in table ? { error: table.problems.join("\n") } : table;
}
