import type { IToken } from "chevrotain";
import type {
  ExpressionCstChildren,
  NameOrCallCstChildren,
  OperandCstChildren,
  ProbeCstChildren,
  SideCstChildren,
} from "../../grammar/cst.d.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import { isSuspicious, type WrittenNumber } from "./check-number.ts";
import type { BinaryOperator, Expression, Name, ProbeFunction } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";

/** Where the tokens lie in the source, and what is collected on the way. */
export interface ExpressionContext {
  readonly source: SourceText;
  /** Offset in the source of the text that was lexed. */
  readonly base: number;
  readonly mode: "circuit" | "goal";
  /** Numbers of which there is something to say. */
  readonly suspicious: WrittenNumber[];
  /** Reads what stands in single quotes inside an expression of the circuit: `V='vref'*v(a)`. Undefined where that is no expression. */
  readonly parseQuoted?: (start: number, end: number) => Expression | undefined;
}

/** Binding strength of the binary operators; all associate to the left, as in ngspice (2^3^2 is 64). */
const strength: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  "<": 4,
  "<=": 4,
  ">": 4,
  ">=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
  "^": 8,
};
/** A sign binds tighter than `*` and weaker than `^`: -2^2 is -4. */
const signStrength = 7;

const spelling: Readonly<Record<string, BinaryOperator>> = { "**": "^", "<>": "!=", "&": "&&", "|": "||" };

function tokenSpan(token: IToken, context: ExpressionContext): Span {
  const start = context.base + token.startOffset;
  return spanOf(context.source, start, start + token.image.length);
}

function tokenName(token: IToken, context: ExpressionContext): Name {
  return nameAt(context.source, token.image, context.base + token.startOffset);
}

function joined(first: Span, last: Span): Span {
  return { source: first.source, start: first.start, end: last.end };
}

function buildNumber(token: IToken, context: ExpressionContext): Expression {
  const span = tokenSpan(token, context);
  const number = parseSpiceNumber(token.image);
  // In an expression ngspice knows only the m of `mil`; a goal is ours, and SPICE's notation holds.
  const isMilli = number?.suffix === "mil" && context.mode === "circuit";
  const value = isMilli
    ? (parseSpiceNumber(token.image.replace(/mil.*$/i, "m"))?.value ?? 0)
    : (number?.value ?? 0);
  const written = { text: token.image, number, span, inExpression: context.mode === "circuit" };
  if (isSuspicious(written)) context.suspicious.push(written);
  return { kind: "number", value, span };
}

function buildProbe(children: ProbeCstChildren, context: ExpressionContext): Expression {
  const open = children.ProbeOpen[0]!;
  const raw = [...(children.RawName ?? []), ...(children.StringLiteral ?? [])];
  raw.sort((a, b) => a.startOffset - b.startOffset);
  const names = raw.map((token) => {
    const quoted = token.tokenType.name === "StringLiteral";
    return quoted
      ? nameAt(context.source, token.image.slice(1, -1), context.base + token.startOffset + 1)
      : tokenName(token, context);
  });
  const word = open.image.slice(0, open.image.indexOf("(")).trim().toLowerCase();
  return {
    kind: "probe",
    function: word as ProbeFunction,
    names,
    span: joined(tokenSpan(open, context), tokenSpan(children.ProbeClose[0]!, context)),
  };
}

function buildNameOrCall(children: NameOrCallCstChildren, context: ExpressionContext): Expression {
  const token = children.Identifier[0]!;
  const name = tokenName(token, context);
  const close = children.Close?.[0];
  if (close === undefined) return { kind: "variable", name, span: name.span };
  const args = (children.expression ?? []).map((node) => buildExpression(node.children, context));
  return { kind: "call", callee: name, arguments: args, span: joined(name.span, tokenSpan(close, context)) };
}

/** A primary without its signs; parentheses and quotes leave no node, but widen the span. */
function buildPrimary(children: OperandCstChildren, context: ExpressionContext): Expression {
  if (children.NumberLiteral) return buildNumber(children.NumberLiteral[0]!, context);
  if (children.nameOrCall) return buildNameOrCall(children.nameOrCall[0]!.children, context);
  if (children.probe) return buildProbe(children.probe[0]!.children, context);
  if (children.parenthesised) {
    const inner = children.parenthesised[0]!.children;
    const open = (inner.Open ?? inner.OpenBrace)![0]!;
    const close = (inner.Close ?? inner.CloseBrace)![0]!;
    const expression = buildExpression(inner.expression![0]!.children, context);
    return { ...expression, span: joined(tokenSpan(open, context), tokenSpan(close, context)) };
  }
  const token = children.StringLiteral![0]!;
  const { start, end } = tokenSpan(token, context);
  const quoted = token.image.startsWith("'") ? context.parseQuoted?.(start + 1, end - 1) : undefined;
  if (quoted !== undefined) return { ...quoted, span: tokenSpan(token, context) };
  return { kind: "string", value: token.image.slice(1, -1), span: tokenSpan(token, context) };
}

function applySigns(signs: readonly IToken[], operand: Expression, context: ExpressionContext): Expression {
  let result = operand;
  for (let i = signs.length - 1; i >= 0; i--) {
    const sign = signs[i]!;
    const span = joined(tokenSpan(sign, context), result.span);
    result = { kind: "unary", operator: sign.image as "-" | "+" | "!", operand: result, span };
  }
  return result;
}

/** Precedence climbing over a flat list of operands and operators. */
function climb(
  operands: readonly OperandCstChildren[],
  operators: readonly IToken[],
  context: ExpressionContext,
): Expression {
  let position = 0;
  const operatorAt = (index: number): BinaryOperator | undefined => {
    const image = operators[index]?.image;
    return image === undefined ? undefined : (spelling[image] ?? (image as BinaryOperator));
  };
  const next = (): Expression => {
    const children = operands[position]!;
    const signs = children.Sign ?? [];
    const primary = buildPrimary(children, context);
    if (signs.length === 0) return primary;
    return applySigns(signs, extend(primary, signStrength), context);
  };
  /** Take operators that bind at least as tightly as `least` onto `left`. */
  const extend = (left: Expression, least: number): Expression => {
    let result = left;
    for (;;) {
      const operator = operatorAt(position);
      if (operator === undefined || strength[operator] < least) return result;
      position++;
      // The exponent of ^ is one signed primary: 2^-1^2 is (2^-1)^2.
      const right =
        operator === "^"
          ? applySigns(operands[position]!.Sign ?? [], buildPrimary(operands[position]!, context), context)
          : extend(next(), strength[operator] + 1);
      result = { kind: "binary", operator, left: result, right, span: joined(result.span, right.span) };
    }
  };
  return extend(next(), 0);
}

/** An expression outside parentheses in an annotation. */
export function buildSide(children: SideCstChildren, context: ExpressionContext): Expression {
  return climb(
    children.operand.map((node) => node.children),
    children.operator ?? [],
    context,
  );
}

/** The AST of an expression from its concrete syntax tree. */
export function buildExpression(children: ExpressionCstChildren, context: ExpressionContext): Expression {
  const condition = buildSide(
    { operand: children.operand, ...(children.operator ? { operator: children.operator } : {}) },
    context,
  );
  if (children.then === undefined || children.otherwise === undefined) return condition;
  const then = buildExpression(children.then[0]!.children, context);
  const otherwise = buildExpression(children.otherwise[0]!.children, context);
  return { kind: "conditional", condition, then, otherwise, span: joined(condition.span, otherwise.span) };
}
