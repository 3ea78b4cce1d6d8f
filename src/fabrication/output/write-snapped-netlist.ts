import type { ElementCard } from "../../ast/element.ts";
import { walkStatements } from "../../ast/walk.ts";
import { formatSpiceNumber, parseSpiceNumber } from "../../numeric/spice-number.ts";
import { type Span, spanText } from "../../source/source-text.ts";
import { applyEdits, type TextEdit } from "../../source/text-edit.ts";
import type { Compilation } from "../../training/compile.ts";
import type { ChosenValue } from "../parts/chosen-value.ts";

/** A trained number that is no part's value (a coupling, a gain), as it will stand. */
export interface FreeNumber {
  readonly span: Span;
  readonly value: number;
}

/** The netlist with the chosen values. */
export interface SnappedNetlist {
  readonly text: string;
  /** The local name of the second part of each pair, by where the card of the first begins in the input. */
  readonly seconds: ReadonlyMap<number, string>;
}

/** Enough for every value of a series and of any parts table; trailing zeros are not written. */
const PART_DIGITS = 12;
const FREE_DIGITS = 9;

/**
 * Put chosen values into the netlist's text: the numbers (or the expressions that gave them) change, nothing else does. Where two parts
 * stand for one, the second is a card of its own behind the first, with the same parameters.
 */
export function writeSnappedNetlist(
  { source, netlist, circuit }: Compilation,
  chosen: readonly ChosenValue[],
  free: readonly FreeNumber[],
): SnappedNetlist {
  const cards = new Map<number, ElementCard>();
  walkStatements(netlist, (statement) => {
    if (statement.kind === "element") cards.set(statement.span.start, statement);
  });
  const taken = new Set(source.text.toLowerCase().match(/[\w.]+/g));
  const seconds = new Map<number, string>();
  const newline = source.text.includes("\r\n") ? "\r\n" : "\n";
  const edits: TextEdit[] = free.flatMap(({ span, value }) => writeNumber(span, value, FREE_DIGITS));
  for (const { wanted, value, offers, form } of chosen) {
    const [first, second] = offers;
    edits.push(...writeNumber(wanted.span, first?.value ?? value, PART_DIGITS));
    if (second === undefined || form === undefined) continue;
    const distinct = new Set(wanted.elements.map((index) => circuit.elements[index]!.span.start));
    for (const start of distinct) {
      const card = cards.get(start)!;
      const name = freshName(`${card.name.text}b`, taken);
      seconds.set(start, name);
      const inner = form === "series" ? freshName(`${card.name.text}m`, taken) : undefined;
      edits.push(...addSecond(card, name, second.value, inner, newline));
    }
  }
  return { text: applyEdits(source.text, edits), seconds };
}

function writeNumber(span: Span, value: number, digits: number): readonly TextEdit[] {
  const before = spanText(span);
  if (parseSpiceNumber(before)?.value === value) return [];
  return [{ span, replacement: formatSpiceNumber(value, { digits, like: styleFor(value, before) }) }];
}

/** The style of the old number, with the suffix that suits the new one: `1u` where `983.7n` stood. */
function styleFor(value: number, before: string): string {
  const old = parseSpiceNumber(before);
  if (old === undefined || old.digitsAfterSuffix) return `1${suffixFor(value)}`;
  if (old.suffix === "" || old.suffix === "mil") return before;
  const suffix = suffixFor(value);
  const upper = before.includes(old.suffix.toUpperCase());
  return `1${upper ? suffix.toUpperCase() : suffix}${old.unit}`;
}

const suffixes = ["f", "p", "n", "u", "m", "", "k", "meg", "g"] as const;

/** The SPICE suffix that leaves one to three digits before the point. */
function suffixFor(value: number): string {
  const thousands = Math.floor(Math.log10(Math.abs(value)) / 3 + 1e-9);
  return suffixes[thousands + 5] ?? "";
}

/** The second card; in series it begins at a node of its own, where the first now ends. */
function addSecond(
  card: ElementCard,
  name: string,
  value: number,
  inner: string | undefined,
  newline: string,
): readonly TextEdit[] {
  const [positive, negative] = card.nodes;
  const { source, end } = card.span;
  const number = formatSpiceNumber(value, { digits: PART_DIGITS, like: `1${suffixFor(value)}` });
  const nodes = `${inner ?? positive!.text} ${negative!.text}`;
  const line = `${newline}${name} ${nodes} ${number}${parametersOf(card)}`;
  const added: TextEdit = { span: { source, start: end, end }, replacement: line };
  return inner === undefined ? [added] : [added, { span: negative!.span, replacement: inner }];
}

/** A model and `tc1=…` as they stand behind the value. `m=` and `scale=` hold for both parts, and so for what they are together. */
function parametersOf({ parameters, model }: ElementCard): string {
  const words = [...(model === undefined ? [] : [model.span]), ...parameters.map(({ span }) => span)];
  return words.map((span) => ` ${spanText(span)}`).join("");
}

/** The name, or with a number behind it where it is taken. */
function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
  taken.add(name.toLowerCase());
  return name;
}
