import { type CustomPatternMatcherReturn, createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import { blank, leftovers } from "./blanks.ts";
import { Continuation, InlineComment, LineComment, LineEnd, triviaGroup, WhiteSpace } from "./card-tokens.ts";
import { anyCharacterBut } from "./character-hint.ts";

/** Where an expression stands decides which words are special: see {@link createExpressionLexer}. */
export type ExpressionMode = "circuit" | "goal" | "words";

/** `* @+`: the line end and the marks that continue an annotation. */
export const DirectiveContinuation = createToken({
  name: "DirectiveContinuation",
  pattern: new RegExp(`(?:\\r\\n?|\\n)${blank}*(?:\\*|;|\\$|//)[^\\S\\r\\n]*@[^\\S\\r\\n]*\\+`),
  group: triviaGroup,
  line_breaks: true,
  start_chars_hint: ["\r", "\n"],
});
/** `# …` in an annotation. */
export const Remark = createToken({
  name: "Remark",
  pattern: /#[^\r\n]*/,
  group: triviaGroup,
  line_breaks: false,
  start_chars_hint: ["#"],
});

const letter = "A-Za-z_\\u00b5\\u00c0-\\uffff";

export const NumberLiteral = createToken({
  name: "NumberLiteral",
  label: "a number",
  pattern: new RegExp(`(?:\\d+\\.?\\d*|\\.\\d+)(?:[eEdD][+-]?\\d+)?[${letter}0-9]*`),
  line_breaks: false,
  start_chars_hint: [..."0123456789."],
});
export const Identifier = createToken({
  name: "Identifier",
  label: "a name",
  pattern: new RegExp(`@[\\w.]+\\[\\w+\\]|[${letter}][${letter}0-9.$]*`),
  line_breaks: false,
  start_chars_hint: anyCharacterBut(" \t\v\f\r\n\0\u001a(){}[]<>=!?:;,'\"/*+-^%&|~#$\\`.0123456789"),
});
export const StringLiteral = createToken({
  name: "StringLiteral",
  label: "a text in quotes",
  pattern: /"[^"\r\n]*"|'[^'\r\n]*'/,
  line_breaks: false,
  start_chars_hint: ['"', "'"],
});

/** Functions of nodes and elements; those in the second pattern take a name only when nothing else stands in the parentheses. */
const circuitProbe = /(?:v|i)[ \t]*\(/iy;
const goalProbe = /(?:v(?:db|m|p|r|i)?|i|s|data|table)[ \t]*\(/iy;
const currentProbe = /i(?:db|m|p|r|i)[ \t]*\([ \t]*[^\s(),"'+*/^-]+[ \t]*\)/iy;
const tableProbe = /table[ \t]*\([ \t]*"/iy;
const probeOpening = /[a-z]+[ \t]*\(/iy;

function matchAt(pattern: RegExp, text: string, offset: number): boolean {
  pattern.lastIndex = offset;
  return pattern.test(text);
}

function probeToken(name: string, matches: (text: string, offset: number) => boolean): TokenType {
  return createToken({
    name,
    label: "a probe such as v(node)",
    push_mode: "probe",
    line_breaks: false,
    start_chars_hint: [..."vViIsSdDtT"],
    pattern: (text: string, offset: number): CustomPatternMatcherReturn | null => {
      if (!matches(text, offset)) return null;
      probeOpening.lastIndex = offset;
      const match = probeOpening.exec(text);
      return match === null ? null : [match[0]];
    },
  });
}

/** `v(`, `i(`, `s(` …: what follows, up to the parenthesis, are raw names such as `net-1`, `+in` or `3`. */
export const ProbeOpen = createToken({
  name: "ProbeOpen",
  label: "a probe such as v(node)",
  pattern: Lexer.NA,
});
export const CircuitProbe = probeToken("CircuitProbe", (text, offset) => matchAt(circuitProbe, text, offset));
export const GoalProbe = probeToken(
  "GoalProbe",
  (text, offset) =>
    (matchAt(goalProbe, text, offset) && !/^t/i.test(text[offset]!)) ||
    matchAt(tableProbe, text, offset) ||
    matchAt(currentProbe, text, offset),
);
for (const token of [CircuitProbe, GoalProbe]) token.CATEGORIES = [ProbeOpen];

export const RawName = createToken({
  name: "RawName",
  label: "the name of a node or element",
  pattern: new RegExp(`[^\\s${leftovers}(),"']+`),
  line_breaks: false,
  start_chars_hint: anyCharacterBut(" \t\v\f\r\n\0\u001a(),\"'"),
});
export const ProbeClose = createToken({ name: "ProbeClose", label: '")"', pattern: ")", pop_mode: true });

/** `name:` at the very beginning of a goal. */
export const GoalLabel = createToken({
  name: "GoalLabel",
  label: "the goal's name",
  line_breaks: false,
  start_chars_hint: anyCharacterBut(" \t\v\f\r\n\0\u001a(){}<>=:;,'\""),
  pattern: (text: string, offset: number, matched: IToken[]): CustomPatternMatcherReturn | null => {
    if (matched.length > 0) return null;
    labelPattern.lastIndex = offset;
    const match = labelPattern.exec(text);
    return match === null ? null : [match[0]];
  },
});
const labelPattern = /[^\s(){}<>=:;,'"?]+[ \t]*:/y;

const category = (name: string) => createToken({ name, pattern: Lexer.NA });
export const ArithmeticOperator = createToken({
  name: "ArithmeticOperator",
  label: "an operator",
  pattern: Lexer.NA,
});
export const LogicalOperator = createToken({
  name: "LogicalOperator",
  label: "an operator",
  pattern: Lexer.NA,
});
export const Sign = category("Sign");

const operator = (name: string, pattern: string, categories: TokenType[]) =>
  createToken({ name, pattern, label: `"${pattern}"`, categories });

export const Power = createToken({
  name: "Power",
  label: '"^"',
  pattern: /\*\*|\^/,
  categories: [ArithmeticOperator],
  line_breaks: false,
  start_chars_hint: ["*", "^"],
});
export const Times = operator("Times", "*", [ArithmeticOperator]);
export const Divide = operator("Divide", "/", [ArithmeticOperator]);
export const Remainder = operator("Remainder", "%", [ArithmeticOperator]);
export const Plus = operator("Plus", "+", [ArithmeticOperator, Sign]);
export const Minus = operator("Minus", "-", [ArithmeticOperator, Sign]);
export const LessEqual = operator("LessEqual", "<=", [LogicalOperator]);
export const GreaterEqual = operator("GreaterEqual", ">=", [LogicalOperator]);
export const EqualEqual = operator("EqualEqual", "==", [LogicalOperator]);
export const NotEqual = createToken({
  name: "NotEqual",
  label: '"!="',
  pattern: /!=|<>/,
  categories: [LogicalOperator],
  line_breaks: false,
  start_chars_hint: ["!", "<"],
});
export const Less = operator("Less", "<", [LogicalOperator]);
export const Greater = operator("Greater", ">", [LogicalOperator]);
export const And = createToken({
  name: "And",
  label: '"&&"',
  pattern: /&&?/,
  categories: [LogicalOperator],
  line_breaks: false,
  start_chars_hint: ["&"],
});
export const Or = createToken({
  name: "Or",
  label: '"||"',
  pattern: /\|\|?/,
  categories: [LogicalOperator],
  line_breaks: false,
  start_chars_hint: ["|"],
});
export const Not = operator("Not", "!", [Sign]);
export const Question = createToken({ name: "Question", label: '"?"', pattern: "?" });
export const Colon = createToken({ name: "Colon", label: '":"', pattern: ":" });
export const Assign = createToken({ name: "Assign", label: '"="', pattern: "=" });
export const Separator = createToken({ name: "Separator", label: '","', pattern: "," });
export const Open = createToken({ name: "Open", label: '"("', pattern: "(" });
export const Close = createToken({ name: "Close", label: '")"', pattern: ")" });
export const OpenBrace = createToken({ name: "OpenBrace", label: '"{"', pattern: "{" });
export const CloseBrace = createToken({ name: "CloseBrace", label: '"}"', pattern: "}" });

const keyword = (name: string, word: RegExp, first: string) =>
  createToken({
    name,
    label: `"${name.toLowerCase()}"`,
    pattern: word,
    longer_alt: Identifier,
    line_breaks: false,
    start_chars_hint: [first, first.toUpperCase()],
  });
export const At = keyword("At", /at/i, "a");
export const From = keyword("From", /from/i, "f");
export const To = keyword("To", /to/i, "t");
export const By = keyword("By", /by/i, "b");

/** A word of an annotation that holds no expressions: a selector, a node, a key or its value. */
export const RawWord = createToken({
  name: "RawWord",
  label: "a word",
  pattern: new RegExp(`[^\\s${leftovers}=,"'{}#]+`),
  line_breaks: false,
  start_chars_hint: anyCharacterBut(" \t\v\f\r\n\0\u001a=,\"'{}#"),
});
export const RawBraced = createToken({
  name: "RawBraced",
  label: "an expression in braces",
  pattern: /\{[^{}]*\}/,
  line_breaks: true,
});

/** Any character that begins nothing: the parser says what was expected in its place. */
export const Unknown = createToken({
  name: "Unknown",
  label: "this character",
  pattern: /[\s\S]/,
  line_breaks: true,
  start_chars_hint: anyCharacterBut(""),
});

const cardTrivia = [WhiteSpace, LineComment, Continuation, LineEnd, InlineComment];
const directiveTrivia = [WhiteSpace, DirectiveContinuation, LineComment, LineEnd, Remark];
const operators = [
  Power,
  Times,
  Divide,
  Remainder,
  Plus,
  Minus,
  LessEqual,
  GreaterEqual,
  EqualEqual,
  NotEqual,
  Less,
  Greater,
  And,
  Or,
  Not,
  Question,
  Colon,
  Assign,
  Separator,
  Open,
  Close,
  OpenBrace,
  CloseBrace,
];

/** Every token type of expressions and annotations, for the parser. */
export const expressionTokens: readonly TokenType[] = [
  ...new Set([
    ...cardTrivia,
    ...directiveTrivia,
    GoalLabel,
    At,
    From,
    To,
    By,
    ProbeOpen,
    CircuitProbe,
    GoalProbe,
    RawName,
    ProbeClose,
    NumberLiteral,
    Identifier,
    StringLiteral,
    ArithmeticOperator,
    LogicalOperator,
    Sign,
    ...operators,
    RawWord,
    RawBraced,
    Unknown,
  ]),
];

/**
 * The lexer of expressions and annotations. Its modes: `circuit` (`.param`, braces, B sources: only v and i are probes),
 * `goal` (@goal, @classify: all probes, the words at, from, to, by, a label in front), `words` (the other annotations),
 * and `probe`, entered at `v(` and left at its parenthesis.
 */
export function createExpressionLexer(): Lexer {
  const common = [NumberLiteral, Identifier, StringLiteral, ...operators, Unknown];
  return new Lexer(
    {
      defaultMode: "circuit",
      modes: {
        circuit: [...cardTrivia, CircuitProbe, ...common],
        goal: [...directiveTrivia, GoalLabel, GoalProbe, At, From, To, By, ...common],
        probe: [
          WhiteSpace,
          DirectiveContinuation,
          LineComment,
          Continuation,
          LineEnd,
          StringLiteral,
          Separator,
          ProbeClose,
          RawName,
          Unknown,
        ],
        words: [...directiveTrivia, RawBraced, StringLiteral, Assign, Separator, RawWord, Unknown],
      },
    },
    { positionTracking: "onlyOffset", ensureOptimizations: true, skipValidations: true },
  );
}
