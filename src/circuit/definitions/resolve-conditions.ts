import type { OtherCommand, Statement } from "../../ast/netlist.ts";
import { parseExpression } from "../../ast/parse-expression.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import { createCollector } from "../../diagnostic/collector.ts";
import { createEvaluator } from "../expression/evaluator.ts";
import type { Scope } from "../expression/scope.ts";
import { createTape } from "../expression/tape.ts";
import { globalScope } from "../flattening/instance-scope.ts";
import { collectDefinitions } from "./collect-definitions.ts";

/** One `.if` that is open: whether the part at hand counts, and whether a part was chosen already. */
interface OpenCondition {
  readonly outer: boolean;
  active: boolean;
  chosen: boolean;
}

/**
 * The statements that count: of the parts between `.if`, `.elseif`, `.else` and `.endif`, the first whose condition is true. As in ngspice,
 * conditions are decided once, when the deck is read, by the global parameters that stand outside all conditions.
 */
export function resolveConditions(
  statements: readonly Statement[],
  collector: Collector,
): readonly Statement[] {
  if (!statements.some(hasCondition)) return statements;
  const { deck } = collectDefinitions(
    select(statements, () => false),
    createCollector(),
  );
  const scope = globalScope(deck);
  return select(statements, (card) => isTrue(card, scope, collector));
}

function hasCondition(statement: Statement): boolean {
  if (statement.kind === "subcircuit") return statement.body.some(hasCondition);
  return statement.kind === "other" && statement.name.key === ".if";
}

function select(
  statements: readonly Statement[],
  holds: (card: OtherCommand) => boolean,
): readonly Statement[] {
  const stack: OpenCondition[] = [];
  return statements.flatMap((statement): readonly Statement[] => {
    const active = stack.at(-1)?.active ?? true;
    if (statement.kind === "other" && isBranch(statement.name.key)) {
      branch(statement, stack, active, holds);
      return [];
    }
    if (!active) return [];
    return statement.kind === "subcircuit"
      ? [{ ...statement, body: select(statement.body, holds) }]
      : [statement];
  });
}

function isBranch(key: string): boolean {
  return key === ".if" || key === ".elseif" || key === ".else" || key === ".endif";
}

function branch(
  card: OtherCommand,
  stack: OpenCondition[],
  active: boolean,
  holds: (card: OtherCommand) => boolean,
): void {
  if (card.name.key === ".if") {
    const chosen = active && holds(card);
    stack.push({ outer: active, active: chosen, chosen });
    return;
  }
  const open = stack.at(-1);
  if (open === undefined) return;
  if (card.name.key === ".endif") {
    stack.pop();
    return;
  }
  open.active = open.outer && !open.chosen && (card.name.key === ".else" || holds(card));
  open.chosen ||= open.active;
}

/** Evaluate the condition of a card. ngspice takes a single `=` for a comparison here. */
function isTrue({ name, span }: OtherCommand, scope: Scope, collector: Collector): boolean {
  const text = span.source.text.slice(name.span.end, span.end).replace(/(?<![<>=!])=(?!=)/g, "==");
  // The text may differ from the file by these signs, so that what is wrong in it is reported at the card.
  const atCard: Collector = {
    diagnostics: collector.diagnostics,
    report: (code, _span, args, details) => collector.report(code, span, args, details),
  };
  const parsed = parseExpression({ name: span.source.name, text }, 0, text.length);
  if (!parsed.ok) {
    collector.report("syntax/bad-expression", span, parsed.problem);
    return false;
  }
  const tape = createTape();
  const evaluator = createEvaluator({ tape, collector: atCard, temperature: Number.NaN, complete: true });
  return tape.valueOf(evaluator.expression(parsed.expression, scope)) !== 0;
}
