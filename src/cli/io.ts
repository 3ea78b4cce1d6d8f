/**
 * Everything a command may touch of the world outside, so that tests can stand in for it.
 * File functions throw as node:fs does; `describeFileError` turns that into a sentence.
 */
export interface Io {
  /** Absolute path that relative names are resolved against. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: FileAccess;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** All of standard input, once. */
  readStdin(): Promise<Uint8Array>;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  /** The date and time of the calendar. */
  today(): Date;
  /** Calls back when the user interrupts (Ctrl-C). Returns a function that ends the subscription. */
  onInterrupt(callback: () => void): () => void;
}

export interface OutputStream {
  readonly isTerminal: boolean;
  /** Characters across; 80 where it is not known. */
  readonly columns: number;
  /** A text that is `painted` holds escape sequences of ours, and nothing else that could steer a terminal. */
  write(data: string | Uint8Array, look?: "painted"): void;
}

export interface FileAccess {
  readFile(path: string): Uint8Array;
  /** Writes beside the target and renames, so that a reader sees the old or the new file, never half of one. */
  writeFile(path: string, data: string | Uint8Array): void;
  /** The path with every symbolic link resolved. */
  realPath(path: string): string;
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  /** Paths of all files below a folder, relative to it, sorted; links to folders are not followed. */
  listFiles(folder: string): readonly string[];
  createFolder(path: string): void;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of the path is not a folder",
  ELOOP: "its symbolic links go in circles",
  ENOSPC: "the disk is full",
  EROFS: "the file system is read-only",
  ENAMETOOLONG: "the name is too long",
};

/** Why a file could not be read or written, for a person. Errors that do not come from the file system are thrown on. */
export function describeFileError(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") throw error;
  return reasons[error.code] ?? error.message;
}
