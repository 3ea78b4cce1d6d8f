import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Netlist } from "../../src/ast/netlist.ts";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import { applyEdits } from "../../src/source/text-edit.ts";
import { nativeMissing, runNative } from "../engine/native-ngspice.ts";
import { printAnalysis, printCircuit } from "./print-circuit.ts";

const corpus =
  process.env["TELLEGEN_CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
const manifest = join(corpus, "manifest.tsv");
const skipReason = existsSync(manifest) ? nativeMissing : "the corpus of real netlists is not here";

/** A deck of the corpus that stands alone and that the native simulator reads. */
interface CorpusDeck {
  readonly path: string;
  readonly netlist: Netlist;
  readonly circuit: Circuit;
}

function readDecks(): readonly CorpusDeck[] {
  const rows = readFileSync(manifest, "utf8").trim().split("\n").slice(1);
  return rows.flatMap((row): readonly CorpusDeck[] => {
    const [path = "", verdict] = row.split("\t");
    const file = join(corpus, path);
    if (verdict !== "accept-run" || !existsSync(file)) return [];
    const { netlist, diagnostics } = parseNetlist({ name: path, text: readFileSync(file, "utf8") });
    if (diagnostics.some(({ severity }) => severity === "error")) return [];
    const result = elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "not read" }) });
    return result.ok ? [{ path, netlist, circuit: result.value }] : [];
  });
}

/** The deck's own cards without its title, commands and analyses. */
function bareCards({ source, statements }: Netlist): string {
  const end = statements.find(({ kind }) => kind === "end")?.span.start ?? source.text.length;
  const isDropped = (statement: Netlist["statements"][number]): boolean => {
    const { kind } = statement;
    if (kind === "other") return !/^\.(?:if|elseif|else|endif)$/.test(statement.name.key);
    return kind === "title" || kind === "analysis" || kind === "control";
  };
  const dropped = statements.filter((statement) => statement.span.end <= end && isDropped(statement));
  const text = applyEdits(
    source.text,
    dropped.map(({ span }) => ({ span, replacement: "" })),
  );
  const removed = dropped.reduce((sum, { span }) => sum + span.end - span.start, 0);
  return text.slice(0, end - removed);
}

/** The largest difference of any node voltage, relative to the largest voltage; undefined where the deck as written does not run. */
function worstDifference({ netlist, circuit }: CorpusDeck): number | undefined {
  const ac = circuit.analyses.find(({ kind }) => kind === "ac");
  const analysis = ac === undefined ? ".op" : printAnalysis(ac, () => "");
  let written: ReturnType<typeof runNative>;
  try {
    written = runNative(bareCards(netlist), analysis);
  } catch {
    return undefined;
  }
  const flat = runNative(printCircuit(circuit), analysis);
  let largest = 1e-12;
  let worst = 0;
  circuit.nodes.forEach((name, index) => {
    if (index === 0) return;
    const one = written.get(`v(${name.toLowerCase()})`);
    const other = flat.get(`v(n${index})`);
    // ngspice leaves nodes out that only current sources or controls touch.
    if (one === undefined && other === undefined) return;
    if (one === undefined || other === undefined || one.re.length !== other.re.length) {
      worst = Number.POSITIVE_INFINITY;
      return;
    }
    one.re.forEach((re, k) => {
      const im = one.im[k]!;
      largest = Math.max(largest, Math.hypot(re, im));
      worst = Math.max(worst, Math.hypot(re - other.re[k]!, im - other.im[k]!));
    });
  });
  return worst / largest;
}

/** Decks that cannot agree, and why. */
const exceptions: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /utf-8/, reason: "ngspice lowers the case of ASCII letters only" },
  { path: /Monte_Carlo/, reason: "it draws random numbers" },
  {
    path: /d_switch\.nro/,
    reason:
      "an oscillator without operating point: ngspice stops somewhere on its way, which depends on the order of cards",
  },
  { path: /am-ffm/, reason: "a delayed frequency modulation begins differently in ngspice 39 and 45" },
];

/** XSPICE devices and CIDER models are kept, but not written out. */
function isWritten({ elements, models }: Circuit): boolean {
  return (
    elements.every((element) => element.kind !== "device" || element.letter !== "a") &&
    models.every(({ card }) => !/^(?:num|nbjt)/i.test(String(card[0])))
  );
}

describe.skipIf(skipReason)("real netlists", () => {
  const compare = (decks: readonly CorpusDeck[], tolerance: number) => {
    const found = decks.map((deck) => ({ path: deck.path, difference: worstDifference(deck) }));
    const run = found.filter(({ difference }) => difference !== undefined);
    return { count: run.length, bad: run.filter(({ difference }) => !(difference! < tolerance)) };
  };
  const decks = skipReason === undefined ? readDecks().filter(({ circuit }) => isWritten(circuit)) : [];
  const usable = decks.filter(({ path }) => !exceptions.some((exception) => exception.path.test(path)));
  const isLinear = ({ circuit }: CorpusDeck): boolean =>
    circuit.elements.every(({ kind }) => kind !== "device");

  it("of linear elements mean the same circuit flat as written", { timeout: 300_000 }, () => {
    const { count, bad } = compare(usable.filter(isLinear), 1e-9);
    expect(bad).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });

  it("of all devices mean the same circuit flat as written", { timeout: 300_000 }, () => {
    const small = usable.filter((deck) => !isLinear(deck) && deck.circuit.elements.length < 300);
    const { count, bad } = compare(small, 1e-6);
    expect(bad).toEqual([]);
    expect(count).toBeGreaterThan(250);
  });
});
