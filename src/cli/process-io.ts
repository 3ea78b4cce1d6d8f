import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { FileAccess, Io, OutputStream } from "./io.ts";

/** The real world: this process's streams, folder, environment and files. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    files: nodeFiles(),
    stdout: outputStream(process.stdout, 1),
    stderr: outputStream(process.stderr, 2),
    readStdin,
    now: () => performance.now(),
    today: () => new Date(),
    onInterrupt(callback) {
      process.on("SIGINT", callback);
      process.on("SIGTERM", callback);
      return () => {
        process.off("SIGINT", callback);
        process.off("SIGTERM", callback);
      };
    },
  };
}

/** node:fs as commands see it. */
export function nodeFiles(): FileAccess {
  return {
    readFile: (path) => readFileSync(path),
    writeFile: writeBesideAndRename,
    realPath: (path) => realpathSync(path),
    exists: (path) => existsSync(path),
    isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
    listFiles: (folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() || entry.isSymbolicLink())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort(),
    createFolder: (path) => {
      mkdirSync(path, { recursive: true });
    },
  };
}

/** An existing file keeps its mode; a link keeps pointing at what it pointed at. What is no plain file (`/dev/null`, a pipe) is written to directly. */
function writeBesideAndRename(path: string, data: string | Uint8Array): void {
  const target = existsSync(path) ? realpathSync(path) : path;
  const stat = statSync(target, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isFile()) {
    writeFileSync(target, data);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.tmp-${randomBytes(6).toString("hex")}`);
  try {
    writeFileSync(temporary, data, { flag: "wx" });
    if (stat !== undefined) chmodSync(temporary, stat.mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes at once and in full: a process that ends must not lose the end of a JSON document in a pipe. */
function outputStream(stream: NodeJS.WriteStream, descriptor: number): OutputStream {
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      // Some pseudo-terminals say 0.
      return stream.columns || 80;
    },
    write(data) {
      const bytes = typeof data === "string" ? Buffer.from(data) : data;
      for (let position = 0; position < bytes.length; ) {
        try {
          position += writeSync(descriptor, bytes, position);
        } catch (error) {
          const code = (error as NodeJS.ErrnoException).code;
          // The reader went away (`| head`): what is left has no audience.
          if (code === "EPIPE") return;
          // A full pipe of a slow reader: wait a little, then go on.
          if (code !== "EAGAIN") throw error;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
      }
    },
  };
}

async function readStdin(): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
