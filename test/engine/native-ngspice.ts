import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why tests against the native simulator are skipped, or undefined where it is installed. */
export const nativeMissing: string | undefined =
  spawnSync("ngspice", ["--version"]).status === 0 ? undefined : "ngspice is not installed";

/** Run a deck (cards and one analysis, no title, no .end) in the native ngspice and return its vectors by name. */
export function runNative(
  deck: string,
  analysis: string,
): Map<string, { readonly re: Float64Array; readonly im: Float64Array }> {
  const folder = mkdtempSync(join(tmpdir(), "native-"));
  try {
    const text = `native\n${deck}\n.options reltol=1e-9 vntol=1e-13 abstol=1e-16\n${analysis}\n.end\n`;
    writeFileSync(join(folder, "deck.cir"), text);
    execFileSync("ngspice", ["-b", "-r", "out.raw", "deck.cir"], {
      cwd: folder,
      stdio: "pipe",
      timeout: 30_000,
    });
    return readRaw(readFileSync(join(folder, "out.raw")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readRaw(raw: Buffer) {
  const marker = "Binary:\n";
  const start = raw.indexOf(marker) + marker.length;
  const header = raw.subarray(0, start).toString();
  const points = Number(/No\. Points:\s*(\d+)/.exec(header)![1]);
  const complex = /Flags:.*complex/.test(header);
  const names = [...header.split("Variables:\n")[1]!.matchAll(/^\s*\d+\s+(\S+)\s/gm)].map(
    (match) => match[1]!,
  );
  const vectors = names.map(() => ({ re: new Float64Array(points), im: new Float64Array(points) }));
  let offset = start;
  for (let point = 0; point < points; point++) {
    for (const vector of vectors) {
      vector.re[point] = raw.readDoubleLE(offset);
      if (complex) vector.im[point] = raw.readDoubleLE(offset + 8);
      offset += complex ? 16 : 8;
    }
  }
  // The imaginary part of the frequency is memory that ngspice 39 never wrote.
  if (names[0] === "frequency") vectors[0]!.im.fill(0);
  return new Map(names.map((name, k) => [name.toLowerCase(), vectors[k]!]));
}
