import { dirname, join, relative, resolve, sep } from "node:path";
import { designatorsOf } from "../fabrication/output/bill-of-materials.ts";
import { editSheets, type WantedValue } from "../fabrication/output/kicad/edit-sheets.ts";
import { readSheets, type Sheets } from "../fabrication/output/kicad/read-sheets.ts";
import type { Component } from "../fabrication/parts/component.ts";
import type { PartKind } from "../fabrication/stock/stock.ts";
import type { ExportOptions } from "./command-options.ts";
import { describeFileError, type Io } from "./io.ts";

/**
 * Write the values of chosen components into a schematic and the sheets below it. Files go to `--kicad-output`, or are changed in place.
 * Bytes other than those of values stay as they are.
 */
export function writeKicadSheets(
  rootName: string,
  components: readonly Component[],
  options: ExportOptions,
  io: Io,
): { readonly files: readonly string[] } | { readonly error: string } {
  const home = dirname(resolve(io.cwd, rootName));
  const sheets = readKicadSheets(rootName, io);
  if ("error" in sheets) return sheets;
  const wanted = wantedValues(components, options.reference ?? []);
  if ("error" in wanted) return wanted;
  const edited = editSheets(sheets, wanted.values);
  if ("problems" in edited) {
    const advice = "name symbols with --reference element=symbol, or leave parts out with --exclude";
    return { error: `${edited.problems.join("\n")}\n${advice}` };
  }
  const folder = options.kicadInPlace ? home : resolve(io.cwd, options.kicadOutput ?? join(home, "snapped"));
  if (
    !options.kicadInPlace &&
    io.files.exists(folder) &&
    io.files.realPath(folder) === io.files.realPath(home)
  )
    return { error: "--kicad-output is the schematic's own folder: use --kicad-in-place to overwrite it" };
  const files: string[] = [];
  for (const [path, text] of edited.texts) {
    const target = join(folder, relative(home, path));
    // In place an untouched sheet need not be written; elsewhere all of them belong together.
    if (options.kicadInPlace && text === sheets.texts.get(path)) continue;
    try {
      io.files.createFolder(dirname(target));
      io.files.writeFile(target, text);
    } catch (error) {
      return { error: `${target} cannot be written: ${describeFileError(error)}` };
    }
    files.push(relative(io.cwd, target));
  }
  return { files };
}

/** Read a schematic with its sheets, those below its folder only; `error` is a sentence. */
export function readKicadSheets(rootName: string, io: Io): Sheets | { readonly error: string } {
  const root = resolve(io.cwd, rootName);
  const home = dirname(root);
  let failure: string | undefined;
  // What is not UTF-8 could not be written back as it was.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const read = (name: string, from: string) => {
    const path = name === root ? root : resolve(dirname(from), name);
    if (relative(home, path).startsWith(`..${sep}`)) {
      failure = `${name} lies outside the schematic's folder`;
      return undefined;
    }
    try {
      return { name: path, text: decoder.decode(io.files.readFile(path)) };
    } catch (error) {
      const reason = error instanceof TypeError ? "it is not UTF-8 text" : describeFileError(error);
      failure = `${name === root ? rootName : name} cannot be read: ${reason}`;
      return undefined;
    }
  };
  const sheets = readSheets(root, read);
  return "problem" in sheets ? { error: failure ?? sheets.problem } : sheets;
}

/** What the schematic is to say: every chosen part under its symbol's name. */
function wantedValues(
  components: readonly Component[],
  pairs: readonly string[],
): { readonly values: readonly WantedValue[] } | { readonly error: string } {
  const renamed = new Map(pairs.map((pair) => pair.split("=") as [string, string]));
  const known = new Set(components.map(({ name }) => name.toLowerCase()));
  const stranger = [...renamed.keys()].find((name) => !known.has(name.toLowerCase()));
  if (stranger !== undefined) return { error: `--reference names ${stranger}, and no part is called so` };
  const byName = new Map([...renamed].map(([name, symbol]) => [name.toLowerCase(), symbol]));
  const values = components.flatMap((component) => {
    const { name, kind, value, origin } = component;
    if (origin === "as-written" || value === undefined) return [];
    const references = byName.has(name.toLowerCase())
      ? [byName.get(name.toLowerCase())!]
      : designatorsOf(component);
    return references.map((reference) => ({ reference, kind: kind as PartKind, value }));
  });
  return { values };
}
