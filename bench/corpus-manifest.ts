import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A netlist of the corpus and what the native ngspice did with it. */
export interface CorpusRow {
  readonly path: string;
  /** `accept-run`, `accept-simfail`, `accept-timeout`, `reject`, `crash`. */
  readonly verdict: string;
  readonly reason: string;
  readonly message: string;
}

/** The rows of a corpus's manifest.tsv whose netlist is there. */
export function readManifest(corpus: string): readonly CorpusRow[] {
  return readFileSync(join(corpus, "manifest.tsv"), "utf8")
    .split("\n")
    .slice(1)
    .map((row): CorpusRow => {
      const [path = "", verdict = "", reason = "", message = ""] = row.split("\t");
      return { path, verdict, reason, message };
    })
    .filter(({ path }) => path !== "" && existsSync(join(corpus, path)));
}
