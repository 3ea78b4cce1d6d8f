import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** dist/cli/main.js; the comparisons are bundled to node_modules/.cache/tellegen-bench/ (see run.mjs). */
export const commandFile: string = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Run the command as a process of its own; returns what it printed on stdout. Throws where it does not end with exit code 0. */
export function runCommand(...options: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [commandFile, ...options], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`tellegen ${options[0]} ended with ${status}: ${stderr}`);
  return stdout;
}
