import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import type { Value } from "../../ast/value.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Span } from "../../source/source-text.ts";
import type { DeckTemplate } from "../element.ts";
import type { BuildContext } from "../elements/element-builder.ts";
import { multiplicity } from "../elements/multiplicity.ts";
import { ancestors, type FlatCard } from "../flattening/instance.ts";
import { looseCard } from "../flattening/loose-card.ts";
import { numericalModels } from "../model-table.ts";
import { assignedPieces, valuePieces } from "./value-pieces.ts";

/** Devices that know `m`, so that an `m` around them can be handed on. */
const multiplied: ReadonlySet<string> = new Set(["d", "q", "j", "m", "z", "r", "c", "l", "g", "f"]);

/** B sources of a current are among them in ngspice 45; version 39 passes them over. */
const takesMultiplier = ({ letter, behaviour }: ElementCard): boolean =>
  multiplied.has(letter) || (letter === "b" && behaviour?.form === "i");

/** Types of `.model` that a device can use, those that people write first. */
const modelTypes: Readonly<Record<string, ReadonlySet<string>>> = {
  d: new Set(["d", "numd", "numd2"]),
  q: new Set(["npn", "pnp", "nbjt", "nbjt2"]),
  j: new Set(["njf", "pjf"]),
  z: new Set(["nmf", "pmf", "nhfet", "phfet"]),
  m: new Set(["nmos", "pmos", "vdmos", "vdmosn", "vdmosp", "nsoi", "psoi", "numos"]),
  s: new Set(["sw", "switch"]),
  w: new Set(["csw", "cswitch"]),
  u: new Set(["urc"]),
  o: new Set(["ltra"]),
  y: new Set(["txl"]),
  p: new Set(["cpl"]),
};

/** A part of a card, and where it stands: the template keeps the order of the text. */
interface Piece {
  readonly span: Span;
  readonly card: DeckTemplate;
}

/**
 * Everything on a card but its name, in the order of the text: nodes, other elements and models as holes, values as slots where they depend on
 * parameters. `behaviour` is the template of the card's behaviour, which stands where that was written.
 */
export function cardPieces(
  flat: FlatCard,
  context: BuildContext,
  behaviour: DeckTemplate | undefined,
): DeckTemplate {
  const { card, instance } = flat;
  const loose = looseCard(card);
  const value = (given: Value): DeckTemplate => valuePieces(given, instance.scope, context);
  const model = modelName(flat, context, loose?.model);
  const nodes = [...flat.nodes, ...flat.controlNodes];
  const pieces: Piece[] = [...(loose?.nodes ?? card.nodes), ...card.controlNodes].map(({ span }, k) => ({
    span,
    card: [{ node: nodes[k]! }],
  }));
  for (const reference of card.references) pieces.push(referencePiece(reference, flat, context));
  if (card.behaviour !== undefined && behaviour !== undefined) {
    pieces.push({ span: card.behaviour.span, card: behaviour });
  }
  if (model !== undefined) pieces.push(modelPiece(model, flat, context));
  const isModel = (span: Span): boolean => span.start === model?.span.start;
  if (card.value !== undefined && !isModel(card.value.span))
    pieces.push({ span: card.value.span, card: value(card.value) });
  if (loose === undefined)
    for (const extra of card.extra) pieces.push({ span: extra.span, card: value(extra) });

  const isMultiplied = instance.multiplier !== undefined;
  const count = takesMultiplier(card) && isMultiplied ? multiplicity(flat, context) : undefined;
  for (const { name, value: given, more, span } of card.parameters) {
    if (name.key === "m" && count !== undefined) continue;
    const further = more.flatMap((part) => [",", ...value(part)]);
    const assigned = assignedPieces(given, instance.scope, context);
    pieces.push({ span, card: [`${name.text}=`, ...assigned, ...further] });
  }
  const text = pieces
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap(({ card: part }, k): DeckTemplate => (k === 0 ? part : [" ", ...part]));
  return count === undefined ? text : [...text, " m=", { slot: context.slot(count) }];
}

function referencePiece(reference: Name, { card, instance }: FlatCard, context: BuildContext): Piece {
  const target = context.findCard(reference.text, instance);
  if (target !== undefined) return { span: reference.span, card: [{ element: target.index }] };
  if (context.complete) {
    const args = { element: card.name.text, name: reference.text, nearest: undefined };
    context.collector.report("circuit/missing-control", reference.span, args);
  }
  return { span: reference.span, card: [reference.text] };
}

/** The word that names the model; a lone word of R, C or L may be the name of a model or of a parameter. */
function modelName(
  { card, instance }: FlatCard,
  { models }: BuildContext,
  loose: Name | undefined,
): Name | undefined {
  const name = card.model ?? loose;
  if (name !== undefined || card.value?.kind !== "word") return name;
  return models.find(card.value.name.key, instance) === undefined ? undefined : card.value.name;
}

function modelPiece(
  name: Name,
  { card, instance }: FlatCard,
  { models, collector, complete }: BuildContext,
): Piece {
  const found = models.find(name.key, instance);
  if (found !== undefined && numericalModels.has(found.command.type.key)) {
    collector.report("circuit/element-not-simulated", name.span, { element: card.name.text });
  }
  const types = modelTypes[card.letter];
  if (found !== undefined && types !== undefined && !types.has(found.command.type.key)) {
    const { type, span } = found.command;
    const args = { name: name.text, type: type.text, element: card.name.text };
    const usual = [...types].filter((known) => !numericalModels.has(known));
    const nearest = type.key.length < 3 ? undefined : nearestWord(type.key, usual);
    const hint =
      nearest === undefined
        ? `its models are of type ${usual.slice(0, 2).join(" or ")}`
        : `did you mean .model ${found.command.name.text} ${nearest}?`;
    const related = [{ message: "defined here", span }];
    collector.report("circuit/wrong-model-type", name.span, args, { related, hint });
  }
  // VDMOS alone has three nodes.
  if (
    card.letter === "m" &&
    card.nodes.length === 3 &&
    found !== undefined &&
    /^[np]/.test(found.command.type.key)
  )
    collector.report("syntax/missing-nodes", card.span, { element: card.name.text, needed: 4, found: 3 });
  if (found !== undefined) return { span: name.span, card: [{ model: models.use(found) }] };
  const known = ancestors(instance).flatMap(({ definition }) =>
    [...definition.models.values()].map((model) => model.name),
  );
  if (known.some(({ key }) => key.startsWith(`${name.key}.`))) {
    collector.report("circuit/binned-model", name.span, { name: name.text });
  } else if (complete) {
    const nearest = nearestWord(
      name.key,
      known.map(({ text }) => text),
    );
    collector.report("circuit/unknown-model", name.span, { name: name.text, nearest });
  }
  return { span: name.span, card: [name.text] };
}
