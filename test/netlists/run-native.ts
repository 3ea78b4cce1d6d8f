import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRawFile } from "../../src/engine/ngspice/raw-file.ts";
import { unwrap } from "./unwrap.ts";

/** What the native ngspice made of a deck. */
export interface NativeRun {
  /** Everything it printed. */
  readonly log: string;
  /** Complex vectors of the AC analysis by lower-case name. */
  readonly vectors: ReadonlyMap<string, { readonly re: Float64Array; readonly im: Float64Array }>;
}

/** True where a native `ngspice` can be started. */
export const hasNativeNgspice = spawnSync("ngspice", ["-v"]).status === 0;

/** Run a deck as it stands with `ngspice -b`. Throws when it leaves no AC results. */
export function runNative(path: string): NativeRun {
  const folder = mkdtempSync(join(tmpdir(), "gallery-"));
  try {
    const raw = join(folder, "out.raw");
    const { stdout, stderr } = spawnSync("ngspice", ["-b", "-r", raw, path], { encoding: "utf8" });
    const plots = unwrap(readRawFile(new Uint8Array(readFileSync(raw))));
    const plot = plots.find(({ isComplex }) => isComplex);
    if (plot === undefined) throw new Error(`no AC results in ${path}\n${stdout}${stderr}`);
    const column = (vector: number, part: 0 | 1): Float64Array =>
      Float64Array.from(
        { length: plot.points },
        (_, point) => plot.values[2 * (point * plot.vectors.length + vector) + part]!,
      );
    return {
      log: `${stdout}${stderr}`,
      vectors: new Map(
        plot.vectors.map(({ name }, k) => [name.toLowerCase(), { re: column(k, 0), im: column(k, 1) }]),
      ),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
