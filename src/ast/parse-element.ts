import type { Collector } from "../diagnostic/collector.ts";
import type { Span } from "../source/source-text.ts";
import { CardCursor } from "./card-cursor.ts";
import type { Card } from "./card-item.ts";
import type { Directive } from "./directive.ts";
import type { ElementCard } from "./element.ts";
import { type ElementDraft, keepAll, takeNodes } from "./element-draft.ts";
import type { Name } from "./expression.ts";
import { parseBehavioural, parseCurrentControlled, parseVoltageControlled } from "./parse-behaviour.ts";
import { type KnownModels, parseFixed, parseInstance, parseModelled, parseMosfet } from "./parse-device.ts";
import { parseCoupling, parsePassive } from "./parse-passive.ts";
import { parseSourceSpecification } from "./parse-source-specification.ts";
import type { CardForm } from "./read-card.ts";

type Reader = (cursor: CardCursor, draft: ElementDraft, known: KnownModels) => void;

/** How the card of each element letter is read. XSPICE's A and Xyce's digital U are kept as lists of words. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["r", (cursor, draft) => parsePassive(cursor, draft, "r")],
  ["l", (cursor, draft) => parsePassive(cursor, draft, "l")],
  ["c", (cursor, draft) => parsePassive(cursor, draft, "c")],
  ["k", parseCoupling],
  ["v", parseSource],
  ["i", parseSource],
  ["e", parseVoltageControlled],
  ["g", parseVoltageControlled],
  ["f", parseCurrentControlled],
  ["h", parseCurrentControlled],
  ["b", parseBehavioural],
  ["d", (cursor, draft, known) => parseModelled(cursor, draft, 2, 3, known)],
  ["q", (cursor, draft, known) => parseModelled(cursor, draft, 3, 5, known)],
  ["j", (cursor, draft, known) => parseModelled(cursor, draft, 3, 4, known)],
  ["z", (cursor, draft, known) => parseModelled(cursor, draft, 3, 4, known)],
  ["m", parseMosfet],
  ["x", (cursor, draft) => parseInstance(cursor, draft, "subcircuit")],
  ["n", (cursor, draft) => parseInstance(cursor, draft, "model")],
  ["p", (cursor, draft) => parseInstance(cursor, draft, "model")],
  ["t", (cursor, draft) => parseFixed(cursor, draft, 4, 0, false)],
  ["s", (cursor, draft) => parseFixed(cursor, draft, 4, 0, true)],
  ["o", (cursor, draft) => parseFixed(cursor, draft, 4, 0, true)],
  ["w", (cursor, draft) => parseFixed(cursor, draft, 2, 1, true)],
  ["y", keepAll],
  ["u", keepAll],
  ["a", keepAll],
]);

function parseSource(cursor: CardCursor, draft: ElementDraft): void {
  if (takeNodes(cursor, draft, 2)) parseSourceSpecification(cursor, draft);
}

/** Whether the card of an element is taken apart and checked; those of other letters are kept as they stand. */
export function isUnderstood(letter: string): boolean {
  const reader = readers.get(letter);
  return reader !== undefined && reader !== keepAll;
}

/** The rule of the card grammar for an element: where a bare expression may contain white space. */
export function elementForm(letter: string): CardForm {
  return letter === "b" || letter === "e" || letter === "g" || letter === "f" || letter === "h"
    ? "looseCard"
    : "card";
}

/**
 * The AST of an element card. What is malformed is reported with its place, and the card is kept with as much as could be read.
 */
export function parseElement(
  card: Card,
  collector: Collector,
  known: KnownModels,
  inline: readonly Directive[],
): ElementCard {
  const cursor = new CardCursor(card, collector);
  const name: Name = card.name ?? { text: "", key: "", span: { ...card.span, end: card.span.start } };
  const letter = name.key[0] ?? card.span.source.text[card.span.start]?.toLowerCase() ?? "";
  const draft: ElementDraft = { nodes: [], controlNodes: [], references: [], parameters: [], extra: [] };
  const reader = readers.get(letter);
  if (card.unreadable) return { kind: "element", letter, name, ...draft, inline, span: card.span };
  if (reader === undefined) {
    const code = passedOver.has(letter) ? "syntax/line-passed-over" : "syntax/unknown-element";
    collector.report(code, cursor.extent(), { name: name.text || letter, letter });
    keepAll(cursor, draft);
  } else reader(cursor, draft, known);
  if (letter !== "x" && isUnderstood(letter)) checkGroups(card, collector);
  return finish(letter, name, draft, inline, card.span);
}

/** ngspice takes the parenthesis behind a name or a bare expression for a part of it: `(w=2u l=len)` means `len)`. */
function checkGroups({ items }: Card, collector: Collector): void {
  for (const group of items) {
    if (group.kind !== "group") continue;
    const last = group.items.at(-1);
    const value = last?.kind === "assignment" ? last.values.at(-1) : undefined;
    if (value?.kind !== "word" || value.span.end !== group.span.end - 1 || !/^[a-z_]/i.test(value.text))
      continue;
    collector.report("syntax/name-before-parenthesis", value.span, { text: value.text });
  }
}

/** First characters of lines that ngspice takes for comments. */
const passedOver: ReadonlySet<string> = new Set('=[]?()&%$"!:,;');

const nothing: readonly never[] = [];

/**
 * The element of a draft, with arrays of just their length, the empty ones shared: a large netlist is mostly such arrays. Passive elements
 * are written out, for spreading a million objects takes as long as reading them.
 */
function finish(
  letter: string,
  name: Name,
  draft: ElementDraft,
  inline: readonly Directive[],
  span: Span,
): ElementCard {
  const { value, model, source, behaviour } = draft;
  const nodes = exact(draft.nodes);
  const controlNodes = exact(draft.controlNodes);
  const references = exact(draft.references);
  const parameters = exact(draft.parameters);
  const extra = exact(draft.extra);
  const lists = { nodes, controlNodes, references, parameters, extra };
  if (value === undefined || model !== undefined || source !== undefined || behaviour !== undefined) {
    return { kind: "element", letter, name, ...draft, ...lists, inline, span };
  }
  return {
    kind: "element",
    letter,
    name,
    nodes,
    controlNodes,
    references,
    value,
    parameters,
    extra,
    inline,
    span,
  };
}

function exact<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? nothing : list.slice();
}
