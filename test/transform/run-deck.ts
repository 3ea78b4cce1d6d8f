import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRawFile } from "../../src/engine/ngspice/raw-file.ts";

/** A complex vector in two arrays; the imaginary part of a real one is 0. */
export interface Vector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** The vectors of each plot by lower-case name, in the order in which ngspice wrote them. */
export type DeckRun = readonly ReadonlyMap<string, Vector>[];

const accuracy = ".options reltol=1e-9 vntol=1e-13 abstol=1e-16 numdgt=15";

/**
 * Run a complete deck in the native ngspice, without its `.control` blocks. Transients are left as they are: on a raised accuracy their time points
 * depend on rounding. Throws when there are no results.
 */
export function runDeck(text: string): DeckRun {
  const withoutControl = text.replace(/^[^\S\r\n]*\.control\b[\s\S]*?^[^\S\r\n]*\.endc[^\r\n]*$/gim, "*");
  // A .save would keep the other nodes from us.
  const whole = withoutControl.replace(/^[^\S\r\n]*\.(?:save|probe)\b[^\r\n]*(?:\r?\n\+[^\r\n]*)*/gim, "*");
  const exact = /^[^\S\r\n]*\.tran\b/im.test(text) ? "*" : accuracy;
  const deck = whole.replace(/^([^\r\n]*\r?\n)/, `$1${exact}\n`);
  const folder = mkdtempSync(join(tmpdir(), "transform-"));
  try {
    writeFileSync(join(folder, "deck.cir"), deck);
    const { stdout, stderr } = spawnSync("ngspice", ["-b", "-r", "out.raw", "deck.cir"], {
      cwd: folder,
      encoding: "utf8",
      timeout: 60_000,
    });
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = new Uint8Array(readFileSync(join(folder, "out.raw")));
    } catch {
      throw new Error(`no results\n${stdout}${stderr}\n${deck}`);
    }
    const plots = readRawFile(bytes);
    if (plots.kind === "failed") throw new Error(`${plots.explanation}\n${stdout}${stderr}`);
    return plots.value.map(
      ({ vectors, points, values, isComplex }) =>
        new Map(
          vectors.map(({ name }, k) => {
            const width = isComplex ? 2 : 1;
            const column = (part: number): Float64Array =>
              Float64Array.from({ length: points }, (_, point) =>
                part < width ? values[width * (point * vectors.length + k) + part]! : 0,
              );
            return [name.toLowerCase(), { re: column(0), im: column(1) }] as const;
          }),
        ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The largest difference of two vectors, relative to `scale`. */
export function difference(one: Vector, other: Vector, scale: number): number {
  if (one.re.length !== other.re.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  one.re.forEach((re, k) => {
    worst = Math.max(worst, Math.hypot(re - other.re[k]!, one.im[k]! - other.im[k]!));
  });
  return worst / scale;
}

/** The largest magnitude in some vectors. */
export function largest(vectors: Iterable<Vector>): number {
  let most = 0;
  for (const { re, im } of vectors)
    re.forEach((value, k) => {
      most = Math.max(most, Math.hypot(value, im[k]!));
    });
  return most;
}

/** Whether a vector is the voltage of one of the deck's nodes; those with a # or _int in them are ngspice's own, inside devices. */
export function isOwnVoltage(name: string): boolean {
  return /^v\((?!.*_int\d)[^#]*\)$/.test(name);
}
