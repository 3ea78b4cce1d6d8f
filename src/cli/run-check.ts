import { extname, join, resolve } from "node:path";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import { formatSarif } from "../report/sarif.ts";
import { printableName } from "../source/printable.ts";
import { checkNetlist } from "../training/check-netlist.ts";
import { checkEncoding } from "./check-encoding.ts";
import type { CheckOptions } from "./command-options.ts";
import { type CommandOutcome, done } from "./command-outcome.ts";
import { exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { countErrors, type DiagnosticJson, diagnosticsJson, printDiagnostics } from "./print-diagnostics.ts";
import { openSource } from "./source-reader.ts";

/** Endings by which a netlist is known in a folder. */
const netlistEndings: ReadonlySet<string> = new Set([
  ".cir",
  ".ckt",
  ".sp",
  ".spi",
  ".spice",
  ".net",
  ".cki",
]);

interface CheckedFile {
  readonly file: string;
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly json: readonly DiagnosticJson[];
  /** Set where the file could not be read. */
  readonly unreadable?: string;
}

/** Compile each netlist and print what is wrong. Fails when any has an error or cannot be read. Loads no engine. */
export async function runCheck(
  names: readonly string[],
  options: CheckOptions,
  io: Io,
): Promise<CommandOutcome> {
  const checked: CheckedFile[] = [];
  for (const name of names.flatMap((given) => expandFolder(given, io))) {
    const file = await checkFile(name, options.include ?? [], io);
    if (!options.json && !options.sarif) printFile(file, io);
    checked.push(file);
  }
  if (options.sarif) {
    for (const { unreadable } of checked) {
      if (unreadable !== undefined) io.stderr.write(`tellegen: ${unreadable}\n`);
    }
    io.stdout.write(formatSarif(checked.flatMap(({ diagnostics }) => diagnostics)));
  } else if (options.json) {
    const files = checked.map(({ file, ok, json, unreadable }) => ({
      file,
      ok,
      diagnostics: json,
      ...(unreadable === undefined ? {} : { error: unreadable }),
    }));
    io.stdout.write(`${JSON.stringify({ files }, null, 2)}\n`);
  } else if (checked.length === 0) {
    io.stderr.write(
      `tellegen: there are no netlists (${[...netlistEndings].join(" ")}) in ${names.join(", ")}\n`,
    );
  } else if (checked.length !== 1) {
    const bad = checked.filter(({ ok }) => !ok).length;
    io.stdout.write(`${checked.length} netlists: ${checked.length - bad} without errors, ${bad} with\n`);
  }
  const good = checked.length > 0 && checked.every(({ ok }) => ok);
  return done(good ? exitCode.done : exitCode.failed);
}

/** The netlists below a folder; anything else is taken as a file. */
function expandFolder(name: string, io: Io): readonly string[] {
  if (name === "-" || !io.files.isFolder(resolve(io.cwd, name))) return [name];
  return io.files
    .listFiles(resolve(io.cwd, name))
    .filter((file) => netlistEndings.has(extname(file).toLowerCase()))
    .map((file) => join(name, file));
}

async function checkFile(name: string, folders: readonly string[], io: Io): Promise<CheckedFile> {
  const opened = await openSource(name, folders, io);
  if (!opened.ok) return { file: name, ok: false, diagnostics: [], json: [], unreadable: opened.error };
  const { reader } = opened;
  const diagnostics = [
    ...checkEncoding(reader.source, reader.encodingOf(reader.source)),
    ...checkNetlist(reader.source, {
      readInclude: reader.read,
      readTable: reader.read,
      readBytes: reader.readBytes,
    }),
  ];
  const ok = diagnostics.every(({ severity }) => severity !== "error");
  return { file: name, ok, diagnostics, json: diagnosticsJson(diagnostics, reader.source) };
}

function printFile({ file, ok, diagnostics, unreadable }: CheckedFile, io: Io): void {
  printDiagnostics(diagnostics, io);
  if (unreadable !== undefined) io.stderr.write(`tellegen: ${unreadable}\n`);
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  const also = warnings === 0 ? "" : warnings === 1 ? ", 1 warning" : `, ${warnings} warnings`;
  const verdict =
    unreadable !== undefined
      ? "cannot be read"
      : ok
        ? `no errors${also}`
        : `${countErrors(diagnostics)}${also}`;
  io.stdout.write(`${printableName(file)}: ${verdict}\n`);
}
