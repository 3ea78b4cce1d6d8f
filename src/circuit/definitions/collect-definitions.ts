import type { ElementCard } from "../../ast/element.ts";
import type { Name } from "../../ast/expression.ts";
import type {
  AnalysisCommand,
  ControlCommand,
  FunctionCommand,
  ModelCommand,
  NodeVoltagesCommand,
  OptionsCommand,
  Statement,
  TemperatureCommand,
} from "../../ast/netlist.ts";
import type { Assignment } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { type Span, spanText } from "../../source/source-text.ts";
import { commandedAnalyses } from "./commanded-analyses.ts";
import type { Definition, GlobalCards, PlacedDirective } from "./definition.ts";
import { type Call, multipliedDefinitions } from "./multiplied-definitions.ts";

/** Sort the statements of a deck. Names defined twice are reported; the definition that ngspice would use is kept. */
export function collectDefinitions(
  statements: readonly Statement[],
  collector: Collector,
): { readonly deck: Definition; readonly cards: GlobalCards } {
  const analyses: AnalysisCommand[] = [];
  const commanded: ControlCommand[] = [];
  const options: OptionsCommand[] = [];
  const temperatures: TemperatureCommand[] = [];
  const globals: Name[] = [];
  const directives: PlacedDirective[] = [];
  const calls: Call[] = [];
  const counts = countDefinitions(statements, new Map());

  function collect(
    body: readonly Statement[],
    head: Pick<Definition, "name" | "key" | "label" | "parent" | "ports" | "defaults" | "span">,
  ): Definition {
    const assignments = new Map<string, Assignment>();
    const elements: ElementCard[] = [];
    const functions = new Map<string, FunctionCommand>();
    const models = new Map<string, ModelCommand>();
    const subcircuits = new Map<string, Definition>();
    const nodeVoltages: NodeVoltagesCommand[] = [];
    const definition: Definition = {
      ...head,
      assignments,
      elements,
      functions,
      models,
      subcircuits,
      nodeVoltages,
    };
    for (const statement of body) {
      switch (statement.kind) {
        case "element":
          elements.push(statement);
          if (statement.letter === "x") calls.push({ card: statement, definition });
          for (const directive of statement.inline)
            directives.push({ directive, definition, card: statement });
          break;
        case "directive":
          if (statement.directive !== undefined)
            directives.push({ directive: statement.directive, definition });
          break;
        case "param":
          for (const assignment of statement.assignments) assign(assignments, assignment);
          break;
        case "func":
          functions.set(statement.name.key, statement);
          break;
        case "model":
          keepFirst(models, statement.name, statement, ".model");
          break;
        case "subcircuit": {
          const { name, ports, parameters } = statement;
          const defaults = new Map<string, Assignment>();
          for (const assignment of parameters) assign(defaults, assignment);
          const inner = {
            name: name.text,
            key: name.key,
            label:
              counts.get(name.key)! > 1 && definition.label !== ""
                ? `${definition.label}.${name.text}`
                : name.text,
            parent: definition,
            ports,
            defaults,
            span: name.span,
          };
          keepFirst(subcircuits, name, collect(statement.body, inner), ".subckt");
          break;
        }
        case "ic":
        case "nodeset":
          nodeVoltages.push(statement);
          break;
        case "analysis":
          analyses.push(statement);
          break;
        case "options":
          options.push(statement);
          break;
        case "temp":
          temperatures.push(statement);
          break;
        case "global":
          globals.push(...statement.nodes);
          break;
        case "control":
          commanded.push(...statement.commands);
          break;
        case "title":
        case "comment":
        case "end":
        case "include":
        case "library":
        case "other":
          break;
      }
    }
    return definition;
  }

  function assign(table: Map<string, Assignment>, assignment: Assignment): void {
    const before = table.get(assignment.name.key);
    if (before !== undefined) {
      collector.report(
        "circuit/parameter-redefined",
        assignment.name.span,
        { name: assignment.name.text },
        {
          related: [{ message: "this value is not used", span: before.span }],
        },
      );
    }
    table.set(assignment.name.key, assignment);
  }

  function keepFirst<T extends { readonly span: Span | undefined }>(
    table: Map<string, T>,
    name: Name,
    entry: T,
    card: string,
  ): void {
    const before = table.get(name.key);
    if (before === undefined) {
      table.set(name.key, entry);
      return;
    }
    collector.report(
      "circuit/redefined",
      name.span,
      { card, name: name.text },
      {
        related: before.span === undefined ? [] : [{ message: "this one is used", span: before.span }],
      },
    );
  }

  const deck = collect(statements, {
    name: "",
    key: "",
    label: "",
    parent: undefined,
    ports: [],
    defaults: new Map(),
    span: undefined,
  });
  // A script that loads its circuits has none of its own.
  const isCircuit = deck.elements.length > 0;
  if (analyses.length === 0 && isCircuit) {
    for (const analysis of commandedAnalyses(commanded)) {
      const command = spanText(analysis.span).split(/\s/, 1)[0]!;
      collector.report("circuit/analysis-of-control", analysis.span, { command });
      analyses.push(analysis);
    }
  }
  return {
    deck,
    cards: { analyses, options, temperatures, globals, directives, multiplied: multipliedDefinitions(calls) },
  };
}

/** How many subcircuits of each name there are, at any depth. */
function countDefinitions(
  statements: readonly Statement[],
  counts: Map<string, number>,
): ReadonlyMap<string, number> {
  for (const statement of statements) {
    if (statement.kind !== "subcircuit") continue;
    counts.set(statement.name.key, (counts.get(statement.name.key) ?? 0) + 1);
    countDefinitions(statement.body, counts);
  }
  return counts;
}
