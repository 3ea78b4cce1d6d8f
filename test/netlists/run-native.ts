import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DeckSimulator, Plot } from "../../src/engine/engine.ts";
import { readRawFile } from "../../src/engine/ngspice/raw-file.ts";
import { toPlot } from "../../src/engine/ngspice/raw-plot.ts";
import { raiseAccuracy } from "../../src/experiment/deck/accuracy.ts";
import { succeed } from "../../src/numeric/outcome.ts";
import { unwrap } from "./unwrap.ts";

/** What the native ngspice made of a deck. */
export interface NativeRun {
  /** Everything it printed. */
  readonly log: string;
  /** One for each analysis. */
  readonly plots: readonly Plot[];
}

/** True where a native `ngspice` can be started. */
export const hasNativeNgspice = spawnSync("ngspice", ["-v"]).status === 0;

/** Run a deck as it stands with `ngspice -b`. Throws when it leaves no results. */
export function runNative(path: string): NativeRun {
  const folder = mkdtempSync(join(tmpdir(), "gallery-"));
  try {
    const raw = join(folder, "out.raw");
    const { stdout, stderr } = spawnSync("ngspice", ["-b", "-r", raw, path], { encoding: "utf8" });
    return {
      log: `${stdout}${stderr}`,
      plots: unwrap(readRawFile(new Uint8Array(readFileSync(raw)))).map(toPlot),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The native ngspice as a simulator of decks, operating points with tight tolerances as in the embedded one. */
export const nativeSimulator: DeckSimulator = {
  async simulate({ deck, accuracy = "raised" }) {
    const isRaised = accuracy === "raised" && !/^\.tran\b/im.test(deck);
    const folder = mkdtempSync(join(tmpdir(), "gallery-"));
    try {
      const path = join(folder, "deck.cir");
      writeFileSync(path, isRaised ? raiseAccuracy(deck, [deck]) : deck);
      return succeed(runNative(path).plots);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
