import { dirname, resolve } from "node:path";
import { generateNetlist } from "../generator/generate-netlist.ts";
import type { Topology, TopologyRequest } from "../generator/topology-options.ts";
import type { NewOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedWith, wrongUsage } from "./command-outcome.ts";
import { describeFileError, type Io } from "./io.ts";
import { readSampleColumns } from "./read-sample-columns.ts";

/** Generate a netlist and print it, or write it to a file that does not exist yet. */
export async function runNew(
  topology: Topology,
  { output = "-", json, data, label, ...options }: NewOptions,
  io: Io,
): Promise<CommandOutcome> {
  if ((data === undefined) !== (label === undefined)) return wrongUsage("--data and --label go together");
  const read = data === undefined ? undefined : readSampleColumns(data, label!, output, io);
  if (read?.ok === false) return failedWith(read.error);
  const asked: Partial<TopologyRequest<Topology>> & Readonly<Record<string, unknown>> = {
    ...options,
    ...(read && { samples: read.samples }),
  };
  const generated = generateNetlist(topology, asked);
  if (generated.kind === "failed") return wrongUsage(generated.explanation);
  if (read !== undefined && read.leftOut.length > 0)
    io.stderr.write(`tellegen: not all numbers, so not an input: ${read.leftOut.join(", ")}\n`);
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
    const given = { ...options, ...(data === undefined ? {} : { data, label }) };
    io.stdout.write(`${JSON.stringify({ netlist: generated.value, topology, options: given }, null, 2)}\n`);
  } else if (output === "-") io.stdout.write(generated.value);
  return done();
}
