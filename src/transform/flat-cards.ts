import type { Name } from "../ast/expression.ts";
import type { Statement } from "../ast/netlist.ts";
import { type FlatCard, findModel, type Instance } from "../circuit/flattening/instance.ts";
import { isGround } from "../circuit/flattening/node-table.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { commentsOf } from "./card-layout.ts";
import { flatElementName, flatModelName } from "./flat-names.ts";
import type { OpenDeck } from "./open-deck.ts";
import type { PassInput } from "./pass.ts";
import { elementPlaces, type Place, statementPlaces } from "./places.ts";
import type { ValueRewriter } from "./rewrite-values.ts";
import { writeNumber } from "./write-number.ts";

/** Devices that know `m`: what stands on an X card is handed on to them. */
const multiplied: ReadonlySet<string> = new Set(["d", "q", "j", "m", "z", "r", "c", "l", "g", "f", "i"]);

/** Writes the cards of instances as cards of a flat deck. */
export interface FlatCardWriter {
  /** What changes on a card as seen in an instance. */
  edits(statement: Statement, instance: Instance): readonly TextEdit[];
  /** An element of an instance as a card of its own, without its comments. */
  element(flat: FlatCard): string;
  /** A `.model`, `.ic` or `.nodeset` of an instance as a card of its own. */
  card(statement: Statement, instance: Instance): string;
}

export function createFlatCardWriter(
  open: OpenDeck,
  rewriter: ValueRewriter,
  { pass, collector }: PassInput,
): FlatCardWriter {
  const { flat, lookup, evaluator } = open;

  const node = (name: Name, instance: Instance): string => {
    const index = lookup.findNode(name.text, instance);
    if (index === undefined) return name.text;
    const flatName = flat.nodes.names[index]!;
    // Ground, and whatever differs in case alone, keeps the user's spelling.
    return isGround(name.key) || flatName.toLowerCase() === name.key ? name.text : flatName;
  };
  const element = (name: Name, instance: Instance): string => {
    const target = lookup.findCard(name.text, instance);
    return target === undefined || target.instance.path === "" ? name.text : flatElementName(target);
  };
  const model = (name: Name, instance: Instance): string => {
    const found = findModel(instance, name.key) ?? findBinned(instance, name.key);
    return found === undefined ? name.text : flatModelName(name.text, found.instance);
  };

  function placeEdits(place: Place, instance: Instance): readonly TextEdit[] {
    const rename = (name: Name, text: string): readonly TextEdit[] =>
      text === name.text ? [] : [{ span: name.span, replacement: text }];
    switch (place.kind) {
      case "node":
        return rename(place.name, node(place.name, instance));
      case "element":
        return rename(place.name, element(place.name, instance));
      case "model":
        return rename(place.name, model(place.name, instance));
      case "value": {
        const { value } = place;
        const text = rewriter.value(value, instance.scope);
        if (text !== undefined) return [{ span: value.span, replacement: text }];
        if (value.kind === "expression" && instance.path !== "") {
          const reason = "it has no finite value in this instance";
          collector.report("transform/refused", value.span, { pass, what: spanText(value.span), reason });
        }
        // A lone word of R, L or C may name a model.
        return value.kind === "word" ? rename(value.name, model(value.name, instance)) : [];
      }
      case "behaviour":
        return rewriter.behaviour(place.expression, instance.scope, {
          node: (name) => node(name, instance),
          element: (name) => element(name, instance),
        });
    }
  }

  function edits(statement: Statement, instance: Instance): readonly TextEdit[] {
    const places = statement.kind === "element" ? elementPlaces(statement) : statementPlaces(statement);
    return distinct(places.flatMap((place) => placeEdits(place, instance)));
  }

  /** The `m` around an element counts, as in ngspice. */
  function multiplierEdits({ card, instance: { multiplier } }: FlatCard): readonly TextEdit[] {
    const isCurrent = card.letter === "b" && card.behaviour?.form === "i";
    if (multiplier === undefined || !(isCurrent || multiplied.has(card.letter))) return [];
    const count = evaluator.tape.valueOf(evaluator.node(multiplier.value, multiplier.scope));
    const text = `m=${writeNumber(count)}`;
    const own = card.parameters.find(({ name }) => name.key === "m");
    if (own !== undefined) return [{ span: own.span, replacement: text }];
    if (count === 1) return [];
    const { source, end } = lastWord(card.span);
    return [{ span: { source, start: end, end }, replacement: ` ${text}` }];
  }

  const withoutComments = (span: Span): readonly TextEdit[] =>
    commentsOf(span).map(({ lead }) => ({ span: lead, replacement: "" }));

  return {
    edits,
    element(flatCard) {
      const { card, instance } = flatCard;
      const multiplier = multiplierEdits(flatCard);
      const own = edits(card, instance).filter(
        ({ span }) => !multiplier.some((other) => inside(span, other.span)),
      );
      return withEdits(card.span, [
        ...withoutComments(card.span),
        { span: card.name.span, replacement: flatElementName(flatCard) },
        ...own,
        ...multiplier,
      ]);
    },
    card(statement, instance) {
      const name =
        statement.kind === "model"
          ? [{ span: statement.name.span, replacement: flatModelName(statement.name.text, instance) }]
          : [];
      return withEdits(statement.span, [
        ...withoutComments(statement.span),
        ...name,
        ...edits(statement, instance),
      ]);
    },
  };
}

/** A model that is given in bins, `nch.1`, `nch.2`, … */
function findBinned(instance: Instance, key: string): { readonly instance: Instance } | undefined {
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent) {
    if ([...at.definition.models.keys()].some((name) => name.startsWith(`${key}.`))) return { instance: at };
  }
  return undefined;
}

/** The end of the last word of a card, before its comments. */
function lastWord(card: Span): Span {
  const comments = commentsOf(card);
  let { end } = card;
  for (const { lead } of [...comments].reverse()) if (lead.end === end) end = lead.start;
  const text = card.source.text.slice(card.start, end).trimEnd();
  return { ...card, end: card.start + text.length };
}

const inside = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end && outer.start < outer.end;

/** A text may be named twice (a lone word is a value and a model): one edit is enough. */
function distinct(edits: readonly TextEdit[]): readonly TextEdit[] {
  const starts = new Set<number>();
  return edits.filter(({ span }) => !starts.has(span.start) && starts.add(span.start));
}

/** The text of one card with its edits. */
export function withEdits(span: Span, edits: readonly TextEdit[]): string {
  const { source, start } = span;
  const shifted = edits.map((edit) => ({
    span: { source, start: edit.span.start - start, end: edit.span.end - start },
    replacement: edit.replacement,
  }));
  return applyEdits(spanText(span), shifted);
}
