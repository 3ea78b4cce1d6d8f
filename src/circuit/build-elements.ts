import type { Collector } from "../diagnostic/collector.ts";
import { buildOptions, type CircuitOptions } from "./build-options.ts";
import { chargeCapacitors } from "./charge-capacitors.ts";
import type { CircuitModel } from "./circuit.ts";
import type { GlobalCards } from "./definitions/definition.ts";
import type { Slot } from "./element.ts";
import type { BuildContext, BuiltElement } from "./elements/element-builder.ts";
import { elementBuilder } from "./elements/element-table.ts";
import { createEvaluator, type Evaluator } from "./expression/evaluator.ts";
import { createTape, type TapeNode } from "./expression/tape.ts";
import type { FlatNetlist } from "./flattening/flatten.ts";
import type { NameLookup } from "./flattening/name-lookup.ts";
import { createModelTable } from "./model-table.ts";
import { buildNodeVoltages, type NodeVoltage } from "./node-voltages.ts";

/** All elements of a flat netlist with the expressions that their numbers come from. */
export interface BuiltNetlist {
  readonly built: readonly BuiltElement[];
  readonly models: readonly CircuitModel[];
  readonly settings: CircuitOptions;
  readonly initialConditions: readonly NodeVoltage[];
  readonly nodesets: readonly NodeVoltage[];
  readonly evaluator: Evaluator;
  /** The node of the tape that each slot shows, in the order of the slots. */
  readonly slotNodes: TapeNode[];
  /** Global parameters by lower-case name. */
  readonly parameterSlots: ReadonlyMap<string, Slot>;
  /** Slots below this number belong to elements, models and nodes; their values are needed. */
  readonly neededSlots: number;
}

interface BuildOptions {
  readonly cards: GlobalCards;
  readonly collector: Collector;
  readonly lookup: NameLookup;
  /** False where definitions may stand in a file that was not read. */
  readonly complete: boolean;
}

/** Build the elements of a flat netlist in the order of their cards. What is wrong with a card is reported there. */
export function buildElements(
  flat: FlatNetlist,
  { cards, collector, lookup, complete }: BuildOptions,
): BuiltNetlist {
  const { scope } = flat.top;
  const tape = createTape();
  const slotNodes: TapeNode[] = [];
  const slot = (node: TapeNode): Slot => slotNodes.push(node) - 1;
  const settings = buildOptions(cards, tape, collector, scope);
  const evaluator = createEvaluator({ tape, collector, temperature: settings.temperature, complete });
  const models = createModelTable({ evaluator, collector, complete, slot });
  const context: BuildContext = { ...settings, ...lookup, evaluator, collector, models, complete, slot };
  const built: BuiltElement[] = [];
  for (const card of flat.cards) {
    for (const element of elementBuilder(card.card.letter)(card, context)) built.push(element);
  }
  const { ic: initialConditions, nodeset: nodesets } = buildNodeVoltages(flat, context);
  chargeCapacitors(built, initialConditions, { tape, slotNodes, slot });
  const neededSlots = slotNodes.length;
  const parameterSlots = new Map(
    [...scope.parameters].map(([key, parameter]) => [key, slot(evaluator.parameter(parameter))] as const),
  );
  return {
    built,
    models: models.models,
    settings,
    initialConditions,
    nodesets,
    evaluator,
    slotNodes,
    parameterSlots,
    neededSlots,
  };
}
