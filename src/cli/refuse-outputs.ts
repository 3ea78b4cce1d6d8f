import { basename, dirname, join, resolve } from "node:path";
import type { Io } from "./io.ts";

/** Files that a command is going to write, by the option that names each; undefined and `-` (standard output) are none. */
export type NamedOutputs = Readonly<Record<string, string | undefined>>;

/**
 * Why files must not be written: one of them is a file that the command reads (a netlist would be lost), or two of them are one.
 * Symbolic links are followed. Undefined where nothing speaks against it.
 *
 * @param inputs names of files that are read, as the command line gives them.
 */
export function refuseOutputs(
  inputs: readonly (string | undefined)[],
  outputs: NamedOutputs,
  io: Io,
): string | undefined {
  const taken = new Map<string, string>();
  for (const name of inputs) if (isFile(name)) taken.set(placeOf(name, io), "a file that is read");
  for (const [option, name] of Object.entries(outputs)) {
    if (!isFile(name)) continue;
    const place = placeOf(name, io);
    const other = taken.get(place);
    if (other !== undefined)
      return `${option} would overwrite ${name}, which is ${other}: choose another name`;
    taken.set(place, `what ${option} writes`);
  }
  return undefined;
}

/** Devices (`/dev/null`) take the output of several options. */
function isFile(name: string | undefined): name is string {
  return name !== undefined && name !== "-" && !name.startsWith("/dev/");
}

/** Where a file is or will be, whatever links lead there. */
function placeOf(name: string, io: Io): string {
  const path = resolve(io.cwd, name);
  if (io.files.exists(path)) return io.files.realPath(path);
  const folder = dirname(path);
  return io.files.exists(folder) ? join(io.files.realPath(folder), basename(path)) : path;
}
