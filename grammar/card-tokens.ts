import { type CustomPatternMatcherReturn, createToken, Lexer, type TokenType } from "chevrotain";
import { blank, leftovers } from "./blanks.ts";
import { anyCharacterBut } from "./character-hint.ts";
import { scanDelimited } from "./scan-delimited.ts";

/** Group of the tokens that the parser does not see: white space, continuations and comments. */
export const triviaGroup = "trivia";

const trivia = (name: string, pattern: RegExp, start: string[]): TokenType =>
  createToken({ name, pattern, group: triviaGroup, line_breaks: true, start_chars_hint: start });

const blanks = [" ", "\t", "\v", "\f", "\0", "\u001a", "\u00a0", "\ufeff"];

export const WhiteSpace = trivia("WhiteSpace", new RegExp(`${blank}+`), [
  ...blanks,
  ...anyCharacterBut("")
    .slice(256)
    .map((c) => String.fromCharCode(c)),
]);
/** A comment line between a card and its continuation, with the line end before it. */
export const LineComment = trivia(
  "LineComment",
  new RegExp(`(?:\\r\\n?|\\n)${blank}*(?:\\*|;|\\$|//)[^\\r\\n]*`),
  ["\r", "\n"],
);
/** The line end and the `+` that continue a card. */
export const Continuation = trivia("Continuation", new RegExp(`(?:\\r\\n?|\\n)${blank}*\\+`), ["\r", "\n"]);
/** The end of a blank line inside a card. */
export const LineEnd = trivia("LineEnd", /\r\n?|\n/, ["\r", "\n"]);

const commentRest = /[^\r\n]*/y;

function matchRest(text: string, offset: number): [string] {
  commentRest.lastIndex = offset;
  return [commentRest.exec(text)![0]];
}

/** `; …`, `// …` anywhere, `$ …` behind white space; up to the end of the line. */
export const InlineComment = createToken({
  name: "InlineComment",
  group: triviaGroup,
  line_breaks: false,
  start_chars_hint: [";", "$", "/"],
  pattern: (text: string, offset: number): CustomPatternMatcherReturn | null => {
    const c = text[offset];
    const isComment =
      c === ";" ||
      (c === "/" && text[offset + 1] === "/") ||
      (c === "$" && (offset === 0 || /[\s,]/.test(text[offset - 1]!)));
    return isComment ? matchRest(text, offset) : null;
  },
});

/** Everything that stands for itself on a card: words, and what is in quotes or braces. */
export const Plain = createToken({ name: "Plain", label: "a word", pattern: Lexer.NA });
/** What separates, or is out of place. */
export const Punctuation = createToken({ name: "Punctuation", pattern: Lexer.NA });

const delimited = (name: string, label: string, open: string, close: string): TokenType =>
  createToken({
    name,
    label,
    categories: [Plain],
    line_breaks: true,
    start_chars_hint: [open],
    pattern: (text: string, offset: number): CustomPatternMatcherReturn | null => {
      if (text[offset] !== open) return null;
      const end = scanDelimited(text, offset, open, close);
      return end < 0 ? null : [text.slice(offset, end)];
    },
  });

/** `{ … }`: an expression, lexed and parsed by the expression grammar. */
export const Braced = delimited("Braced", "an expression in braces", "{", "}");
/** `' … '`: an expression in the style of HSPICE. */
export const Quoted = delimited("Quoted", "an expression in quotes", "'", "'");
/** `" … "`: a file name, or an expression. */
export const Text = createToken({
  name: "Text",
  label: "a text in quotes",
  categories: [Plain],
  pattern: /"[^"]*"/,
  line_breaks: true,
});
/** A quote or brace that is never closed swallows the rest of the card, so that it is reported once. */
export const Unclosed = createToken({
  name: "Unclosed",
  categories: [Plain],
  pattern: /["'{][\s\S]*/,
  line_breaks: true,
  start_chars_hint: ['"', "'", "{"],
});

export const StrayBrace = createToken({ name: "StrayBrace", pattern: "}", categories: [Punctuation] });
export const Equals = createToken({ name: "Equals", label: '"="', pattern: "=", categories: [Punctuation] });
export const Comma = createToken({ name: "Comma", label: '","', pattern: ",", categories: [Punctuation] });
export const LParen = createToken({ name: "LParen", label: '"("', pattern: "(" });
export const RParen = createToken({ name: "RParen", label: '")"', pattern: ")" });

/** Names, numbers and pieces of bare expressions: everything up to white space or punctuation. Comparison operators belong to it. */
export const Word = createToken({
  name: "Word",
  label: "a word",
  categories: [Plain],
  pattern: new RegExp(`(?:[<>!=]=|[^\\s${leftovers}=(){},'";/]|/(?!/))+`),
  line_breaks: false,
  start_chars_hint: anyCharacterBut(" \t\v\f\r\n\0\u001a(){},'\";"),
});

/** In order of preference. Together they match every text, so lexing a card never fails. */
export const cardTokens: readonly TokenType[] = [
  Plain,
  Punctuation,
  WhiteSpace,
  LineComment,
  Continuation,
  LineEnd,
  InlineComment,
  Braced,
  Quoted,
  Text,
  Unclosed,
  StrayBrace,
  Comma,
  LParen,
  RParen,
  Word,
  Equals,
];

/** The lexer of one card. Build it once and keep it: construction analyses every pattern. */
export function createCardLexer(): Lexer {
  return new Lexer([...cardTokens], {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    skipValidations: true,
  });
}
