import type { TrainDirective } from "../ast/directive.ts";
import type { Netlist } from "../ast/netlist.ts";
import { type Checked, check } from "../diagnostic/checked.ts";
import { type Collector, createCollector } from "../diagnostic/collector.ts";
import { buildAnalyses } from "./build-analyses.ts";
import { type BuiltNetlist, buildElements } from "./build-elements.ts";
import { buildPorts } from "./build-ports.ts";
import { checkKeptCards } from "./check-kept-cards.ts";
import type { Circuit } from "./circuit.ts";
import { collectDefinitions } from "./definitions/collect-definitions.ts";
import type { PlacedDirective } from "./definitions/definition.ts";
import { createDirectiveFinder } from "./definitions/find-directives.ts";
import { expandIncludes, type ReadInclude } from "./definitions/read-includes.ts";
import { resolveConditions } from "./definitions/resolve-conditions.ts";
import { createDistinctCollector } from "./distinct-collector.ts";
import { compileState } from "./expression/compile-state.ts";
import { findNonFinite } from "./expression/tape.ts";
import { flatten } from "./flattening/flatten.ts";
import { createNameLookup } from "./flattening/name-lookup.ts";
import { foldVaryingFactors } from "./fold-factors.ts";
import { readPartRules } from "./part-rules.ts";
import { placePeriod } from "./place-period.ts";
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
  const { complete } = expanded;
  const failed = (): Checked<Circuit> => ({
    ok: false,
    diagnostics: [...expanded.diagnostics, ...all.diagnostics],
  });
  // A card that was not understood means nothing yet.
  if (expanded.diagnostics.some(({ severity }) => severity === "error")) return failed();

  const statements = resolveConditions(expanded.statements, collector);
  const { deck, cards } = collectDefinitions(statements, collector);
  const flat = flatten(deck, { globals: cards.globals, multiplied: cards.multiplied, collector, complete });
  if (flat.tooLarge) return failed();
  const { top, nodes } = flat;
  if (complete) {
    const { parameters, functions } = top.scope;
    checkKeptCards(statements, [...parameters.keys()], [...functions.keys()], collector);
  }
  const lookup = createNameLookup(flat);
  const parts = buildElements(flat, { cards, collector, lookup, complete });
  const { built, evaluator, slotNodes, settings } = parts;
  const { tape } = evaluator;

  const directives = createDirectiveFinder(cards.directives, collector);
  const goals = directives("goal");
  const placing = { ...lookup, evaluator, collector, top };
  const analyses = placePeriod(directives("periodic"), buildAnalyses(cards.analyses, placing), placing);
  const ports = buildPorts(directives("port"), placing);
  const { trainables, leaves } = selectTrainables({
    directives: cards.directives.filter(isTrain),
    sourceQuantity: trainedSourceQuantity(analyses, goals, new Set(top.scope.parameters.keys())),
    dcMatters:
      analyses.some(({ kind }) => kind !== "ac") || built.some(({ element }) => element.kind === "device"),
    flat,
    built,
    evaluator,
    collector,
  });
  reportNonFinite(parts, collector);
  const elements = foldVaryingFactors(built, slotNodes, tape, leaves);
  const numberIn = (slot: number): number => tape.valueOf(slotNodes[slot]!);
  checkCircuit({
    netlist,
    nodes: nodes.names,
    cards: flat.cards,
    elements,
    analyses,
    ports,
    goals,
    collector,
    findNode: nodes.find,
    numberIn,
  });
  const fabricate = directives("fabricate");
  readPartRules(fabricate, elements, collector);

  const circuit: Circuit = {
    title: titleOf(netlist),
    sources: expanded.sources,
    included: expanded.included,
    nodes: nodes.names,
    elements,
    models: parts.models,
    trainables,
    analyses,
    ports,
    goals,
    data: directives("data"),
    classify: directives("classify"),
    learn: directives("learn"),
    fabricate,
    options: settings.options,
    temperature: settings.temperature,
    initialConditions: parts.initialConditions,
    nodesets: parts.nodesets,
    slotCount: slotNodes.length,
    parameterSlots: parts.parameterSlots,
    findNode: nodes.find,
    findElement: (name) => lookup.findCard(name, top)?.index,
    evaluate: compileState(tape, slotNodes, leaves),
  };
  return check(circuit, [...expanded.diagnostics, ...all.diagnostics]);
}

function titleOf({ statements }: Netlist): string {
  const title = statements.find(({ kind }) => kind === "title");
  return title?.kind === "title" ? title.text.trim() : "";
}

function isTrain(placed: PlacedDirective): placed is PlacedDirective<TrainDirective> {
  return placed.directive.kind === "train";
}

/** Report the places where a number that the circuit needs is not finite. */
function reportNonFinite({ evaluator, slotNodes, neededSlots }: BuiltNetlist, collector: Collector): void {
  const { tape } = evaluator;
  for (let slot = 0; slot < neededSlots; slot++) {
    const node = slotNodes[slot]!;
    const span = Number.isFinite(tape.valueOf(node)) ? undefined : findNonFinite(tape, node);
    if (span !== undefined) collector.report("circuit/not-finite", span, {});
  }
}
