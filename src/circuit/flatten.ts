import type { ElementCard } from "../ast/element.ts";
import type { Name } from "../ast/expression.ts";
import type { ModelCommand } from "../ast/netlist.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { reportSize } from "./circuit-size.ts";
import { type Definition, findSubcircuit } from "./definition.ts";
import type { Parameter, Scope } from "./expression/scope.ts";
import { looseCard } from "./loose-nodes.ts";
import { createNodeTable, isGround, type NodeTable } from "./node-table.ts";

/** One use of a definition: the deck itself, or what one X card stands for. */
export interface Instance {
  /** `` for the deck, `X1`, `X1.X2`. */
  readonly path: string;
  readonly definition: Definition;
  readonly parent: Instance | undefined;
  /** The X card; undefined for the deck. */
  readonly card: ElementCard | undefined;
  readonly scope: Scope;
  /** Its ports, by lower-case name inside. */
  readonly ports: ReadonlyMap<string, number>;
  /** `m=` of the X card, where its subcircuit has no parameter of that name: a factor on every current inside. */
  readonly multiplier: Pick<Parameter, "value" | "scope" | "span"> | undefined;
  /** Elements inside by their lower-case local name. */
  readonly elements: Map<string, FlatCard>;
}

/** An element card in one instance. */
export interface FlatCard {
  readonly card: ElementCard;
  readonly instance: Instance;
  /** Of its (first) element in the circuit. */
  readonly index: number;
  /** How many elements it becomes: one, or a coupling for each pair of inductors. */
  readonly count: number;
  readonly name: string;
  readonly definition: string;
  readonly nodes: readonly number[];
  readonly controlNodes: readonly number[];
}

/** The instances of a deck and all their elements, in the order of the cards. */
export interface FlatNetlist {
  readonly top: Instance;
  readonly instances: readonly Instance[];
  readonly cards: readonly FlatCard[];
  readonly nodes: NodeTable;
  /** True when there are so many elements that nothing was flattened, which was reported. */
  readonly tooLarge: boolean;
}

interface FlattenOptions {
  readonly globals: readonly Name[];
  readonly collector: Collector;
  /** False where definitions may stand in a file that was not read. */
  readonly complete: boolean;
}

/** Replace every X card by the elements of its subcircuit. Unknown and recursive subcircuits and wrong numbers of ports are reported. */
export function flatten(deck: Definition, { globals, collector, complete }: FlattenOptions): FlatNetlist {
  const nodes = createNodeTable();
  const globalKeys = new Set(globals.map(({ key }) => key));
  const instances: Instance[] = [];
  const cards: FlatCard[] = [];
  let elementCount = 0;
  const tooLarge = reportSize(deck, collector);

  function visit(instance: Instance): void {
    instances.push(instance);
    for (const card of instance.definition.elements) {
      const flat = place(card, instance);
      const before = instance.elements.get(card.name.key);
      if (before !== undefined) {
        collector.report(
          "circuit/duplicate-element",
          card.name.span,
          { name: card.name.text },
          {
            related: [{ message: "first defined here", span: before.card.name.span }],
          },
        );
      } else instance.elements.set(card.name.key, flat);
      const inner = card.letter === "x" ? call(flat) : undefined;
      if (inner !== undefined) visit(inner);
      else {
        cards.push(flat);
        elementCount += flat.count;
      }
    }
  }

  function place(card: ElementCard, instance: Instance): FlatCard {
    const { definition } = instance;
    const names = looseCard(card)?.nodes ?? card.nodes;
    return {
      card,
      instance,
      index: elementCount,
      count: card.letter === "k" ? (card.references.length * (card.references.length - 1)) / 2 : 1,
      name: qualify(instance, card.name.text),
      definition: definition.label === "" ? card.name.text : `${definition.label}.${card.name.text}`,
      nodes: names.map((node) => resolveNode(node, instance, nodes, globalKeys)),
      controlNodes: card.controlNodes.map((node) => resolveNode(node, instance, nodes, globalKeys)),
    };
  }

  /** The instance that an X card makes; undefined (and reported) where it cannot be made. */
  function call(flat: FlatCard): Instance | undefined {
    const { card, instance } = flat;
    const name = card.model;
    if (name === undefined) return undefined;
    const definition = findSubcircuit(instance.definition, name.key);
    if (definition === undefined) {
      if (complete) {
        const nearest = nearestWord(name.key, subcircuitNames(instance.definition));
        collector.report("circuit/unknown-subcircuit", name.span, { name: name.text, nearest });
      }
      return undefined;
    }
    const chain = ancestors(instance).map((open) => open.definition);
    if (chain.includes(definition)) {
      const path = [definition, ...chain.slice(0, chain.indexOf(definition)), definition].map(
        (open) => open.name,
      );
      collector.report("circuit/recursive-subcircuit", name.span, { path });
      return undefined;
    }
    if (definition.ports.length !== flat.nodes.length) {
      const args = { name: name.text, expected: definition.ports.length, found: flat.nodes.length };
      collector.report("circuit/port-count", card.span, args, {
        related: definition.span === undefined ? [] : [{ message: "defined here", span: definition.span }],
      });
      return undefined;
    }
    const path = qualify(instance, card.name.text);
    const ports = new Map<string, number>();
    definition.ports.forEach(({ key, span }, k) => {
      // As in ngspice, the first of two ports of one name counts.
      if (!ports.has(key)) ports.set(key, flat.nodes[k]!);
      else collector.report("circuit/repeated-port", span, { subcircuit: definition.name });
    });
    for (const { text } of definition.ports) nodes.alias(`${path}.${text}`, ports.get(text.toLowerCase())!);
    const { scope, multiplier } = openScope(definition, card, instance, collector);
    return { path, definition, parent: instance, card, scope, ports, multiplier, elements: new Map() };
  }

  const top: Instance = {
    path: "",
    definition: deck,
    parent: undefined,
    card: undefined,
    scope: globalScope(deck),
    ports: new Map(),
    multiplier: undefined,
    elements: new Map(),
  };
  if (!tooLarge) visit(top);
  return { top, instances, cards, nodes, tooLarge };
}

/** A local name as seen from the top. */
export function qualify(instance: Instance, name: string): string {
  return instance.path === "" ? name : `${instance.path}.${name}`;
}

/** The instance itself, then its caller, up to the deck. */
export function ancestors(instance: Instance): readonly Instance[] {
  const chain: Instance[] = [];
  for (let at: Instance | undefined = instance; at !== undefined; at = at.parent) chain.push(at);
  return chain;
}

/**
 * The `.model` that a lower-case name means in an instance, with the instance whose parameters it sees. Unlike parameters, models are found
 * in the bodies around the definition, not in those of its callers.
 */
export function findModel(
  instance: Instance,
  key: string,
): { readonly model: ModelCommand; readonly instance: Instance } | undefined {
  const around = new Set<Definition>();
  for (let at: Definition | undefined = instance.definition; at !== undefined; at = at.parent) around.add(at);
  for (const at of ancestors(instance)) {
    if (!around.has(at.definition)) continue;
    const model = at.definition.models.get(key);
    if (model !== undefined) return { model, instance: at };
  }
  return undefined;
}

/** The node that a name means in an instance: ground, a global node, a port, or a node of its own. */
export function resolveNode(
  name: Name,
  instance: Instance,
  nodes: NodeTable,
  globals: ReadonlySet<string>,
): number {
  if (isGround(name.key)) return 0;
  if (globals.has(name.key)) return nodes.intern(name.text);
  return instance.ports.get(name.key) ?? nodes.intern(qualify(instance, name.text));
}

function subcircuitNames(from: Definition): readonly string[] {
  const names: string[] = [];
  for (let at: Definition | undefined = from; at !== undefined; at = at.parent) {
    for (const { name } of at.subcircuits.values()) names.push(name);
  }
  return names;
}

/** The scope of the deck itself: its `.param` and `.func`. */
export function globalScope(deck: Definition): Scope {
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parent: undefined, parameters, functions: deck.functions };
  for (const [key, { name, value, span }] of deck.assignments) {
    parameters.set(key, { name: name.text, canonical: name.text, flat: name.text, value, scope, span });
  }
  return scope;
}

/**
 * The scope of a new instance: defaults of the `.subckt` card and `.param` of its body, each overridden by the X card. Overrides are
 * read in the caller's scope, all others in the instance's own.
 */
function openScope(
  definition: Definition,
  card: ElementCard,
  caller: Instance,
  collector: Collector,
): { readonly scope: Scope; readonly multiplier: Instance["multiplier"] } {
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parent: caller.scope, parameters, functions: definition.functions };
  const path = qualify(caller, card.name.text);
  for (const table of [definition.defaults, definition.assignments]) {
    for (const [key, { name, value, span }] of table) {
      const canonical = `${definition.label}.${name.text}`;
      parameters.set(key, { name: name.text, canonical, flat: `${path}.${name.text}`, value, scope, span });
    }
  }
  let multiplier: Instance["multiplier"];
  const prefix = caller.definition.label === "" ? "" : `${caller.definition.label}.`;
  for (const { name, value, span } of card.parameters) {
    if (parameters.has(name.key)) {
      const canonical = `${prefix}${card.name.text}.${name.text}`;
      const flat = `${path}.${name.text}`;
      parameters.set(name.key, { name: name.text, canonical, flat, value, scope: caller.scope, span });
    } else if (name.key === "m") multiplier = { value, scope: caller.scope, span };
    else {
      const nearest = nearestWord(name.key, parameters.keys());
      collector.report("circuit/unused-override", name.span, {
        name: name.text,
        subcircuit: definition.name,
        nearest,
      });
    }
  }
  return { scope, multiplier };
}
