import { CstParser, type IParserConfig } from "chevrotain";
import { expectedPhrases } from "./expected-phrases.ts";
import {
  ArithmeticOperator,
  Assign,
  At,
  By,
  Close,
  CloseBrace,
  Colon,
  expressionTokens,
  From,
  GoalLabel,
  GreaterEqual,
  Identifier,
  LessEqual,
  LogicalOperator,
  NumberLiteral,
  Open,
  OpenBrace,
  ProbeClose,
  ProbeOpen,
  Question,
  RawBraced,
  RawName,
  RawWord,
  Separator,
  Sign,
  StringLiteral,
  To,
} from "./expression-tokens.ts";

/**
 * The pure grammar of expressions and annotations. Binary operators come out as a flat list of operands and operators;
 * the AST builder applies the precedence table, which keeps the trees of `1+2` small.
 * The message of an error is the phrase for what was expected.
 */
export class ExpressionParser extends CstParser {
  constructor(config: IParserConfig = {}) {
    super([...expressionTokens], {
      maxLookahead: 2,
      skipValidations: true,
      errorMessageProvider: expectedPhrases,
      ...config,
    });
    this.performSelfAnalysis();
  }

  readonly expression = this.RULE("expression", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(ArithmeticOperator, { LABEL: "operator" }) },
        { ALT: () => this.CONSUME(LogicalOperator, { LABEL: "operator" }) },
      ]);
      this.SUBRULE1(this.operand);
    });
    this.OPTION(() => {
      this.CONSUME(Question);
      this.SUBRULE(this.expression, { LABEL: "then" });
      this.CONSUME(Colon);
      this.SUBRULE1(this.expression, { LABEL: "otherwise" });
    });
  });

  /** An expression outside parentheses in an annotation, where <= and >= are relations between the sides of a goal. */
  readonly side = this.RULE("side", () => {
    this.SUBRULE(this.operand);
    this.MANY(() => {
      this.CONSUME(ArithmeticOperator, { LABEL: "operator" });
      this.SUBRULE1(this.operand);
    });
  });

  readonly operand = this.RULE("operand", () => {
    this.MANY(() => this.CONSUME(Sign));
    this.OR([
      { ALT: () => this.CONSUME(NumberLiteral) },
      { ALT: () => this.CONSUME(StringLiteral) },
      { ALT: () => this.SUBRULE(this.probe) },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      { ALT: () => this.SUBRULE(this.parenthesised) },
    ]);
  });

  readonly probe = this.RULE("probe", () => {
    this.CONSUME(ProbeOpen);
    this.AT_LEAST_ONE_SEP({
      SEP: Separator,
      DEF: () => this.OR([{ ALT: () => this.CONSUME(RawName) }, { ALT: () => this.CONSUME(StringLiteral) }]),
    });
    this.CONSUME(ProbeClose);
  });

  readonly nameOrCall = this.RULE("nameOrCall", () => {
    this.CONSUME(Identifier);
    this.OPTION(() => {
      this.CONSUME(Open);
      this.MANY_SEP({ SEP: Separator, DEF: () => this.SUBRULE(this.expression) });
      this.CONSUME(Close);
    });
  });

  readonly parenthesised = this.RULE("parenthesised", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Open);
          this.SUBRULE(this.expression);
          this.CONSUME(Close);
        },
      },
      {
        ALT: () => {
          this.CONSUME(OpenBrace);
          this.SUBRULE1(this.expression);
          this.CONSUME(CloseBrace);
        },
      },
    ]);
  });

  /** `@goal`, behind the word. */
  readonly goal = this.RULE("goal", () => {
    this.OPTION(() => this.CONSUME(GoalLabel));
    this.SUBRULE(this.side, { LABEL: "left" });
    this.OR([
      { ALT: () => this.CONSUME(Assign, { LABEL: "relation" }) },
      { ALT: () => this.CONSUME(LessEqual, { LABEL: "relation" }) },
      { ALT: () => this.CONSUME(GreaterEqual, { LABEL: "relation" }) },
    ]);
    this.SUBRULE1(this.side, { LABEL: "right" });
    this.MANY(() =>
      this.OR1([
        { ALT: () => this.SUBRULE(this.points) },
        { ALT: () => this.SUBRULE(this.range) },
        { ALT: () => this.SUBRULE(this.setting) },
      ]),
    );
  });

  readonly points = this.RULE("points", () => {
    this.CONSUME(At);
    this.AT_LEAST_ONE_SEP({ SEP: Separator, DEF: () => this.SUBRULE(this.side) });
  });

  readonly range = this.RULE("range", () => {
    this.CONSUME(From);
    this.SUBRULE(this.side, { LABEL: "from" });
    this.CONSUME(To);
    this.SUBRULE1(this.side, { LABEL: "to" });
  });

  readonly setting = this.RULE("setting", () => {
    this.CONSUME(Identifier);
    this.CONSUME(Assign);
    this.SUBRULE(this.side);
  });

  /** `@classify`, behind the word. */
  readonly classify = this.RULE("classify", () => {
    this.OR([
      { ALT: () => this.CONSUME(Identifier, { LABEL: "column" }) },
      { ALT: () => this.CONSUME(StringLiteral, { LABEL: "column" }) },
      // A file without a header has its columns numbered.
      { ALT: () => this.CONSUME(NumberLiteral, { LABEL: "column" }) },
    ]);
    this.CONSUME(By);
    this.AT_LEAST_ONE_SEP({ SEP: Separator, DEF: () => this.SUBRULE(this.side) });
    this.MANY(() => this.SUBRULE(this.setting));
  });

  /** The annotations without expressions, behind the word. */
  readonly words = this.RULE("words", () => {
    this.MANY(() =>
      this.OR([
        { ALT: () => this.SUBRULE(this.pair) },
        { ALT: () => this.CONSUME(RawWord) },
        { ALT: () => this.CONSUME(StringLiteral) },
        { ALT: () => this.CONSUME(Separator) },
      ]),
    );
  });

  readonly pair = this.RULE("pair", () => {
    this.CONSUME(RawWord, { LABEL: "key" });
    this.CONSUME(Assign);
    this.OR([
      { ALT: () => this.CONSUME1(RawWord, { LABEL: "value" }) },
      { ALT: () => this.CONSUME(StringLiteral, { LABEL: "value" }) },
      { ALT: () => this.CONSUME(RawBraced, { LABEL: "value" }) },
    ]);
  });
}
