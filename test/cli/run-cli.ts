import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/main.ts";
import { nodeFiles } from "../../src/cli/process-io.ts";

/** What a command line left behind. */
export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stdoutBytes: Uint8Array;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  readonly columns?: number;
  /** Called with the function that plays Ctrl-C. */
  readonly interrupter?: (interrupt: () => void) => void;
  /** Replaces file functions. */
  readonly files?: Partial<Io["files"]>;
}

/** Run `tellegen …` in this process, with captured streams and real files. */
export async function runCli(argv: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const out: Uint8Array[] = [];
  let stderr = "";
  const bytes = (data: string | Uint8Array): Uint8Array =>
    typeof data === "string" ? Buffer.from(data) : data;
  const { terminal = false, columns = 80 } = options;
  const io: Io = {
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? {},
    files: { ...nodeFiles(), ...options.files },
    stdout: { isTerminal: terminal, columns, write: (data) => void out.push(bytes(data)) },
    stderr: {
      isTerminal: terminal,
      columns,
      write: (data) => {
        stderr += Buffer.from(bytes(data)).toString("utf8");
      },
    },
    readStdin: async () => bytes(options.stdin ?? ""),
    now: () => performance.now(),
    today: () => new Date(),
    onInterrupt(callback) {
      options.interrupter?.(callback);
      return () => {};
    },
  };
  const code = await main(argv, io);
  const stdoutBytes = Buffer.concat(out);
  return { code, stdout: stdoutBytes.toString("utf8"), stdoutBytes, stderr };
}

/** A new folder with these files, by relative name. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  onTestFinished(async () => {
    const { rm } = await import("node:fs/promises");
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
