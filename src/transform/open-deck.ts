import type { Expression } from "../ast/expression.ts";
import type { Netlist, Statement } from "../ast/netlist.ts";
import { valueExpression } from "../ast/read-value.ts";
import type { Value } from "../ast/value.ts";
import { walkExpression } from "../ast/walk.ts";
import { buildOptions } from "../circuit/build-options.ts";
import type { Trainable } from "../circuit/circuit.ts";
import { collectDefinitions } from "../circuit/definitions/collect-definitions.ts";
import type { Definition } from "../circuit/definitions/definition.ts";
import { resolveConditions } from "../circuit/definitions/resolve-conditions.ts";
import { elaborate } from "../circuit/elaborate.ts";
import { createEvaluator, type Evaluator } from "../circuit/expression/evaluator.ts";
import { findParameter, findUserFunction, type Parameter, type Scope } from "../circuit/expression/scope.ts";
import { createTape } from "../circuit/expression/tape.ts";
import { type FlatNetlist, flatten } from "../circuit/flattening/flatten.ts";
import { createNameLookup, type NameLookup } from "../circuit/flattening/name-lookup.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { PassInput } from "./pass.ts";

/** A deck with its instances and the values that its expressions have. */
export interface OpenDeck {
  readonly netlist: Netlist;
  readonly deck: Definition;
  readonly flat: FlatNetlist;
  readonly lookup: NameLookup;
  readonly evaluator: Evaluator;
  /** The values that `@train` lets change; none where nothing is trained. */
  readonly trainables: readonly Trainable[];
  /** False for what stands in a part of an `.if` that does not count. */
  isActive(statement: Statement): boolean;
  /** Whether a number of this value is trained. */
  isTrained(value: Value): boolean;
  /** Whether a value changes when something trained does. */
  dependsOnTraining(value: Value, scope: Scope): boolean;
}

/** Open a deck without includes. Undefined where it cannot be elaborated, which was reported. */
export function openDeck(
  netlist: Netlist,
  { pass, readInclude, collector }: PassInput,
): OpenDeck | undefined {
  const statements = untilEnd(netlist.statements);
  const active = resolveConditions(statements, collector);
  const { deck, cards } = collectDefinitions(active, collector);
  const flat = flatten(deck, {
    globals: cards.globals,
    multiplied: cards.multiplied,
    collector,
    complete: true,
  });
  const tape = createTape();
  const { temperature } = buildOptions(cards, tape, collector, flat.top.scope);
  // Parameters that nobody needs may well be wrong: what a value cannot have is said where it is used.
  const quiet = createCollector();
  const evaluator = createEvaluator({ tape, collector: quiet, temperature, complete: true });
  let trainables: readonly Trainable[] = [];
  if (cards.directives.some(({ directive }) => directive.kind === "train")) {
    const circuit = elaborate(netlist, { readInclude });
    if (circuit.ok) trainables = circuit.value.trainables;
    else
      for (const { code, message, span } of circuit.diagnostics.filter(
        ({ severity }) => severity === "error",
      ))
        collector.report("transform/refused", span, {
          pass,
          what: "this netlist",
          reason: `${message} (${code})`,
        });
  }
  if (collector.diagnostics.some(({ severity }) => severity === "error")) return undefined;

  const activeStarts = new Set(allStatements(active).map(({ span }) => span.start));
  const inactive = new Set(
    allStatements(statements).flatMap(({ span }) => (activeStarts.has(span.start) ? [] : [span.start])),
  );
  const isTrained = ({ span }: Value): boolean =>
    trainables.some((trainable) => span.start <= trainable.span.start && trainable.span.end <= span.end);
  const known = new Map<Parameter, boolean>();

  function parameterDepends(parameter: Parameter): boolean {
    const before = known.get(parameter);
    if (before !== undefined) return before;
    known.set(parameter, false);
    const depends = isTrained(parameter.value) || dependsOnTraining(parameter.value, parameter.scope);
    known.set(parameter, depends);
    return depends;
  }

  function expressionDepends(expression: Expression, scope: Scope): boolean {
    let depends = false;
    walkExpression(expression, (inner) => {
      if (depends) return;
      if (inner.kind === "variable") {
        const parameter = findParameter(scope, inner.name.key);
        depends = parameter !== undefined && parameterDepends(parameter);
      } else if (inner.kind === "call") {
        const callee = findUserFunction(scope, inner.callee.key);
        depends = callee !== undefined && expressionDepends(callee.body, scope);
      }
    });
    return depends;
  }

  function dependsOnTraining(value: Value, scope: Scope): boolean {
    if (trainables.length === 0 || value.kind === "string" || value.kind === "number") return false;
    const expression = valueExpression(value);
    return expression !== undefined && expressionDepends(expression, scope);
  }

  return {
    netlist,
    deck,
    flat,
    lookup: createNameLookup(flat),
    evaluator,
    trainables,
    isActive: ({ span }) => !inactive.has(span.start),
    isTrained,
    dependsOnTraining,
  };
}

function untilEnd(statements: readonly Statement[]): readonly Statement[] {
  const end = statements.findIndex(({ kind }) => kind === "end");
  return end < 0 ? statements : statements.slice(0, end);
}

function allStatements(statements: readonly Statement[]): readonly Statement[] {
  return statements.flatMap((statement) =>
    statement.kind === "subcircuit" ? [statement, ...allStatements(statement.body)] : [statement],
  );
}
