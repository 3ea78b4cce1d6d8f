import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Netlist } from "../src/ast/netlist.ts";
import { parseNetlist } from "../src/ast/parse-netlist.ts";
import { walkStatements } from "../src/ast/walk.ts";
import type { Diagnostic } from "../src/index.ts";
import type { PassRequest } from "../src/transform/passes.ts";
import { transformNetlist } from "../src/transform/transform-netlist.ts";
import { type DeckRun, difference, isOwnVoltage, largest, runDeck } from "../test/transform/run-deck.ts";
import { readManifest } from "./corpus-manifest.ts";
import { nativeVersion } from "./native-ngspice.ts";
import { printTable } from "./table.ts";

const corpus = resolve(
  process.env["TELLEGEN_CORPUS"] ?? fileURLToPath(new URL("../../../../shared/corpus", import.meta.url)),
);

/** Relative to the largest voltage of an analysis. */
const tolerance = 1e-9;

/** Elements whose voltages are determined by linear equations, or nearly: R L C K V I E F G H and subcircuits of them. */
const letters = "rlckviefghx";

const simple = (pass: "flatten" | "evaluate" | "merge" | "portable" | "strip" | "format"): PassRequest => ({
  pass,
  argument: undefined,
});

/** What must leave every voltage as it is; there and back again for those that move something. */
const roundTrips: Readonly<Record<string, readonly PassRequest[]>> = {
  "--flatten": [simple("flatten")],
  "--evaluate": [simple("evaluate")],
  "--merge": [simple("merge")],
  "--portable": [simple("portable")],
  "--strip": [simple("strip")],
  "--format": [simple("format")],
  // ngspice reads HSPICE's delimiters and powers; of the others' functions it knows too few.
  "--to hspice": [{ pass: "to", argument: "hspice" }],
  "--scale-impedance 8, 1/8": [
    { pass: "scale-impedance", argument: 8 },
    { pass: "scale-impedance", argument: 1 / 8 },
  ],
  "--scale-frequency 8, 1/8": [
    { pass: "scale-frequency", argument: 8 },
    { pass: "scale-frequency", argument: 1 / 8 },
  ],
  "--evaluate --flatten --merge --format": [
    simple("evaluate"),
    simple("flatten"),
    simple("merge"),
    simple("format"),
  ],
};

interface Deck {
  readonly path: string;
  readonly text: string;
  readonly run: DeckRun;
}

/**
 * Every netlist of the corpus that ngspice accepts, that includes nothing and holds R L C K V I E F G H X alone: its operating point and a
 * sweep from 1 Hz to 1 GHz in the native ngspice, before and after each pass, node by node.
 */
export async function measure(): Promise<void> {
  if (nativeVersion() === null || !existsSync(join(corpus, "manifest.tsv"))) {
    console.log(`\nThis needs the native ngspice and a manifest.tsv in ${corpus}; set TELLEGEN_CORPUS.`);
    return;
  }
  const { decks, counts } = readDecks();
  printTable("Netlists that ngspice accepts", ["netlists", "count"], Object.entries(counts));
  const rows: (string | number)[][] = [];
  const trouble: string[] = [];
  for (const [name, steps] of Object.entries(roundTrips)) {
    const row = { same: 0, refused: 0, nodes: 0, worst: 0 };
    for (const deck of decks) {
      const result = comparePass(deck, steps);
      if (result.kind === "refused") row.refused++;
      else if (result.kind === "same") {
        row.same++;
        row.nodes += result.nodes;
        row.worst = Math.max(row.worst, result.worst);
      }
      if (result.kind !== "same") trouble.push(`${name}: ${deck.path}: ${result.why}`);
    }
    rows.push([name, row.same, row.refused, decks.length - row.same - row.refused, row.nodes, row.worst]);
  }
  printTable(
    "Node voltages before and after",
    ["pass", "the same", "refused", "different", "voltages", "largest difference"],
    rows,
  );
  console.log(`\n${trouble.join("\n")}`);
}

type Comparison =
  | { readonly kind: "same"; readonly nodes: number; readonly worst: number }
  | { readonly kind: "refused" | "different"; readonly why: string };

function comparePass({ path, text, run }: Deck, steps: readonly PassRequest[]): Comparison {
  const missing = { kind: "missing", reason: "not read" } as const;
  const result = transformNetlist({ name: path, text }, steps, { readInclude: () => missing });
  if (!result.ok) return { kind: "refused", why: errorsOf(result.diagnostics) };
  let after: DeckRun;
  try {
    after = runDeck(ask(result.value.text));
  } catch (error) {
    return { kind: "different", why: String(error).slice(0, 400) };
  }
  let nodes = 0;
  let worst = 0;
  let worstName = "";
  run.forEach((plot, index) => {
    const voltages = [...plot].filter(([name]) => isOwnVoltage(name));
    const scale = largest(voltages.map(([, vector]) => vector)) || 1;
    for (const [name, vector] of voltages) {
      const other = after[index]?.get(name);
      // Nodes between elements that were merged are gone.
      if (other === undefined && steps.some(({ pass }) => pass === "merge")) continue;
      nodes++;
      const found = other === undefined ? Number.POSITIVE_INFINITY : difference(vector, other, scale);
      if (found > worst) worstName = name;
      worst = Math.max(worst, found);
    }
  });
  return worst < tolerance
    ? { kind: "same", nodes, worst }
    : { kind: "different", why: `${worst} at ${worstName}` };
}

function errorsOf(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return errors.map(({ message }) => message).join("; ");
}

function readDecks(): { readonly decks: readonly Deck[]; readonly counts: Readonly<Record<string, number>> } {
  const counts = { "of those elements, nothing included": 0, "ngspice finds no results": 0, compared: 0 };
  const decks = readManifest(corpus).flatMap(({ path, verdict }): readonly Deck[] => {
    if (!verdict.startsWith("accept")) return [];
    const text = readFileSync(join(corpus, path), "utf8");
    const { netlist, diagnostics } = parseNetlist({ name: path, text });
    if (!isLinear(netlist) || diagnostics.some(({ severity }) => severity === "error")) return [];
    counts["of those elements, nothing included"]++;
    try {
      const deck = { path, text, run: runDeck(ask(text)) };
      if (deck.run.length < 2) throw new Error("an analysis failed");
      counts.compared++;
      return [deck];
    } catch {
      counts["ngspice finds no results"]++;
      return [];
    }
  });
  return { decks, counts };
}

function isLinear(netlist: Netlist): boolean {
  let elements = 0;
  let fits = true;
  walkStatements(netlist, (statement) => {
    if (statement.kind === "include") fits = false;
    if (statement.kind !== "element") return;
    elements++;
    if (!letters.includes(statement.letter)) fits = false;
  });
  return fits && elements > 0;
}

const questions =
  /^[^\S\r\n]*\.(?:ac|dc|tran|op|noise|pz|sens|tf|disto|four|meas|measure|print|plot|save|probe|width)\b[^\r\n]*(?:\r?\n[^\S\r\n]*\+[^\r\n]*)*/gim;

/** The deck with other questions than its own. */
function ask(text: string): string {
  const bare = text
    .replace(/^[^\S\r\n]*\.control\b[\s\S]*?(?:^[^\S\r\n]*\.endc[^\r\n]*$|$(?![\s\S]))/gim, "*")
    .replace(questions, "*");
  return bare.replace(/^([^\r\n]*\r?\n)/, "$1.op\n.ac dec 2 1 1g\n");
}
