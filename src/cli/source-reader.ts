import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type DecodedText, decodeText } from "../source/decode-text.ts";
import type { SourceText } from "../source/source-text.ts";
import { describeFileError, type Io } from "./io.ts";

/** What came of asking for a file that a netlist names. */
export type ReadResult =
  | { readonly kind: "text"; readonly source: SourceText }
  | { readonly kind: "missing" | "forbidden"; readonly reason: string };

/** One netlist with the files it may read. */
export interface SourceReader {
  readonly source: SourceText;
  /** Absolute path of the netlist; undefined for standard input. */
  readonly path: string | undefined;
  /** Absolute folder that relative names start from. */
  readonly folder: string;
  /** Reads an include or a table named in `from`. The same file gives the same SourceText. */
  read(file: string, from: SourceText): ReadResult;
  /** Reads a file that is no text and that a text read here names, under the same rules. */
  readBytes(
    file: string,
    from: SourceText,
  ):
    | { readonly kind: "bytes"; readonly bytes: Uint8Array }
    | { readonly kind: "missing" | "forbidden"; readonly reason: string };
  /** How a text that was read here is encoded. */
  encodingOf(source: SourceText): DecodedText;
  /** Absolute path of a text that was read here. */
  pathOf(source: SourceText): string | undefined;
}

/**
 * Read a netlist (`-`: standard input) and prepare to read what it names. A file is read only if, with all its symbolic links resolved,
 * it lies below the netlist's folder or one of `folders`: a netlist from elsewhere must not be a way to read this machine's files.
 *
 * @returns a sentence when the netlist itself cannot be read.
 */
export async function openSource(
  name: string,
  folders: readonly string[],
  io: Io,
): Promise<
  { readonly ok: true; readonly reader: SourceReader } | { readonly ok: false; readonly error: string }
> {
  const path = name === "-" ? undefined : resolve(io.cwd, name);
  const shown = path === undefined ? "<stdin>" : name;
  try {
    const decoded = decodeText(path === undefined ? await io.readStdin() : io.files.readFile(path));
    if (decoded.text.includes("\0")) return { ok: false, error: `${shown} is not a text file` };
    const main: OpenedFile = { source: { name: shown, text: decoded.text }, decoded, path };
    return { ok: true, reader: createReader(main, folders, io) };
  } catch (error) {
    return { ok: false, error: `${shown} cannot be read: ${describeFileError(error)}` };
  }
}

interface OpenedFile {
  readonly source: SourceText;
  readonly decoded: DecodedText;
  readonly path: string | undefined;
}

/** A file that may be read: as it was named, and without symbolic links. */
type LocatedFile =
  | { readonly kind: "found"; readonly path: string; readonly real: string }
  | { readonly kind: "missing" | "forbidden"; readonly reason: string };

function createReader(main: OpenedFile, folders: readonly string[], io: Io): SourceReader {
  // Relative names start from where the link to a netlist stands; what may be read is judged by where files really are.
  const folder = main.path === undefined ? io.cwd : dirname(main.path);
  const searched = [folder, ...folders.map((name) => resolve(io.cwd, name))];
  const roots = searched.filter((name) => io.files.isFolder(name)).map((name) => io.files.realPath(name));
  const opened = new Map<SourceText, OpenedFile>([[main.source, main]]);
  const byRealPath = new Map<string, OpenedFile>();

  const open = (path: string, real: string): OpenedFile => {
    const known = byRealPath.get(real);
    if (known !== undefined) return known;
    const decoded = decodeText(io.files.readFile(real));
    const file = { source: { name: shownName(path, main, io), text: decoded.text }, decoded, path };
    byRealPath.set(real, file);
    opened.set(file.source, file);
    return file;
  };

  const locate = (file: string, from: SourceText): LocatedFile => {
    const including = opened.get(from)?.path;
    const bases = new Set(including === undefined ? searched : [dirname(including), ...searched]);
    const [beside] = bases;
    let refused = false;
    for (const { base, path } of [...bases].flatMap((base) => candidates(base, file))) {
      // What lies outside by its name is not even looked at: whether it exists is nobody's business. The name means what it means beside the
      // text that gives it; seen from the other folders it is a guess, of which nothing is said.
      if (![...bases].some((allowed) => contains(allowed, path))) {
        refused ||= base === beside;
        continue;
      }
      if (!io.files.exists(path)) continue;
      try {
        const real = io.files.realPath(path);
        if (roots.some((root) => contains(root, real))) return { kind: "found", path, real };
        refused = true;
      } catch (error) {
        return { kind: "missing", reason: describeFileError(error) };
      }
    }
    return refused
      ? { kind: "forbidden", reason: "it lies outside the netlist's folder" }
      : { kind: "missing", reason: "there is no such file" };
  };

  const read = (file: string, from: SourceText): ReadResult => {
    const located = locate(file, from);
    if (located.kind !== "found") return located;
    try {
      return { kind: "text", source: open(located.path, located.real).source };
    } catch (error) {
      return { kind: "missing", reason: describeFileError(error) };
    }
  };

  const readBytes: SourceReader["readBytes"] = (file, from) => {
    const located = locate(file, from);
    if (located.kind !== "found") return located;
    try {
      return { kind: "bytes", bytes: io.files.readFile(located.real) };
    } catch (error) {
      return { kind: "missing", reason: describeFileError(error) };
    }
  };

  const known = (source: SourceText): OpenedFile => {
    const file = opened.get(source);
    if (file === undefined) throw new RangeError(`${source.name} was not read here`);
    return file;
  };
  return {
    source: main.source,
    path: main.path,
    folder,
    read,
    readBytes,
    encodingOf: (source) => known(source).decoded,
    pathOf: (source) => known(source).path,
  };
}

/** Where a name may point to, seen from a folder; netlists from Windows write backslashes. */
function candidates(base: string, file: string): readonly { readonly base: string; readonly path: string }[] {
  const spellings = new Set([file, file.replaceAll("\\", "/")]);
  return [...spellings].map((spelling) => ({ base, path: resolve(base, spelling) }));
}

/** An included file as messages name it: beside the netlist in the way that was given, otherwise relative to the working folder. */
function shownName(path: string, main: OpenedFile, io: Io): string {
  if (main.path !== undefined && contains(dirname(main.path), path)) {
    const below = relative(dirname(main.path), path);
    const folder = dirname(main.source.name);
    return folder === "." && basename(main.source.name) === main.source.name ? below : join(folder, below);
  }
  return contains(io.cwd, path) ? relative(io.cwd, path) : path;
}

/** Whether a path lies in a folder; both absolute. */
function contains(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below !== ".." && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}
