import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import { reportSize } from "../definitions/circuit-size.ts";
import { type Definition, findSubcircuit } from "../definitions/definition.ts";
import { ancestors, type FlatCard, type Instance, qualify, resolveNode } from "./instance.ts";
import { globalScope, openScope } from "./instance-scope.ts";
import { looseCard } from "./loose-card.ts";
import { createNodeTable, type NodeTable } from "./node-table.ts";

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
  readonly multiplied: ReadonlySet<Definition>;
  readonly collector: Collector;
  /** False where definitions may stand in a file that was not read. */
  readonly complete: boolean;
}

const noNodes: readonly number[] = [];

/** Replace every X card by the elements of its subcircuit. Unknown and recursive subcircuits and wrong numbers of ports are reported. */
export function flatten(
  deck: Definition,
  { globals, multiplied, collector, complete }: FlattenOptions,
): FlatNetlist {
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
      // A line of punctuation alone has no name that could be taken twice.
      const before = card.name.key === "" ? undefined : instance.elements.get(card.name.key);
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
      controlNodes:
        card.controlNodes.length === 0
          ? noNodes
          : card.controlNodes.map((node) => resolveNode(node, instance, nodes, globalKeys)),
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
    const { scope, multiplier } = openScope(definition, card, instance, { multiplied, collector });
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

function subcircuitNames(from: Definition): readonly string[] {
  const names: string[] = [];
  for (let at: Definition | undefined = from; at !== undefined; at = at.parent) {
    for (const { name } of at.subcircuits.values()) names.push(name);
  }
  return names;
}
