import type { Netlist, Statement } from "../ast/netlist.ts";
import type { Instance } from "../circuit/flattening/instance.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { createFlatCardWriter, type FlatCardWriter } from "./flat-cards.ts";
import { inlineIncludes } from "./inline-includes.ts";
import { removeLines, replaceLines } from "./layout.ts";
import { openDeck } from "./open-deck.ts";
import type { Pass } from "./pass.ts";
import { pruneParameters } from "./prune-parameters.ts";
import { renameSelectors } from "./rename-selectors.ts";
import { createValueRewriter } from "./rewrite-values.ts";
import { nameTrained } from "./trained-names.ts";

/**
 * Put the elements of every subcircuit in the place of the X cards that use it, includes in the place of their cards, and numbers in the place of
 * expressions and parameters. Elements and nodes are called what ngspice calls them (`R.X1.R1`, `X1.n`). What is trained stays trained,
 * and one value stays one value: shared ones become parameters. Top-level cards without an expression are not touched.
 */
export const flatten: Pass<undefined> = (input) => {
  const netlist = inlineIncludes(input);
  const open = netlist && openDeck(netlist, input);
  if (netlist === undefined || open === undefined) return "";
  const trained = nameTrained(open);
  const writer = createFlatCardWriter(open, createValueRewriter(open, trained.names), input);
  const cardsOf = groupByRoot(open.flat.cards, ({ instance }) => instance);
  const instancesOf = groupByRoot(open.flat.instances, (instance) => instance);
  let pending: readonly string[] = [...trained.definitions, ...(trained.directives ?? [])];
  const takePending = (): readonly string[] => {
    const lines = pending;
    pending = [];
    return lines;
  };

  const edits = netlist.statements.flatMap((statement): readonly TextEdit[] => {
    if (!open.isActive(statement)) return [removeLines(statement.span)];
    switch (statement.kind) {
      case "subcircuit":
        return [replaceLines(statement.span, [...takePending(), ...globalCards(statement.body)])];
      case "element": {
        if (statement.letter !== "x") return writer.edits(statement, open.flat.top);
        const cards = cardsOf.get(statement) ?? [];
        const inner = instancesOf.get(statement) ?? [];
        return [
          replaceLines(statement.span, [
            `* ${statement.name.text} (${statement.model?.text ?? ""})`,
            ...takePending(),
            ...inner.flatMap((instance) => instanceCards(instance, writer)),
            ...cards.map((card) => writer.element(card)),
          ]),
        ];
      }
      case "directive": {
        if (statement.directive?.kind === "train" && trained.directives !== undefined)
          return [removeLines(statement.span)];
        return [...writer.edits(statement, open.flat.top), ...renameSelectors(statement, open)];
      }
      case "param":
      case "func":
        return [];
      default:
        return writer.edits(statement, open.flat.top);
    }
  });
  return applyEdits(netlist.source.text, [...edits, ...pruneParameters(open, netlist.statements)]);
};

/** The X card of the deck itself that an instance comes from. */
function rootCard(instance: Instance): Instance["card"] {
  let at = instance;
  while (at.parent?.card !== undefined) at = at.parent;
  return at.card;
}

/** What belongs to the instances that each X card of the deck itself makes. */
function groupByRoot<T>(
  things: readonly T[],
  instanceOf: (thing: T) => Instance,
): ReadonlyMap<Instance["card"], readonly T[]> {
  const groups = new Map<Instance["card"], T[]>();
  for (const thing of things) {
    const root = rootCard(instanceOf(thing));
    const known = groups.get(root);
    if (known === undefined) groups.set(root, [thing]);
    else known.push(thing);
  }
  return groups;
}

/** Models and initial voltages of one instance. */
function instanceCards(instance: Instance, writer: FlatCardWriter): readonly string[] {
  const { models, nodeVoltages } = instance.definition;
  return [...models.values(), ...nodeVoltages].map((statement) => writer.card(statement, instance));
}

/** Cards in a subcircuit's body that concern the whole deck. */
function globalCards(body: Netlist["statements"]): readonly string[] {
  const isGlobal = ({ kind }: Statement): boolean =>
    kind === "analysis" || kind === "options" || kind === "temp" || kind === "global";
  return body.flatMap((statement) => {
    if (statement.kind === "subcircuit") return globalCards(statement.body);
    return isGlobal(statement) ? [spanText(statement.span)] : [];
  });
}
