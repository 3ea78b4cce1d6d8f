import type {
  ClassifyCstChildren,
  GoalCstChildren,
  SettingCstNode,
  SideCstNode,
} from "../../grammar/cst.d.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { buildSide, type ExpressionContext } from "./build-expression.ts";
import type { ClassifyDirective, DirectiveOption, GoalDirective, Relation } from "./directive.ts";
import type { DirectiveBody } from "./directive-body.ts";
import { goalFunctions, goalProbes } from "./directive-options.ts";
import type { Expression } from "./expression.ts";
import { nameAt } from "./name.ts";
import { reportNumbers } from "./parse-expression.ts";
import { checkOptions } from "./read-options.ts";
import type { Value } from "./value.ts";
import { walkExpression } from "./walk.ts";

interface Builder {
  readonly body: DirectiveBody;
  readonly context: ExpressionContext;
}

function createBuilder(body: DirectiveBody): Builder {
  return { body, context: { source: body.source, base: body.start, mode: "goal", suspicious: [] } };
}

function checkFunctions(expression: Expression, body: DirectiveBody): void {
  walkExpression(expression, (inner) => {
    if (inner.kind !== "call" || goalFunctions.includes(inner.callee.key)) return;
    const nearest = nearestWord(inner.callee.key, [...goalFunctions, ...goalProbes]);
    body.collector.report("directive/unknown-function", inner.callee.span, {
      name: inner.callee.text,
      nearest,
    });
  });
}

function expressionOf(builder: Builder, node: SideCstNode): Expression {
  const expression = buildSide(node.children, builder.context);
  checkFunctions(expression, builder.body);
  return expression;
}

/** A literal, also a negative one, is a number; a lone name is a word. */
function sideValue(builder: Builder, node: SideCstNode): Value {
  const expression = expressionOf(builder, node);
  const { span } = expression;
  if (expression.kind === "number") return { kind: "number", value: expression.value, span };
  if (expression.kind === "variable") return { kind: "word", name: expression.name, span };
  if (expression.kind === "string") return { kind: "string", text: expression.value, span };
  if (expression.kind === "unary" && expression.operand.kind === "number" && expression.operator !== "!") {
    const { value } = expression.operand;
    return { kind: "number", value: expression.operator === "-" ? -value : value, span };
  }
  return { kind: "expression", expression, span };
}

function optionOf(builder: Builder, { children }: SettingCstNode): DirectiveOption {
  const token = children.Identifier[0]!;
  const name = nameAt(builder.body.source, token.image, builder.body.start + token.startOffset);
  const value = sideValue(builder, children.side[0]!);
  return { name, value, span: { ...name.span, end: value.span.end } };
}

/** The AST of `@goal`. */
export function buildGoal(children: GoalCstChildren, body: DirectiveBody): GoalDirective | undefined {
  const builder = createBuilder(body);
  const { collector, source, start, span } = body;
  const label = children.GoalLabel?.[0];
  const name =
    label === undefined
      ? undefined
      : nameAt(source, label.image.replace(/[ \t]*:$/, ""), start + label.startOffset);
  const left = expressionOf(builder, children.left[0]!);
  const right = expressionOf(builder, children.right[0]!);
  const clauses = [...(children.points ?? []), ...(children.range ?? [])];
  if (clauses.length > 1) {
    collector.report("directive/syntax", span, {
      found: "another list of points",
      expected: "one of at … and from … to …",
    });
    return undefined;
  }
  const at = children.points?.[0]?.children.side.map((node) => sideValue(builder, node));
  const bounds = children.range?.[0]?.children;
  const range =
    bounds === undefined
      ? undefined
      : { from: sideValue(builder, bounds.from[0]!), to: sideValue(builder, bounds.to[0]!) };
  const options = (children.setting ?? []).map((node) => optionOf(builder, node));
  reportNumbers(builder.context.suspicious, collector);
  return {
    kind: "goal",
    ...(name === undefined ? {} : { name }),
    left,
    relation: children.relation![0]!.image as Relation,
    right,
    ...(at === undefined ? {} : { at }),
    ...(range === undefined ? {} : { range }),
    options: checkOptions("goal", options, collector),
    span,
  };
}

/** The AST of `@classify`. */
export function buildClassify(children: ClassifyCstChildren, body: DirectiveBody): ClassifyDirective {
  const builder = createBuilder(body);
  const token = children.column![0]!;
  const offset = body.start + token.startOffset;
  const quoted = token.tokenType.name === "StringLiteral";
  const column = quoted
    ? nameAt(body.source, token.image.slice(1, -1), offset + 1)
    : nameAt(body.source, token.image, offset);
  const quantities = children.side.map((node) => expressionOf(builder, node));
  const options = (children.setting ?? []).map((node) => optionOf(builder, node));
  reportNumbers(builder.context.suspicious, body.collector);
  return {
    kind: "classify",
    column,
    quantities,
    options: checkOptions("classify", options, body.collector),
    span: body.span,
  };
}
