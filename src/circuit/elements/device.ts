import { spanText } from "../../source/source-text.ts";
import type { Device } from "../element.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { behaviourPieces } from "../template/behaviour-pieces.ts";
import { cardPieces } from "../template/card-pieces.ts";
import { type BuildContext, type BuiltElement, type ElementBuilder, elementBase } from "./element-builder.ts";

/** Devices whose equations are linear, though not of the kinds that the network model knows. */
const linearLetters: ReadonlySet<string> = new Set(["t", "o", "u", "y", "p"]);

/** Devices of libraries that the embedded simulator does not hold. */
const unavailableLetters: ReadonlySet<string> = new Set(["a", "n"]);

/** The digital devices of PSpice's U cards: gates, also with inverted inputs, in arrays or with three states; flip-flops; and what drives them. */
const digitalPrimitive =
  /^(?:(?:buf|inv|x?n?or|and|nand|nxor)3?a?3?|ao|oa|aoi|oai|jkff|dff|srff|dltch|logicexp|pindly|constraint|stim|pull(?:up|dn)|dlyline|rom|ram|[an]to[da]\w*)$/i;

function isDigital({ card }: FlatCard): boolean {
  const [type] = card.extra;
  return type !== undefined && digitalPrimitive.test(/^[^\s(,]*/.exec(spanText(type.span))![0]);
}

/** Any element that is simulated from its card: D Q J M B T S W O U Y P Z and what the other builders hand over. */
export const buildDevice: ElementBuilder = (flat, context) => {
  const { letter, name } = flat.card;
  if (unavailableLetters.has(letter)) {
    context.collector.report("circuit/element-not-simulated", name.span, { element: name.text });
  }
  // The words of an XSPICE card have a grammar of their own.
  if (letter === "a") return [placeholder(flat)];
  if (letter === "u" && isDigital(flat)) {
    context.collector.report("circuit/digital-primitive", name.span, { element: name.text });
    return [placeholder(flat)];
  }
  return [deviceElement(flat, context, linearLetters.has(letter))];
};

/** Build the device of one card, with all its text as a template in the order of the card. */
export function deviceElement(flat: FlatCard, context: BuildContext, linear: boolean): BuiltElement {
  const { card } = flat;
  const behaviour = card.behaviour === undefined ? undefined : behaviourPieces(flat, context);
  const element: Device = {
    ...elementBase(flat),
    kind: "device",
    letter: behaviour?.letter ?? card.letter,
    nodes: [...flat.nodes, ...flat.controlNodes],
    card: behaviour?.whole ?? cardPieces(flat, context, behaviour?.pieces),
    linear,
  };
  return { element, flat, trained: { kind: "none", reason: "it is not described by a single number" } };
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
