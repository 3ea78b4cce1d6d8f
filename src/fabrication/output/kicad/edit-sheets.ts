import { applyEdits, type TextEdit } from "../../../source/text-edit.ts";
import { parsePartValue } from "../../stock/parse-part-value.ts";
import type { PartKind } from "../../stock/stock.ts";
import { formatPartValue } from "../format-part-value.ts";
import { type Atom, quoteText } from "./parse-s-expression.ts";
import type { SheetSymbol, Sheets } from "./read-sheets.ts";

/** A value to be written into a schematic. */
export interface WantedValue {
  readonly reference: string;
  readonly kind: PartKind;
  readonly value: number;
}

/** The sheets with new values; those that did not change have the text they had. */
export interface EditedSheets {
  readonly texts: ReadonlyMap<string, string>;
  /** References whose value is another than before. */
  readonly changed: readonly string[];
}

/**
 * Write values into a schematic: nothing but the value texts of the named symbols changes, in every place where KiCad keeps them. Nothing is
 * written at all, and every reason said, where a symbol is missing, is of another kind, or shares its value with one that needs another
 * (a sheet that is used twice has one value for both).
 */
export function editSheets(
  { texts, symbols }: Sheets,
  wanted: readonly WantedValue[],
): EditedSheets | { readonly problems: readonly string[] } {
  const byReference = new Map(wanted.map((entry) => [entry.reference, entry]));
  const problems = wanted
    .filter(({ reference }) => !symbols.some(({ references }) => references.includes(reference)))
    .map(({ reference }) => `the schematic has no symbol ${reference}`);
  const edits = new Map<string, Map<number, TextEdit>>();
  const changed = new Set<string>();
  for (const symbol of symbols) {
    const entries = symbol.references.map((reference) => byReference.get(reference));
    const [first] = entries.filter((entry) => entry !== undefined);
    if (first === undefined) continue;
    const problem = refuse(symbol, entries, first);
    if (problem !== undefined) {
      problems.push(problem);
      continue;
    }
    for (const { file, atom } of symbol.values) {
      const text = rewriteValue(atom, first);
      if (text === undefined) continue;
      const inFile = edits.get(file) ?? new Map<number, TextEdit>();
      edits.set(file, inFile);
      const span = { source: { name: file, text: texts.get(file)! }, start: atom.start, end: atom.end };
      inFile.set(atom.start, { span, replacement: atom.quoted ? quoteText(text) : text });
      for (const reference of symbol.references) changed.add(reference);
    }
  }
  if (problems.length > 0) return { problems };
  const edited = new Map(
    [...texts].map(([name, text]) => [name, applyEdits(text, [...(edits.get(name)?.values() ?? [])])]),
  );
  return { texts: edited, changed: [...changed].sort() };
}

/** Why a symbol cannot get one value. */
function refuse(
  { references, values }: SheetSymbol,
  entries: readonly (WantedValue | undefined)[],
  first: WantedValue,
): string | undefined {
  const others = references.filter(
    (_, n) => entries[n] === undefined || !sameValue(entries[n]!.value, first.value),
  );
  if (others.length > 0) {
    return `${first.reference} shares its value with ${others.join(", ")}: their sheet is used ${references.length} times, and a sheet has one value for all its uses`;
  }
  const old = values[0] && readOld(values[0].atom.text);
  if (old?.kind !== undefined && old.kind !== first.kind)
    return `${first.reference} is a ${first.kind} in the netlist and a ${old.kind} in the schematic (${values[0]!.atom.text})`;
  return undefined;
}

/** The value at the beginning of a field, and what follows it: `100n/50V`, `10k 1%`. */
function readOld(text: string) {
  const match = /^\s*([^\s/,;]+(?:\s+[a-zµμΩ]+)?)([\s\S]*)$/iu.exec(text);
  if (match === null) return undefined;
  const [, head = "", tail = ""] = match;
  const value = parsePartValue(head);
  if (value !== undefined) return { ...value, head, tail };
  const [word = "", ...rest] = head.split(/(?=\s)/);
  const alone = parsePartValue(word);
  return alone && { ...alone, head: word, tail: rest.join("") + tail };
}

/** The new text of a value field, with the old one's unit and whatever followed it; undefined where it says that value already. */
function rewriteValue({ text }: Atom, { value }: WantedValue): string | undefined {
  const old = readOld(text);
  if (old === undefined) return formatPartValue(value);
  if (sameValue(old.value, value)) return undefined;
  const unit = /(?:ohms?|Ω|Ω|F|H)$/iu.exec(old.head)?.[0] ?? "";
  const number = formatPartValue(value);
  // `2F` is a farad, `10H` a henry; a bare `R` or infix letter is style that the new number does without.
  const kept = old.kind === undefined || /^\d+(?:\.\d+)?[RFH]\d/.test(old.head) ? "" : unit;
  const gap = /\s/.test(old.head) ? " " : "";
  return `${gap === "" ? number : number.replace(/([a-zA-Z])$/, " $1")}${kept}${old.tail}`;
}

function sameValue(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(a, b);
}
