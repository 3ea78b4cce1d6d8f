import { type Compilation, compile } from "../training/compile.ts";
import { type CommandOutcome, failedWith } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { countErrors, printDiagnostics } from "./print-diagnostics.ts";
import { openSource, type SourceReader } from "./source-reader.ts";

/** A netlist that compiled, with the reader that its texts came from. */
export interface LoadedNetlist {
  readonly reader: SourceReader;
  readonly compilation: Compilation;
}

/** Read and compile a netlist for a command that is going to run it. Warnings are printed; errors end the command. */
export async function loadCompilation(
  name: string,
  folders: readonly string[] | undefined,
  io: Io,
): Promise<LoadedNetlist | { readonly failure: CommandOutcome }> {
  const opened = await openSource(name, folders ?? [], io);
  if (!opened.ok) return { failure: failedWith(opened.error) };
  const { reader } = opened;
  const compiled = compile(reader.source, {
    readInclude: reader.read,
    readTable: reader.read,
    readBytes: reader.readBytes,
  });
  if (!compiled.ok) {
    return {
      failure: failedWith(
        `${reader.source.name} has ${countErrors(compiled.diagnostics)}`,
        compiled.diagnostics,
      ),
    };
  }
  printDiagnostics(compiled.diagnostics, io);
  return { reader, compilation: compiled.value };
}
