import type { IRecognitionException, IToken } from "chevrotain";
import type { ExpressionCstNode } from "../../grammar/cst.d.ts";
import type { ExpressionMode } from "../../grammar/expression-tokens.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText, Span } from "../source/source-text.ts";
import { buildExpression } from "./build-expression.ts";
import { checkNumber, type WrittenNumber } from "./check-number.ts";
import type { Expression } from "./expression.ts";
import { grammar } from "./grammar.ts";
import { spanOf } from "./name.ts";

/** Why a text is no expression: what stands at `span`, and what should. */
export interface ExpressionProblem {
  /** Empty when the text ends too early. */
  readonly found: string;
  readonly expected: string;
  readonly span: Span;
}

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression; readonly suspicious: readonly WrittenNumber[] }
  | { readonly ok: false; readonly problem: ExpressionProblem };

/** Deeper parentheses and longer chains of operators are refused: every later stage walks the tree by recursion. */
export const maximumDepth = 200;
const maximumOperators = 4000;

/** The first token at which the nesting gets too deep, if any. */
function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  let weight = 0;
  for (const token of tokens) {
    const { image } = token;
    const last = image[image.length - 1];
    if (last === "(" || image === "{" || image === "?") depth++;
    else if (image === ")" || image === "}") depth--;
    else if (image.length <= 2) weight++;
    if (depth > maximumDepth || weight > 2 * maximumOperators) return token;
  }
  return undefined;
}

/** Say what a parser error means, with the place in the source; `end` is where the text ends. */
export function describeError(
  error: IRecognitionException,
  source: SourceText,
  base: number,
  end: number,
): ExpressionProblem {
  const { token } = error;
  if (Number.isNaN(token.startOffset)) {
    return { found: "", expected: error.message, span: spanOf(source, Math.max(base, end - 1), end) };
  }
  const start = base + token.startOffset;
  return {
    found: token.image,
    expected: error.message,
    span: spanOf(source, start, start + token.image.length),
  };
}

/** Lex one piece of a source in a mode of the expression lexer; too deep nesting comes back as a problem. */
export function lexExpression(
  source: SourceText,
  start: number,
  end: number,
  mode: ExpressionMode,
): IToken[] | ExpressionProblem {
  const { tokens } = grammar().expressionLexer.tokenize(source.text.slice(start, end), mode);
  const deep = tooDeep(tokens);
  if (deep === undefined) return tokens;
  const at = start + deep.startOffset;
  return { found: deep.image, expected: "less nesting", span: spanOf(source, at, at + deep.image.length) };
}

/**
 * Parse the expression in `[start, end)` of a source, which may run over continuation lines. Never throws.
 *
 * @param mode `circuit`: only v() and i() are probes; `goal`: also vdb … s data table.
 */
export function parseExpression(
  source: SourceText,
  start: number,
  end: number,
  mode: "circuit" | "goal" = "circuit",
): ParsedExpression {
  const tokens = lexExpression(source, start, end, mode);
  if (!Array.isArray(tokens)) return { ok: false, problem: tokens };
  const parser = grammar().expressionParser;
  parser.input = tokens;
  const cst = parser.expression() as ExpressionCstNode;
  const error = parser.errors[0];
  if (error !== undefined) return { ok: false, problem: describeError(error, source, start, end) };
  const suspicious: WrittenNumber[] = [];
  const parseQuoted = (first: number, last: number): Expression | undefined => {
    const inner = parseExpression(source, first, last, mode);
    if (!inner.ok) return undefined;
    suspicious.push(...inner.suspicious);
    return inner.expression;
  };
  const context = { source, base: start, mode, suspicious, ...(mode === "circuit" ? { parseQuoted } : {}) };
  const expression = buildExpression(cst.children, context);
  return { ok: true, expression, suspicious };
}

/** Report numbers such as `4k7` inside an expression. */
export function reportNumbers(numbers: readonly WrittenNumber[], collector: Collector): void {
  for (const written of numbers) checkNumber(written, collector);
}
