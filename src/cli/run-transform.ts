import { dirname, resolve } from "node:path";
import { encodeText } from "../source/decode-text.ts";
import type { PassRequest } from "../transform/passes.ts";
import { transformNetlist } from "../transform/transform-netlist.ts";
import type { TransformOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedWith, wrongUsage } from "./command-outcome.ts";
import { describeFileError, type Io } from "./io.ts";
import { countErrors, diagnosticsJson, printDiagnostics } from "./print-diagnostics.ts";
import { refuseOutputs } from "./refuse-outputs.ts";
import { openSource } from "./source-reader.ts";

/** Transform a netlist and print it, or write it to a file. */
export async function runTransform(
  name: string,
  requests: readonly PassRequest[],
  options: TransformOptions,
  io: Io,
): Promise<CommandOutcome> {
  if (requests.length === 0) return wrongUsage("no transformation was asked for (--help names them)");
  const refused = refuseOutputs([name], { "--output": options.output }, io);
  if (refused !== undefined) return wrongUsage(refused);
  const opened = await openSource(name, options.include ?? [], io);
  if (!opened.ok) return failedWith(opened.error);
  const { reader } = opened;
  const transformed = transformNetlist(reader.source, requests, { readInclude: reader.read });
  if (!transformed.ok) {
    const errors = countErrors(transformed.diagnostics);
    return failedWith(`${reader.source.name} was not transformed: ${errors}`, transformed.diagnostics);
  }
  const { text, remarks } = transformed.value;
  if (!options.json) printDiagnostics(remarks, io);
  const bytes = encodeText({ ...reader.encodingOf(reader.source), text });
  const output = options.output ?? "-";
  if (output !== "-") {
    try {
      io.files.createFolder(dirname(resolve(io.cwd, output)));
      io.files.writeFile(resolve(io.cwd, output), bytes);
    } catch (error) {
      return failedWith(`${output} cannot be written: ${describeFileError(error)}`);
    }
  }
  if (options.json) {
    const passes = requests.map(({ pass }) => pass);
    const document = { netlist: text, passes, remarks: diagnosticsJson(remarks) };
    io.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else if (output === "-") io.stdout.write(bytes);
  return done();
}
