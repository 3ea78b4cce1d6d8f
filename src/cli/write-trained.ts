import { basename, dirname, extname, join, resolve } from "node:path";
import { encodeText } from "../source/decode-text.ts";
import type { TrainOptions } from "./command-options.ts";
import { describeFileError, type Io } from "./io.ts";
import type { SourceReader } from "./source-reader.ts";

/**
 * Where the trained netlist goes: `-o`, the input itself with `-i`, otherwise `<name>.trained.cir` beside it. `-` is standard output: there
 * goes what came from standard input, unless `--json` needs the place.
 */
export function trainedFile(name: string, { output, inPlace, json }: TrainOptions, io: Io): string {
  if (inPlace) return name;
  const own = name === "-" ? "stdin.trained.cir" : `${basename(name, extname(name))}.trained.cir`;
  if (output === undefined) return name === "-" && !json ? "-" : join(dirname(name), own);
  const isFolder = output.endsWith("/") || (output !== "-" && io.files.isFolder(resolve(io.cwd, output)));
  return isFolder ? join(output, own) : output;
}

/** Why a file must not be written: it is the netlist itself, and `-i` was not given. */
export function refuseOverwriting(
  file: string,
  reader: SourceReader,
  { inPlace }: Pick<TrainOptions, "inPlace">,
  io: Io,
): string | undefined {
  const target = resolve(io.cwd, file);
  if (inPlace || file === "-" || reader.path === undefined || !io.files.exists(target)) return undefined;
  const same = io.files.realPath(target) === io.files.realPath(reader.path);
  return same ? `${file} is the netlist itself: use --in-place to overwrite it` : undefined;
}

/** Write the trained text in the encoding of the input. Returns a sentence when that fails. */
export function writeTrained(file: string, text: string, reader: SourceReader, io: Io): string | undefined {
  const bytes = encodeText({ ...reader.encodingOf(reader.source), text });
  if (file === "-") {
    io.stdout.write(bytes);
    return undefined;
  }
  try {
    io.files.createFolder(dirname(resolve(io.cwd, file)));
    io.files.writeFile(resolve(io.cwd, file), bytes);
    return undefined;
  } catch (error) {
    return `${file} cannot be written: ${describeFileError(error)}`;
  }
}
