import type { Lexer } from "chevrotain";
import { CardParser } from "../../grammar/card-parser.ts";
import { createCardLexer } from "../../grammar/card-tokens.ts";
import { ExpressionParser } from "../../grammar/expression-parser.ts";
import { createExpressionLexer } from "../../grammar/expression-tokens.ts";

/** The lexers and parsers, which cost some 50 ms to build and hold nothing between two calls. */
export interface Grammar {
  readonly cardLexer: Lexer;
  readonly cardParser: CardParser;
  readonly expressionLexer: Lexer;
  readonly expressionParser: ExpressionParser;
}

function lazily<T>(build: () => T): () => T {
  let built: T | undefined;
  return () => {
    built ??= build();
    return built;
  };
}

/** Built at the first use and then kept: a cache of constants, so that a run that parses nothing does not pay for it. */
export const grammar: () => Grammar = lazily(() => ({
  cardLexer: createCardLexer(),
  cardParser: new CardParser(),
  expressionLexer: createExpressionLexer(),
  expressionParser: new ExpressionParser(),
}));
