import type { ElementCard } from "../../ast/element.ts";
import type { Value } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { nearestWord } from "../../diagnostic/nearest-word.ts";
import type { Definition } from "../definitions/definition.ts";
import { findUserFunction, type Parameter, type Scope } from "../expression/scope.ts";
import { type Instance, qualify } from "./instance.ts";
import { assignmentOrder, type FindFunction, isLiteral, namesReadBy } from "./parameter-order.ts";

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
 * The scope of a new instance: defaults of the `.subckt` card and `.param` of its body, each overridden by the X card. ngspice assigns them one
 * after another inside the new instance, numbers first (`assignmentOrder`): a text on the X card sees those that have a value by then, and the
 * caller's otherwise. In `X1 a b sub x={y} y={x}` the y is the caller's, and the x the one that was just assigned. ngspice copies an `m=` onto the cards
 * inside, and so it sees all of them.
 */
export function openScope(
  definition: Definition,
  card: ElementCard,
  caller: Instance,
  { multiplied, collector }: { readonly multiplied: ReadonlySet<Definition>; readonly collector: Collector },
): { readonly scope: Scope; readonly multiplier: Instance["multiplier"] } {
  const parameters = new Map<string, Parameter>();
  const scope: Scope = { parent: caller.scope, parameters, functions: definition.functions };
  const path = qualify(caller, card.name.text);
  const texts = new Map<string, Value>();
  for (const table of [definition.defaults, definition.assignments]) {
    for (const [key, { name, value, span }] of table) {
      const canonical = `${definition.label}.${name.text}`;
      parameters.set(key, { name: name.text, canonical, flat: `${path}.${name.text}`, value, scope, span });
      texts.set(key, value);
    }
  }
  const prefix = caller.definition.label === "" ? "" : `${caller.definition.label}.`;
  for (const { name, value, span } of card.parameters) {
    if (parameters.has(name.key)) {
      const canonical = `${prefix}${card.name.text}.${name.text}`;
      const flat = `${path}.${name.text}`;
      parameters.set(name.key, { name: name.text, canonical, flat, value, scope: caller.scope, span });
    } else if (name.key !== "m" && parameters.size === 0 && !multiplied.has(definition)) {
      collector.report("circuit/refused-override", name.span, {
        name: name.text,
        subcircuit: definition.name,
      });
    } else if (name.key !== "m") {
      const nearest = nearestWord(name.key, parameters.keys());
      collector.report("circuit/unused-override", name.span, {
        name: name.text,
        subcircuit: definition.name,
        nearest,
      });
    }
  }
  const around = caller.multiplier;
  if (around !== undefined && parameters.has("m"))
    parameters.set("m", { ...parameters.get("m")!, value: around.value, scope: around.scope });
  narrowScopes(parameters, texts, scope, definition);
  const own = parameters.has("m") ? undefined : card.parameters.findLast(({ name }) => name.key === "m");
  if (around !== undefined) reportAround(around, { definition, card, multiplied, collector });
  if (!multiplied.has(definition)) return { scope, multiplier: undefined };
  if (around !== undefined) return { scope, multiplier: around };
  const { span } = card.name;
  const given = own ?? { value: { kind: "number", value: 1, span } as const, span };
  return { scope, multiplier: { value: given.value, scope, span: given.span } };
}

/** Say what becomes of the factor around an X card that is inside a subcircuit. */
function reportAround(
  around: NonNullable<Instance["multiplier"]>,
  {
    definition,
    card,
    multiplied,
    collector,
  }: {
    readonly definition: Definition;
    readonly card: ElementCard;
    readonly multiplied: ReadonlySet<Definition>;
    readonly collector: Collector;
  },
): void {
  const related = { related: [{ message: "this one counts", span: around.span }] };
  const own = card.parameters.find(({ name }) => name.key === "m");
  const isDeclared = definition.defaults.has("m") || definition.assignments.has("m");
  // A factor of 1 hides nothing.
  if (own !== undefined) {
    if (!isOne(own.value)) collector.report("circuit/hidden-multiplier", own.span, {}, related);
  } else if (!isDeclared && !multiplied.has(definition)) {
    const isRefused = definition.defaults.size + definition.assignments.size === 0;
    const code = isRefused ? "circuit/multiplier-refused" : "circuit/multiplier-lost";
    const args = { name: card.name.text, subcircuit: definition.name };
    const place = { related: [{ message: "the m", span: around.span }] };
    if (isRefused || !isOne(around.value)) collector.report(code, card.name.span, args, place);
  }
}

/** Give the texts that read parameters of their own X card, or themselves, scopes with what has a value when they are read. */
function narrowScopes(
  parameters: Map<string, Parameter>,
  texts: ReadonlyMap<string, Value>,
  scope: Scope,
  { name: callee }: Definition,
): void {
  let order: readonly string[] | undefined;
  const findFunction: FindFunction = (key) => findUserFunction(scope, key);
  const isAssigned = (name: string, key: string): boolean => {
    if (isLiteral(parameters.get(name)!.value)) return true;
    order ??= assignmentOrder(texts, findFunction);
    return order.indexOf(name) < order.indexOf(key);
  };
  const narrowed = new Map<string, Map<string, Parameter>>();
  for (const [key, parameter] of parameters) {
    if (isLiteral(parameter.value)) continue;
    const isGiven = parameter.scope !== scope;
    const names = [...namesReadBy(parameter.value, findFunction)].filter((name) => texts.has(name));
    // A default reads the others whatever their order; only its own name is that of the caller.
    if (isGiven ? names.every((name) => name === key) : !names.includes(key)) continue;
    const seen = new Map<string, Parameter>();
    narrowed.set(key, seen);
    const own: Scope = isGiven
      ? { parent: scope.parent, parameters: seen, functions: new Map(), callee }
      : { parent: scope.parent, parameters: seen, functions: scope.functions };
    parameters.set(key, { ...parameter, scope: own });
  }
  for (const [key, seen] of narrowed)
    for (const name of namesReadBy(parameters.get(key)!.value, findFunction))
      if (name !== key && texts.has(name) && isAssigned(name, key)) seen.set(name, parameters.get(name)!);
}

const isOne = (value: Value): boolean => value.kind === "number" && value.value === 1;
