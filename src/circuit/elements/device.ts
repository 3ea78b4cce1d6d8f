import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import type { DeckTemplate, Device } from "../element.ts";
import { ancestors, type FlatCard } from "../flatten.ts";
import { behaviourPieces } from "../template/behaviour-pieces.ts";
import { valuePieces } from "../template/value-pieces.ts";
import { type BuildContext, type BuiltElement, type ElementBuilder, elementBase } from "./element-builder.ts";
import { multiplicity } from "./multiplicity.ts";

/** Devices that know `m`, so that an `m` around them can be handed on. */
const multiplied: ReadonlySet<string> = new Set(["d", "q", "j", "m", "z", "r", "c", "l", "g", "f"]);

/** Devices whose equations are linear, though not of the kinds that the network model knows. */
const linearLetters: ReadonlySet<string> = new Set(["t", "o", "u", "y", "p"]);

/** Devices of libraries that the embedded simulator does not hold. */
const unavailableLetters: ReadonlySet<string> = new Set(["a", "n"]);

/** Any element that is simulated from its card: D Q J M B T S W O U Y P Z and what the other builders hand over. */
export const buildDevice: ElementBuilder = (flat, context) => {
  const { letter, name } = flat.card;
  if (unavailableLetters.has(letter)) {
    context.collector.report("circuit/element-not-simulated", name.span, { element: name.text });
  }
  // The words of an XSPICE card have a grammar of their own.
  if (letter === "a") return [placeholder(flat)];
  return [deviceElement(flat, context, linearLetters.has(letter))];
};

/** Build the device of one card, with all its text as a template in the order of the card. */
export function deviceElement(flat: FlatCard, context: BuildContext, linear: boolean): BuiltElement {
  const { card } = flat;
  const behaviour = card.behaviour === undefined ? undefined : behaviourPieces(flat, context);
  const pieces = behaviour?.whole ?? [...cardPieces(flat, context), ...(behaviour?.pieces ?? [])];
  const element: Device = {
    ...elementBase(flat),
    kind: "device",
    letter: behaviour?.letter ?? card.letter,
    nodes: [...flat.nodes, ...flat.controlNodes],
    card: pieces,
    linear,
  };
  return { element, flat, trained: { kind: "none", reason: "it is not described by a single number" } };
}

interface Piece {
  readonly span: Span;
  readonly pieces: DeckTemplate;
}

/** Everything on a card but its name and behaviour, in the order of the text. */
function cardPieces(flat: FlatCard, context: BuildContext): DeckTemplate {
  const { card, instance } = flat;
  const value = (given: Parameters<typeof valuePieces>[0]): DeckTemplate =>
    valuePieces(given, instance.scope, context);
  const nodes = [...flat.nodes, ...flat.controlNodes];
  const found: Piece[] = [];
  [...card.nodes, ...card.controlNodes].forEach(({ span }, k) => {
    found.push({ span, pieces: [{ node: nodes[k]! }] });
  });
  for (const reference of card.references) {
    const target = context.findCard(reference.text, instance);
    if (target !== undefined) found.push({ span: reference.span, pieces: [{ element: target.index }] });
    else if (context.complete) {
      const args = { element: card.name.text, name: reference.text, nearest: undefined };
      context.collector.report("circuit/missing-control", reference.span, args);
    }
  }
  const model = modelPiece(flat, context);
  if (model !== undefined) found.push(model);
  // A lone word may be the model, which is then written as such.
  if (card.value !== undefined && card.value.span.start !== model?.span.start) {
    found.push({ span: card.value.span, pieces: value(card.value) });
  }
  for (const extra of card.extra) found.push({ span: extra.span, pieces: value(extra) });
  const count = multiplied.has(card.letter) && isMultiplied(flat) ? multiplicity(flat, context) : undefined;
  for (const { name, value: given, more, span } of card.parameters) {
    if (name.key === "m" && count !== undefined) continue;
    const list = [given, ...more].flatMap((part, k) => (k === 0 ? value(part) : [",", ...value(part)]));
    found.push({ span, pieces: [`${name.text}=`, ...list] });
  }
  found.sort((a, b) => a.span.start - b.span.start);
  const text = found.flatMap(({ pieces }, k): DeckTemplate => (k === 0 ? pieces : [" ", ...pieces]));
  return count === undefined ? text : [...text, " m=", { slot: context.slot(count) }];
}

/** True when an X card around the element has `m`. */
function isMultiplied(flat: FlatCard): boolean {
  return ancestors(flat.instance).some(({ multiplier }) => multiplier !== undefined);
}

function modelPiece(flat: FlatCard, context: BuildContext): Piece | undefined {
  const { card, instance } = flat;
  const name = card.model ?? (card.value?.kind === "word" ? card.value.name : undefined);
  if (name === undefined) return undefined;
  const found = context.models.find(name.key, instance);
  if (found !== undefined) return { span: name.span, pieces: [{ model: context.models.use(found) }] };
  if (card.model === undefined || !context.complete) return undefined;
  const known = ancestors(instance).flatMap(({ definition }) =>
    [...definition.models.values()].map((model) => model.name),
  );
  if (known.some(({ key }) => key.startsWith(`${name.key}.`))) {
    context.collector.report("circuit/binned-model", name.span, { name: name.text });
  } else {
    const nearest = nearestWord(
      name.key,
      known.map(({ text }) => text),
    );
    context.collector.report("circuit/unknown-model", name.span, { name: name.text, nearest });
  }
  return undefined;
}

/** Stands for an element that cannot be built, which was reported: it keeps the nodes connected for later checks. */
export function placeholder(flat: FlatCard): BuiltElement {
  const nodes = [...flat.nodes, ...flat.controlNodes];
  const element: Device = {
    ...elementBase(flat),
    kind: "device",
    letter: flat.card.letter,
    nodes,
    card: [],
    linear: false,
  };
  return { element, flat, trained: { kind: "none", reason: "it could not be built" } };
}
