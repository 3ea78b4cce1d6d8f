import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { readGallery } from "../netlists/gallery.ts";

/** A deck that stands alone. */
export interface Deck {
  readonly name: string;
  readonly text: string;
}

/** Every netlist of the gallery. */
export function galleryDecks(): readonly Deck[] {
  return readGallery().map(({ name, source }) => ({ name, text: source.text }));
}

const corpus =
  process.env["TELLEGEN_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const manifest = join(corpus, "manifest.tsv");

/** Why there are no corpus decks, or undefined. */
export const corpusMissing: string | undefined = existsSync(manifest)
  ? undefined
  : "the corpus of real netlists is not here";

/** Decks that cannot be compared: they draw random numbers, or their node names are not ASCII. */
const unfit = /Monte_Carlo|utf-8|am-ffm|rando|agauss/i;

/** A seeded choice of real decks that stand alone, run in ngspice, elaborate without an error and have an analysis card that fits. */
export function corpusDecks(count: number, seed: number, fits: (text: string) => boolean): readonly Deck[] {
  if (corpusMissing !== undefined) return [];
  const rows = readFileSync(manifest, "utf8").trim().split("\n").slice(1);
  const paths = rows.flatMap((row) => {
    const [path = "", verdict] = row.split("\t");
    return verdict === "accept-run" && !unfit.test(path) ? [path] : [];
  });
  const random = createRandom(seed);
  const keyed = paths.map((path) => ({ path, key: random.uniform() })).sort((a, b) => a.key - b.key);
  const decks: Deck[] = [];
  for (const { path } of keyed) {
    if (decks.length === count) break;
    const file = join(corpus, path);
    if (!existsSync(file)) continue;
    const text = readFileSync(file, "utf8");
    if (text.length > 20_000 || !/^[^\S\r\n]*\.(?:op|ac|dc)\b/im.test(text) || !fits(text)) continue;
    if (/^[^\S\r\n]*\.(?:include|inc|lib)\b|agauss|gauss|unif|limit\(/im.test(text)) continue;
    const { netlist, diagnostics } = parseNetlist({ name: path, text });
    if (diagnostics.some(({ severity }) => severity === "error")) continue;
    const missing = { kind: "missing", reason: "not read" } as const;
    if (elaborate(netlist, { readInclude: () => missing }).ok) decks.push({ name: path, text });
  }
  return decks;
}
