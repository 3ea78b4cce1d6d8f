import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Version of the system's ngspice, or null where there is none. */
export function nativeVersion(): string | null {
  const { stdout, error } = spawnSync("ngspice", ["--version"], { encoding: "utf8" });
  return error ? null : (/ngspice-(\d+)/.exec(stdout)?.[1] ?? "unknown");
}

/** Native ngspice as a black box: one process per deck, in a directory of its own. */
export interface NativeNgspice {
  /** Run a deck in batch mode and return |v| of every AC point of its first saved voltage. */
  simulate(deck: string): Float64Array;
  /** Run a deck whose .control block writes `out.raw` itself; |v| of each of its plots. Empty where it wrote none. */
  script(deck: string): readonly Float64Array[];
  close(): void;
}

export function openNative(): NativeNgspice {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-bench-"));
  const deckFile = join(folder, "deck.cir");
  const rawFile = join(folder, "deck.raw");
  const run = (deck: string, ...options: string[]): void => {
    writeFileSync(deckFile, deck);
    const { status, stderr } = spawnSync("ngspice", ["-b", ...options, deckFile], {
      cwd: folder,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`ngspice ended with ${status}: ${stderr}`);
  };
  return {
    simulate(deck) {
      run(deck, "-r", rawFile);
      return readMagnitudes(readFileSync(rawFile))[0]!;
    },
    script(deck) {
      const written = join(folder, "out.raw");
      rmSync(written, { force: true });
      run(deck);
      return existsSync(written) ? readMagnitudes(readFileSync(written)) : [];
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

/** |second vector| of each plot of a binary complex raw file: after a header, points of (re, im) pairs, the frequency first. */
function readMagnitudes(raw: Buffer): readonly Float64Array[] {
  const marker = "Binary:\n";
  const plots: Float64Array[] = [];
  let start = 0;
  for (let data = raw.indexOf(marker); data >= 0; data = raw.indexOf(marker, start)) {
    const header = raw.toString("latin1", start, data);
    const variables = Number(/No\. Variables: (\d+)/.exec(header)?.[1]);
    const points = Number(/No\. Points: (\d+)/.exec(header)?.[1]);
    const first = data + marker.length;
    plots.push(
      Float64Array.from({ length: points }, (_, point) => {
        const at = first + (point * variables + 1) * 16;
        return Math.hypot(raw.readDoubleLE(at), raw.readDoubleLE(at + 8));
      }),
    );
    start = first + points * variables * 16;
  }
  return plots;
}
