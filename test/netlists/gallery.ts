import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Circuit } from "../../src/circuit/circuit.ts";
import type { AnalysisKinds } from "../../src/gradient/coverage.ts";
import { parseSpiceNumber } from "../../src/numeric/spice-number.ts";
import type { SourceText } from "../../src/source/source-text.ts";
import { type Compilation, type CompileHost, compile } from "../../src/training/compile.ts";

/** What the header of a gallery netlist promises. */
export interface GalleryHeader {
  readonly teaches: string;
  readonly source: string;
  /** Values, by canonical selector in lower case, that are said to meet the goals. */
  readonly knownGood: ReadonlyMap<string, number>;
  readonly expected: Expectation;
}

export type Expectation =
  | { readonly kind: "goals-met" }
  | { readonly kind: "cost-below"; readonly cost: number };

/** One file of the gallery. */
export interface GalleryNetlist {
  /** Path from the gallery's root, without the extension. */
  readonly name: string;
  readonly path: string;
  readonly source: SourceText;
  readonly header: GalleryHeader;
}

const root = fileURLToPath(new URL("../../netlists", import.meta.url));

/** Every netlist of the gallery, in the order of its path. */
export function readGallery(): readonly GalleryNetlist[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".cir"))
    .sort()
    .map((file) => {
      const path = join(root, file);
      const text = readFileSync(path, "utf8");
      return {
        name: relative(root, path).replace(/\.cir$/, ""),
        path,
        source: { name: path, text },
        header: readHeader(text),
      };
    });
}

/** Compile a text of the gallery; tables are read from beside it. Throws with every message when it does not compile. */
export function compileNetlist(source: SourceText): Compilation {
  const compiled = compile(source, folderHost(dirname(source.name)));
  const complaints = compiled.diagnostics.filter(({ severity }) => severity !== "info");
  if (!compiled.ok || complaints.length > 0) {
    const messages = complaints.map(({ code, message }) => `${code}: ${message}`);
    throw new Error(`${source.name}\n${messages.join("\n")}`);
  }
  return compiled.value;
}

/** True when no device stands in the circuit: the model engine solves it too. */
export function isLinear({ elements }: Circuit): boolean {
  return elements.every(({ kind }) => kind !== "device");
}

/** The kinds of analysis that have goals. */
export function analysisKinds({ objectives }: Compilation): AnalysisKinds {
  return new Set(objectives.map(({ kind }) => kind));
}

/** The values at which the netlist stands. */
export function startOf({ trainables }: Circuit): Float64Array {
  return Float64Array.from(trainables, ({ start }) => start);
}

/** The header's known good values in the circuit's order. Throws where one is missing or belongs to nothing. */
export function knownGoodOf({ trainables }: Circuit, { knownGood }: GalleryHeader): Float64Array {
  const names = trainables.map(({ name }) => name.toLowerCase());
  const unknown = [...knownGood.keys()].filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`known good values of what is not trained: ${unknown.join(", ")}`);
  return Float64Array.from(names, (name) => {
    const value = knownGood.get(name);
    if (value === undefined) throw new Error(`no known good value of ${name}`);
    return value;
  });
}

/** A host that reads the files of one folder. */
export function folderHost(folder: string): CompileHost {
  const read = (path: string) => ({
    kind: "text" as const,
    source: { name: path, text: readFileSync(join(folder, basename(path)), "utf8") },
  });
  return { readInclude: read, readTable: read };
}

function readHeader(text: string): GalleryHeader {
  const paragraph = (label: string): string => {
    const found = new RegExp(`^\\* ${label}: (.*(?:\\n\\*   .*)*)`, "m").exec(text);
    return (found?.[1] ?? "").replace(/\n\*\s+/g, " ");
  };
  const pairs = [...text.matchAll(/^\* Known good: (.*)$/gm)].flatMap(([, line]) =>
    line!.trim().split(/\s+/),
  );
  return {
    teaches: paragraph("Teaches"),
    source: paragraph("Source"),
    knownGood: new Map(pairs.map(readPair)),
    expected: readExpectation(paragraph("Expected")),
  };
}

function readPair(pair: string): readonly [string, number] {
  const [name = "", number = ""] = pair.split("=");
  const parsed = parseSpiceNumber(number);
  if (parsed === undefined) throw new Error(`not a known good value: ${pair}`);
  return [name.toLowerCase(), parsed.value];
}

function readExpectation(text: string): Expectation {
  const below = /^cost below (\S+)$/.exec(text);
  if (below) return { kind: "cost-below", cost: Number(below[1]) };
  if (text === "goals met") return { kind: "goals-met" };
  throw new Error(`not an expectation: "${text}"`);
}
