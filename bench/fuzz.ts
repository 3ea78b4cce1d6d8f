import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { decodeText } from "../src/source/decode-text.ts";
import { checkNetlist } from "../src/training/check-netlist.ts";
import { emptyHost } from "../src/training/compile.ts";
import { expectLossless } from "../test/ast/lossless.ts";
import { netlistArbitrary, soupArbitrary } from "../test/ast/netlist-arbitrary.ts";
import { readManifest } from "./corpus-manifest.ts";
import { numberOption } from "./number-option.ts";
import { printTable } from "./table.ts";

/** Real decks that are damaged, where they are there; larger ones cost time and break in the same ways. */
const largestDeck = 4000;
/** Milliseconds of processor time that no input of this size may need. */
const longest = 2000;

const corpus =
  process.env["TELLEGEN_CORPUS"] ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));

/**
 * Throw texts at the reader: netlists of a grammar, soups of the characters that matter, bytes, and real decks with bytes changed. None may
 * make it throw, lose a character, or take long. `--inputs=N` says how many in all (10 000 by default), `--seed=N` with which seed.
 */
export async function measure(): Promise<void> {
  const inputs = numberOption("inputs", 10_000);
  const seed = numberOption("seed", Date.now() % 2 ** 31);
  const kinds = [
    ["grammar", netlistArbitrary],
    ["characters", soupArbitrary],
    ["bytes", fc.uint8Array({ maxLength: 300 }).map((bytes) => decodeText(bytes).text)],
    ["damaged decks", damagedDecks()],
  ] as const;
  const rows: (string | number)[][] = [];
  for (const [name, arbitrary] of kinds) {
    const start = process.cpuUsage();
    let slowest = 0;
    const runs = Math.ceil(inputs / kinds.length);
    const property = fc.property(arbitrary, (text) => {
      const before = process.cpuUsage();
      expectLossless(text);
      checkNetlist({ name: "any.cir", text }, emptyHost);
      const { user } = process.cpuUsage(before);
      slowest = Math.max(slowest, user / 1000);
      if (user / 1000 > longest) throw new Error(`${user / 1000} ms for ${text.length} characters`);
    });
    const result = fc.check(property, { numRuns: runs, seed });
    if (result.failed) console.log(fc.defaultReportMessage(result));
    const { user } = process.cpuUsage(start);
    rows.push([name, result.numRuns, result.failed ? 1 : 0, slowest, user / 1e6]);
    console.log(`${name}: ${result.numRuns} inputs, ${result.failed ? "a failure" : "no failure"}`);
  }
  printTable(
    `Generated and damaged netlists, seed ${seed}`,
    ["kind", "inputs", "failures", "slowest / ms", "processor / s"],
    rows,
  );
}

/** A small real deck (or one of the gallery's form) with a few of its bytes replaced, doubled or left out. */
function damagedDecks(): fc.Arbitrary<string> {
  const decks = existsSync(join(corpus, "manifest.tsv"))
    ? readManifest(corpus)
        .map(({ path }) => join(corpus, path))
        .filter((path) => statSync(path).size < largestDeck)
        .map((path) => new Uint8Array(readFileSync(path)))
    : [
        new TextEncoder().encode(
          "rc\nV1 a 0 dc 1 ac 1\nR1 a b {r*2}\n.param r=1k\nC1 b 0 1n\n.ac dec 1 1 1k\n.end\n",
        ),
      ];
  const change = fc.tuple(fc.nat(), fc.constantFrom("replace", "insert", "remove", "repeat"), fc.nat(255));
  return fc
    .tuple(fc.constantFrom(...decks), fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([deck, changes]) => decodeText(Uint8Array.from(changes.reduce(damage, [...deck]))).text);
}

function damage(
  bytes: readonly number[],
  [where, how, byte]: readonly [number, string, number],
): readonly number[] {
  const at = where % (bytes.length + 1);
  const before = bytes.slice(0, at);
  if (how === "insert") return [...before, byte, ...bytes.slice(at)];
  if (how === "remove") return [...before, ...bytes.slice(at + (byte % 40))];
  if (how === "repeat") return [...before, ...bytes.slice(at, at + byte), ...bytes.slice(at)];
  return [...before, byte, ...bytes.slice(at + 1)];
}
