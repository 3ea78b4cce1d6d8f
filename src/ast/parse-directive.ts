import type { IToken } from "chevrotain";
import type { ClassifyCstNode, GoalCstNode, WordsCstNode } from "../../grammar/cst.d.ts";
import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import type { Span } from "../source/source-text.ts";
import { buildClassify, buildGoal } from "./build-goal.ts";
import { buildWords } from "./build-words.ts";
import type { Directive } from "./directive.ts";
import type { DirectiveBody } from "./directive-body.ts";
import { directiveWords, documentationTags } from "./directive-options.ts";
import { explainGoal, type GoalExplanation } from "./explain-goal.ts";
import { grammar } from "./grammar.ts";
import { spanOf } from "./name.ts";
import { describeError, type ExpressionProblem, lexExpression } from "./parse-expression.ts";

type Rule = "goal" | "classify" | "words";

function parseBody(
  body: DirectiveBody,
  rule: Rule,
): GoalCstNode | ClassifyCstNode | WordsCstNode | undefined {
  const { source, start, end, collector } = body;
  const reject = ({ found, expected, span }: ExpressionProblem, hint?: string) =>
    collector.report("directive/syntax", span, { found, expected }, hint === undefined ? {} : { hint });
  const tokens: IToken[] | ExpressionProblem = lexExpression(
    source,
    start,
    end,
    rule === "words" ? "words" : "goal",
  );
  if (!Array.isArray(tokens)) {
    reject(tokens);
    return undefined;
  }
  const parser = grammar().expressionParser;
  parser.input = tokens;
  const cst = parser[rule]();
  const error = parser.errors[0];
  if (error === undefined) return cst as GoalCstNode | ClassifyCstNode | WordsCstNode;
  const stop = tokens.indexOf(error.token);
  const { word, hint }: GoalExplanation =
    rule === "words" ? {} : explainGoal(tokens, stop < 0 ? tokens.length : stop);
  if (word === undefined) reject(describeError(error, source, start, end), hint);
  else {
    const { image, startOffset } = word.token;
    const span = spanOf(source, start + startOffset, start + startOffset + image.length);
    const details = hint === undefined ? {} : { hint };
    collector.report("directive/unknown-clause", span, { word: image, nearest: word.nearest }, details);
  }
  return undefined;
}

function reportUnknownWord(word: string, span: Span, collector: Collector): void {
  const nearest = documentationTags.has(word.toLowerCase()) ? undefined : nearestWord(word, directiveWords);
  if (nearest === undefined) collector.report("directive/unknown-word", span, { word });
  else collector.report("directive/misspelt-word", span, { word, nearest });
}

const opening = /^(?:\*|;|\$|\/\/)[^\S\r\n]*@[^\S\r\n]*([^\s=#]*)/;

/**
 * Parse the annotation under `span`, which begins with its comment sign and includes its `* @+` lines. Never throws.
 *
 * @param inline whether it stands at the end of an element's card, so that `@train` needs no selector.
 * @returns undefined when it is unknown or malformed, which was reported.
 */
export function parseDirective(span: Span, inline: boolean, collector: Collector): Directive | undefined {
  const { source } = span;
  const match = opening.exec(source.text.slice(span.start, span.end));
  const word = match?.[1] ?? "";
  const start = span.start + (match?.[0].length ?? 0);
  const wordSpan = spanOf(source, start - word.length, start);
  const kind = directiveWords.find((known) => known === word.toLowerCase());
  if (kind === undefined) {
    // Between the lines of a card, where a line of the card parts it from the annotation above.
    if (!inline && word.startsWith("+")) collector.report("directive/stray-continuation", span, {});
    else reportUnknownWord(word, wordSpan, collector);
    return undefined;
  }
  const body: DirectiveBody = { source, start, end: span.end, span, collector };
  if (kind === "goal") {
    const cst = parseBody(body, "goal") as GoalCstNode | undefined;
    return cst === undefined ? undefined : buildGoal(cst.children, body);
  }
  if (kind === "classify") {
    const cst = parseBody(body, "classify") as ClassifyCstNode | undefined;
    return cst === undefined ? undefined : buildClassify(cst.children, body);
  }
  const cst = parseBody(body, "words") as WordsCstNode | undefined;
  return cst === undefined ? undefined : buildWords(kind, cst.children, body, inline);
}
