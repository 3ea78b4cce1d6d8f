import type { Directive, TrainDirective } from "../ast/directive.ts";
import type { Netlist } from "../ast/netlist.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import { buildAnalyses } from "./build-analyses.ts";
import { buildOptions } from "./build-options.ts";
import { buildPorts } from "./build-ports.ts";
import type { Circuit } from "./circuit.ts";
import { collectDefinitions } from "./definitions/collect-definitions.ts";
import type { PlacedDirective } from "./definitions/definition.ts";
import { expandIncludes, type ReadInclude } from "./definitions/read-includes.ts";
import { resolveConditions } from "./definitions/resolve-conditions.ts";
import { createDistinctCollector } from "./distinct-collector.ts";
import type { BuildContext } from "./elements/element-builder.ts";
import { elementBuilder } from "./elements/element-table.ts";
import { compileState } from "./expression/compile-state.ts";
import { createEvaluator } from "./expression/evaluator.ts";
import { createTape, findNonFinite, type Tape, type TapeNode } from "./expression/tape.ts";
import { flatten } from "./flattening/flatten.ts";
import { createNameLookup } from "./flattening/name-lookup.ts";
import { foldVaryingFactors } from "./fold-factors.ts";
import { createModelTable } from "./model-table.ts";
import { buildNodeVoltages } from "./node-voltages.ts";
import { readPartRules } from "./part-rules.ts";
import { checkCircuit } from "./rules/check-circuit.ts";
import { selectTrainables } from "./trainable/select-trainables.ts";
import { trainedSourceQuantity } from "./trainable/source-quantity.ts";

export type { IncludeResult, ReadInclude } from "./definitions/read-includes.ts";

/** What elaboration needs beside the netlist. */
export interface ElaborateOptions {
  readonly readInclude: ReadInclude;
  /** False: a file that may not be read is warned of, and names that it may define are taken for known. True by default. */
  readonly requireIncludes?: boolean;
}

/**
 * Work out which circuit a netlist means: includes read, subcircuits flattened, parameters evaluated, trainables found, and the whole checked.
 * All problems are reported; with an error among them there is no circuit.
 */
export function elaborate(netlist: Netlist, options: ElaborateOptions): Checked<Circuit> {
  const all = createCollector();
  const collector = createDistinctCollector(all);
  const { readInclude, requireIncludes = true } = options;
  const expanded = expandIncludes(netlist, { readInclude, requireIncludes, collector });
  const { sources, included, complete, diagnostics } = expanded;
  const failed = (): Checked<Circuit> => ({ ok: false, diagnostics: [...diagnostics, ...all.diagnostics] });
  // A card that was not understood means nothing yet.
  if (diagnostics.some(({ severity }) => severity === "error")) return failed();
  const { deck, cards } = collectDefinitions(resolveConditions(expanded.statements, collector), collector);
  const flat = flatten(deck, { globals: cards.globals, collector, complete });
  if (flat.tooLarge) return failed();
  const { top, nodes } = flat;
  const { findCard, findNode } = createNameLookup(flat);

  const tape = createTape();
  const slotNodes: TapeNode[] = [];
  const slot = (node: TapeNode): number => slotNodes.push(node) - 1;
  const settings = buildOptions(cards, tape, collector, top.scope);
  const evaluator = createEvaluator({ tape, collector, temperature: settings.temperature, complete });
  const models = createModelTable({ evaluator, slot });
  const context: BuildContext = {
    ...settings,
    evaluator,
    collector,
    models,
    complete,
    slot,
    findCard,
    findNode,
  };
  const built = flat.cards.flatMap((card) => elementBuilder(card.card.letter)(card, context));
  const { ic: initialConditions, nodeset: nodesets } = buildNodeVoltages(flat, context);

  const ofKind = directiveFinder(cards.directives, collector);
  const goals = ofKind("goal");
  const placing = { evaluator, collector, top, findCard, findNode };
  const analyses = buildAnalyses(cards.analyses, placing);
  const ports = buildPorts(ofKind("port"), placing);
  const { trainables, leaves } = selectTrainables({
    directives: cards.directives.filter(isTrain),
    sourceQuantity: trainedSourceQuantity(analyses, goals, new Set(top.scope.parameters.keys())),
    flat,
    built,
    evaluator,
    collector,
  });
  reportNonFinite(slotNodes, tape, collector);
  const parameterSlots = new Map(
    [...top.scope.parameters].map(([key, parameter]) => [key, slot(evaluator.parameter(parameter))] as const),
  );
  const elements = foldVaryingFactors(built, slotNodes, tape, leaves);
  checkCircuit({
    netlist,
    nodes: nodes.names,
    cards: flat.cards,
    elements,
    analyses,
    ports,
    goals,
    findNode: nodes.find,
    numberIn: (index) => tape.valueOf(slotNodes[index]!),
    collector,
  });

  const fabricate = ofKind("fabricate");
  readPartRules(fabricate, elements, collector);

  const circuit: Circuit = {
    title: titleOf(netlist),
    sources,
    included,
    nodes: nodes.names,
    elements,
    models: models.models,
    trainables,
    analyses,
    ports,
    goals,
    data: ofKind("data"),
    classify: ofKind("classify"),
    learn: ofKind("learn"),
    fabricate,
    options: settings.options,
    temperature: settings.temperature,
    initialConditions,
    nodesets,
    slotCount: slotNodes.length,
    parameterSlots,
    findNode: nodes.find,
    findElement: (name) => findCard(name, top)?.index,
    evaluate: compileState(tape, slotNodes, leaves),
  };
  return check(circuit, [...diagnostics, ...all.diagnostics]);
}

function titleOf({ statements }: Netlist): string {
  const title = statements.find(({ kind }) => kind === "title");
  return title?.kind === "title" ? title.text.trim() : "";
}

function isTrain(placed: PlacedDirective): placed is PlacedDirective<TrainDirective> {
  return placed.directive.kind === "train";
}

/** Finds the directives of one kind. All but `@train` speak of the whole circuit, so their place in a subcircuit is an error. */
function directiveFinder(placed: readonly PlacedDirective[], collector: Collector) {
  return <Kind extends Directive["kind"]>(kind: Kind): readonly (Directive & { readonly kind: Kind })[] =>
    placed.flatMap(({ directive, definition }) => {
      if (directive.kind !== kind) return [];
      if (definition.parent !== undefined) {
        collector.report("circuit/directive-in-subcircuit", directive.span, {
          directive: kind,
          subcircuit: definition.name,
        });
      }
      return [directive as Directive & { readonly kind: Kind }];
    });
}

/** Report the places where a number that the circuit needs is not finite. */
function reportNonFinite(slotNodes: readonly TapeNode[], tape: Tape, collector: Collector): void {
  for (const node of slotNodes) {
    const span = findNonFinite(tape, node);
    if (span !== undefined) collector.report("circuit/not-finite", span, {});
  }
}
