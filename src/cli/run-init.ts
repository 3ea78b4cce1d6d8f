import { resolve } from "node:path";
import { parseNetlist } from "../ast/parse-netlist.ts";
import { encodeText } from "../source/decode-text.ts";
import { suggestDirectives } from "../writer/suggest-directives.ts";
import type { InitOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedWith } from "./command-outcome.ts";
import { describeFileError, type Io } from "./io.ts";
import { countErrors, printDiagnostics } from "./print-diagnostics.ts";
import { openSource } from "./source-reader.ts";

/** Print a plain netlist with suggested annotations, or write it to a file that does not exist yet. */
export async function runInit(name: string, options: InitOptions, io: Io): Promise<CommandOutcome> {
  const opened = await openSource(name, [], io);
  if (!opened.ok) return failedWith(opened.error);
  const { reader } = opened;
  const { netlist, diagnostics } = parseNetlist(reader.source);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return failedWith(`${reader.source.name} has ${countErrors(diagnostics)}`, diagnostics);
  }
  printDiagnostics(diagnostics, io);
  const { text, lines, remarks } = suggestDirectives(netlist);
  for (const remark of remarks) io.stderr.write(`tellegen: ${remark}\n`);

  const bytes = encodeText({ ...reader.encodingOf(reader.source), text });
  const output = options.output ?? "-";
  if (output !== "-") {
    const path = resolve(io.cwd, output);
    if (io.files.exists(path)) return failedWith(`${output} exists already and is not overwritten`);
    try {
      io.files.writeFile(path, bytes);
    } catch (error) {
      return failedWith(`${output} cannot be written: ${describeFileError(error)}`);
    }
    if (!options.json) io.stderr.write(`${output}: ${lines.length} lines added\n`);
  }
  if (options.json) io.stdout.write(`${JSON.stringify({ netlist: text, lines, remarks }, null, 2)}\n`);
  else if (output === "-") io.stdout.write(bytes);
  return done();
}
