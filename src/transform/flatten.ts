import type { Netlist, Statement } from "../ast/netlist.ts";
import type { FlatCard, Instance } from "../circuit/flattening/instance.ts";
import { spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";
import { createFlatCardWriter, type FlatCardWriter } from "./flat-cards.ts";
import { inlineIncludes } from "./inline-includes.ts";
import { removeLines, replaceLines } from "./layout.ts";
import { type OpenDeck, openDeck } from "./open-deck.ts";
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
  const byCard = cardsByInstance(open);
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
        const cards = byCard.get(statement) ?? [];
        const inner = open.flat.instances.filter((instance) => rootCard(instance) === statement);
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

function cardsByInstance({ flat }: OpenDeck): ReadonlyMap<Instance["card"], readonly FlatCard[]> {
  const byCard = new Map<Instance["card"], FlatCard[]>();
  for (const card of flat.cards) {
    const root = rootCard(card.instance);
    if (root === undefined) continue;
    const known = byCard.get(root);
    if (known === undefined) byCard.set(root, [card]);
    else known.push(card);
  }
  return byCard;
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
