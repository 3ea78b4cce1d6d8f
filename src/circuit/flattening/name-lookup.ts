import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { FlatNetlist } from "./flatten.ts";
import type { FlatCard, Instance } from "./instance.ts";
import { qualify } from "./instance.ts";
import { isGround } from "./node-table.ts";

/** Finds elements and nodes by the names that users write, inside an instance or from the top. Case does not matter. */
export interface NameLookup {
  /** By the name inside the instance, the flat name `X1.R2`, or ngspice's own `r.x1.r2`. X cards are no elements. */
  findCard(name: string, instance: Instance): FlatCard | undefined;
  /** By the name inside the instance, or the flat name. */
  findNode(name: string, instance: Instance): number | undefined;
  /** A node with a similar name, as it is written inside the instance or from the top. */
  nearestNode(name: string, instance: Instance): string | undefined;
}

/** Index the names of a flat netlist. */
export function createNameLookup({ cards, nodes, top }: FlatNetlist): NameLookup {
  let index: Map<string, FlatCard> | undefined;
  // Made when a name is first looked for: large decks may never ask.
  const indexed = (): Map<string, FlatCard> => {
    index ??= new Map(cards.map((card) => [card.name.toLowerCase(), card] as const));
    return index;
  };
  const findFlat = (key: string): FlatCard | undefined =>
    indexed().get(key) ?? (/^[a-z]\.x/.test(key) ? indexed().get(key.slice(2)) : undefined);
  return {
    findCard(name, instance) {
      const key = name.toLowerCase();
      const local = instance.elements.get(key);
      return local !== undefined && local.card.letter !== "x" ? local : findFlat(key);
    },
    findNode(name, instance) {
      const key = name.toLowerCase();
      if (isGround(key)) return 0;
      return (
        instance.ports.get(key) ??
        (instance === top ? undefined : nodes.find(qualify(instance, name))) ??
        nodes.find(name)
      );
    },
    nearestNode(name, { path, ports }) {
      const prefix = `${path}.`;
      const local = nodes.names.flatMap((node) =>
        node.startsWith(prefix) ? [node.slice(prefix.length)] : [],
      );
      return nearestWord(name, path === "" ? nodes.names : [...ports.keys(), ...local, ...nodes.names]);
    },
  };
}
