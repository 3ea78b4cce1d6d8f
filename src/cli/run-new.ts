import { dirname, resolve } from "node:path";
import { generateNetlist } from "../generator/generate-netlist.ts";
import type { Topology } from "../generator/topology-options.ts";
import type { NewOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedWith, wrongUsage } from "./command-outcome.ts";
import { describeFileError, type Io } from "./io.ts";

/** Generate a netlist and print it, or write it to a file that does not exist yet. */
export async function runNew(
  topology: Topology,
  { output = "-", json, ...options }: NewOptions,
  io: Io,
): Promise<CommandOutcome> {
  const generated = generateNetlist(topology, options);
  if (generated.kind === "failed") return wrongUsage(generated.explanation);
  if (output !== "-") {
    const path = resolve(io.cwd, output);
    if (io.files.exists(path)) return failedWith(`${output} exists already and is not overwritten`);
    try {
      io.files.createFolder(dirname(path));
      io.files.writeFile(path, generated.value);
    } catch (error) {
      return failedWith(`${output} cannot be written: ${describeFileError(error)}`);
    }
    if (!json) io.stderr.write(`${output}: train it with tellegen train ${output}\n`);
  }
  if (json) {
    io.stdout.write(`${JSON.stringify({ netlist: generated.value, topology, options }, null, 2)}\n`);
  } else if (output === "-") io.stdout.write(generated.value);
  return done();
}
