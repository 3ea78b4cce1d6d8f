import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { nativeVersion } from "./native-ngspice.ts";

/** Asks the native ngspice what it makes of a netlist. */
export interface Judge {
  /** One phrase on the netlist of a file, whose folder is copied: what it includes from there is found, and nothing is written beside it. */
  verdict(file: string, text: string): string;
  close(): void;
}

/** Milliseconds that ngspice is given. */
const patience = 10_000;

/** A netlist with its `.control` blocks as comments; one that is not closed goes to the end. */
function withoutControl(text: string): string {
  let inside = false;
  return text
    .split(/\r\n?|\n/)
    .map((line) => {
      if (/^\s*\.control/i.test(line)) inside = true;
      const kept = inside ? `* ${line}` : line;
      if (/^\s*\.endc/i.test(line)) inside = false;
      return kept;
    })
    .join("\n");
}

/** What ngspice says when it gives up, and what that means. */
const signs: readonly (readonly [RegExp, string])[] = [
  [/Could not find (?:include|library) file (.*)/, "it refuses the netlist: no file $1"],
  [/Error: (no such function '.*')/, "it refuses the netlist: $1"],
  [/No circuit loaded!?/, "it refuses the netlist: no circuit loaded"],
  [/(singular matrix: .*)/, "it fails to simulate: $1"],
  [/(doAnalyses: .*|run simulation\(s\) aborted.*)/, "it fails to simulate: $1"],
  [/(Unable to find definition of .*|.*unknown controlling source.*)/i, "it fails to simulate: $1"],
  [/No\. of Data Rows : 0\b/, "it simulates no point"],
  [/No\. of Data Rows/, "it simulates"],
  [/no simulations run/, "it loads the netlist and is asked for nothing"],
];

/**
 * Open a folder of its own for runs of the native ngspice. The `.control` blocks of a netlist are taken out: they may write files and
 * run programs.
 */
export function openJudge(): Judge {
  const folder = mkdtempSync(join(tmpdir(), "tellegen-judge-"));
  const version = nativeVersion();
  return {
    verdict(file, text) {
      if (version === null) return "no native ngspice here to ask again";
      const copy = mkdtempSync(join(folder, "copy-"));
      cpSync(dirname(file), copy, { recursive: true });
      chmodSync(copy, 0o700);
      const deck = join(copy, basename(file));
      rmSync(deck);
      writeFileSync(deck, withoutControl(text));
      const raw = join(folder, "deck.raw");
      const { stdout, stderr, signal } = spawnSync("ngspice", ["-n", "-b", "-r", raw, deck], {
        cwd: copy,
        encoding: "latin1",
        timeout: patience,
      });
      const said = `${stdout}\n${stderr}`;
      for (const [pattern, meaning] of signs) {
        const match = pattern.exec(said);
        if (match !== null) return meaning.replace("$1", match[1]?.trim() ?? "");
      }
      return signal === null
        ? "it loads the netlist and is asked for nothing"
        : `it does not end within ${patience / 1000} s`;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
