import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import type { ModelCommand } from "../../ast/netlist.ts";
import type { Definition } from "../definitions/definition.ts";
import type { Parameter, Scope } from "../expression/scope.ts";
import { isGround, type NodeTable } from "./node-table.ts";

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
  /** The `m` that ngspice writes on the cards inside, over their own: a factor on every current. */
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
  if (globals.size > 0 && globals.has(name.key)) return nodes.intern(name.text, name.key);
  if (instance.parent === undefined) return nodes.intern(name.text, name.key);
  return instance.ports.get(name.key) ?? nodes.intern(qualify(instance, name.text));
}
