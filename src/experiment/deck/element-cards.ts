import type {
  CircuitElement,
  Coupling,
  CurrentControlledSource,
  DeckTemplate,
  Device,
  ElementKind,
  IndependentSource,
  PassiveElement,
  Slot,
  VoltageControlledSource,
} from "../../circuit/element.ts";
import { type DeckCard, type DeckNumber, formatExactly } from "./deck.ts";
import type { DeckBuilder, SeriesPart } from "./deck-builder.ts";
import { setClock } from "./deck-clock.ts";
import type { DeckGrid } from "./deck-grid.ts";
import type { DeckNames } from "./deck-names.ts";

/** What the cards of one deck have in common. */
export interface CardContext {
  readonly builder: DeckBuilder;
  /** Write controlled sources transposed (theory: Scurria et al., arXiv:2602.03670; Director & Rohrer 1969). */
  readonly transposed: boolean;
  /** Whether a source keeps its DC value; 0 stands there otherwise. */
  keepsDc(source: IndependentSource): boolean;
  /** In decks that visit several points: an expression for each slot that differs among them, in the place of its number. */
  readonly swept?: ReadonlyMap<Slot, string>;
  /** In transients: what the time of behavioural devices is counted on. */
  readonly grid?: DeckGrid;
}

/** The element type that a kind belongs to. */
type ElementOf<Kind extends ElementKind> = CircuitElement extends infer Element
  ? Element extends { readonly kind: infer Kinds }
    ? Kind extends Kinds
      ? Element
      : never
    : never
  : never;

const writers = {
  resistor: writeValue,
  capacitor: writeValue,
  inductor: writeValue,
  coupling: writeCoupling,
  "voltage-source": writeVoltageSource,
  "current-source": writeCurrentSource,
  vccs: writeVccs,
  vcvs: writeVcvs,
  cccs: writeCccs,
  ccvs: writeCcvs,
  device: writeDevice,
} satisfies { [Kind in ElementKind]: (element: ElementOf<Kind>, context: CardContext) => void };

/**
 * Write the cards of one element. Transposed forms, with the unknown j of the branch that keeps the element's row:
 *
 *     G p n cp cn gm   ->  G cp cn p n gm
 *     E p n cp cn e    ->  Ve p n 0 (j), Fe cp cn Ve -e
 *     F p n vs f       ->  Ef … p n -f in series with vs
 *     H p n vs h       ->  Vh p n 0 (j), Hh … Vh h in series with vs
 */
export function writeElement(element: CircuitElement, context: CardContext): void {
  const write = writers[element.kind] as (element: CircuitElement, context: CardContext) => void;
  write(element, context);
}

export function isIndependentSource(element: CircuitElement): element is IndependentSource {
  return element.kind === "voltage-source" || element.kind === "current-source";
}

/** The deck name of the voltage source whose current is the unknown of an element's branch in this deck. */
export function branchDevice(element: CircuitElement, names: DeckNames, transposed: boolean): string {
  const name = names.element(element.index);
  return transposed && (element.kind === "vcvs" || element.kind === "ccvs") ? `v${name}` : name;
}

/** In a transposed deck: put the transposes of F and H in series with their controlling sources. Must come before those are written. */
export function putTransposedControls(context: CardContext): void {
  const { builder } = context;
  for (const element of builder.circuit.elements) {
    if (element.kind === "cccs" || element.kind === "ccvs") {
      builder.putInSeries(element.controlSource, transposedControl(element, context));
    }
  }
}

/** What the transpose of an F or H puts in series with its controlling source. */
function transposedControl(element: CurrentControlledSource, context: CardContext): SeriesPart {
  const { builder } = context;
  const { names } = builder;
  const own = names.element(element.index);
  return (from, to) => {
    if (element.kind === "cccs") {
      const [positive, negative] = element.nodes;
      const ends = `${names.node(positive)} ${names.node(negative)}`;
      writeGain(
        `e${own}`,
        `${from} ${to} ${ends}`,
        { slot: element.value, factor: -element.factor },
        context,
      );
    } else {
      const stand = branchDevice(element, names, true);
      writeGain(
        `h${own}`,
        `${from} ${to} ${stand}`,
        { slot: element.value, factor: element.factor },
        context,
      );
    }
  };
}

function writeValue(element: PassiveElement, { builder, swept }: CardContext): void {
  const { names } = builder;
  const name = names.element(element.index);
  const expression = element.kind === "resistor" ? swept?.get(element.value) : undefined;
  const number: DeckNumber = { slot: element.value, factor: element.factor };
  builder.branch(element.index, element.nodes, (from, to) => {
    if (expression === undefined) builder.card(`${name} ${from} ${to} `, number);
    else {
      const current = `v(${from},${to})/(${formatExactly(element.factor)}*${expression})`;
      builder.card(`${describeBehind(name, element, names)} ${from} ${to} i=${current}`);
    }
  });
  if (expression === undefined) builder.alterable(name, number);
}

/** The name of a behavioural source that does what its element cannot. */
function describeBehind(name: string, element: CircuitElement, names: DeckNames): string {
  names.describe(`b${name}`, element.name);
  return `b${name}`;
}

function writeCoupling(element: Coupling, { builder }: CardContext): void {
  const { names } = builder;
  const name = names.element(element.index);
  const [first, second] = element.inductors;
  const number: DeckNumber = { slot: element.value, factor: 1 };
  builder.card(`${name} ${names.element(first)} ${names.element(second)} `, number);
  builder.alterable(name, number);
}

function writeVoltageSource(element: IndependentSource, context: CardContext): void {
  const { builder } = context;
  const expression = sweptSource(element, context);
  builder.branch(element.index, element.nodes, (from, to) => {
    const inner = expression === undefined ? to : builder.names.innerNode();
    writeSource(element, `${from} ${inner}`, context);
    if (expression === undefined) return;
    const behind = describeBehind(builder.names.element(element.index), element, builder.names);
    builder.card(`${behind} ${inner} ${to} v=${expression}`);
  });
}

function writeCurrentSource(element: IndependentSource, context: CardContext): void {
  const { builder } = context;
  const nodes = nodeList(element.nodes, builder.names);
  const expression = sweptSource(element, context);
  writeSource(element, nodes, context);
  if (expression === undefined) return;
  const behind = describeBehind(builder.names.element(element.index), element, builder.names);
  builder.card(`${behind} ${nodes} i=${expression}`);
}

/** The DC value of a source that differs from point to point. */
function sweptSource(source: IndependentSource, { swept, keepsDc }: CardContext): string | undefined {
  const { dc, factor } = source;
  const expression = keepsDc(source) ? swept?.get(dc) : undefined;
  return expression === undefined ? undefined : `${formatExactly(factor)}*${expression}`;
}

/** Every source is written with an AC magnitude of 0; a phase switches on what it needs. */
function writeSource(element: IndependentSource, nodes: string, context: CardContext): void {
  const { builder, keepsDc, swept } = context;
  const name = builder.names.element(element.index);
  const isKept = keepsDc(element) && swept?.has(element.dc) !== true;
  const dc: DeckNumber = isKept ? { slot: element.dc, factor: element.factor } : 0;
  builder.card(`${name} ${nodes} dc `, dc, " ac 0 0");
  builder.alterable(name, dc, "dc");
}

function writeVccs(element: VoltageControlledSource, context: CardContext): void {
  const { names } = context.builder;
  const output = nodeList(element.nodes, names);
  const control = nodeList(element.control, names);
  const nodes = context.transposed ? `${control} ${output}` : `${output} ${control}`;
  writeGain(names.element(element.index), nodes, { slot: element.value, factor: element.factor }, context);
}

function writeVcvs(element: VoltageControlledSource, context: CardContext): void {
  const { builder, transposed } = context;
  const { names } = builder;
  const name = names.element(element.index);
  const control = nodeList(element.control, names);
  const gain = { slot: element.value, factor: element.factor };
  if (transposed) {
    const stand = writeStandIn(element, context);
    writeGain(`f${name}`, `${control} ${stand}`, { ...gain, factor: -element.factor }, context);
    return;
  }
  const own: SeriesPart = (from, to) => writeGain(name, `${from} ${to} ${control}`, gain, context);
  builder.branch(element.index, element.nodes, own);
}

function writeCccs(element: CurrentControlledSource, context: CardContext): void {
  if (context.transposed) return; // It stands in series with its controlling source: transposedControl.
  const { names } = context.builder;
  const nodes = `${nodeList(element.nodes, names)} ${names.element(element.controlSource)}`;
  writeGain(names.element(element.index), nodes, { slot: element.value, factor: element.factor }, context);
}

function writeCcvs(element: CurrentControlledSource, context: CardContext): void {
  const { builder, transposed } = context;
  const { names } = builder;
  if (transposed) {
    writeStandIn(element, context);
    return;
  }
  const gain = { slot: element.value, factor: element.factor };
  const source = names.element(element.controlSource);
  const own: SeriesPart = (from, to) =>
    writeGain(names.element(element.index), `${from} ${to} ${source}`, gain, context);
  builder.branch(element.index, element.nodes, own);
}

/** The 0 V source that stands in the transposed deck where E or H stood; its current is λ of their branch row. */
function writeStandIn(
  element: VoltageControlledSource | CurrentControlledSource,
  { builder }: CardContext,
): string {
  const { names } = builder;
  const name = branchDevice(element, names, true);
  names.describe(name, element.name);
  builder.branch(element.index, element.nodes, (from, to) =>
    builder.card(`${name} ${from} ${to} dc 0 ac 0 0`),
  );
  return name;
}

function writeGain(name: string, nodes: string, gain: DeckNumber, { builder }: CardContext): void {
  builder.card(`${name} ${nodes} `, gain);
  builder.alterable(name, gain, "gain");
}

function writeDevice(element: Device, { builder, grid }: CardContext): void {
  const card = fillTemplate(element.card, builder.names);
  const timed = grid === undefined ? card : setClock(card, element.card, grid);
  builder.card(`${builder.names.element(element.index)} `, ...timed);
}

/** What stands in the holes of a card's template. */
export type TemplateNames = Pick<DeckNames, "node" | "element" | "model">;

/** A template of a card with names in its holes; slots stay open. */
export function fillTemplate(template: DeckTemplate, names: TemplateNames): DeckCard {
  return template.map((part) => {
    if (typeof part === "string") return part;
    if ("node" in part) return names.node(part.node);
    if ("element" in part) return names.element(part.element);
    if ("model" in part) return names.model(part.model);
    return { slot: part.slot, factor: 1 };
  });
}

function nodeList(nodes: readonly [number, number], names: DeckNames): string {
  return `${names.node(nodes[0])} ${names.node(nodes[1])}`;
}
