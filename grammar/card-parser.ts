import { CstParser, type IOrAlt, type IParserConfig, type TokenType, tokenMatcher } from "chevrotain";
import { Comma, cardTokens, Equals, LParen, Plain, Punctuation, RParen, Word } from "./card-tokens.ts";

type Alternatives = IOrAlt<unknown>[];

/**
 * The pure grammar of one card: it knows words, assignments and groups, and nothing of elements.
 * Every sequence of tokens has a parse (what is out of place is punctuation that the AST builder reports), so a card is never lost.
 *
 * Words are leaves of the card itself, and the lists of alternatives are made once: a card in a million must cost microseconds.
 */
export class CardParser extends CstParser {
  constructor(config: IParserConfig = {}) {
    super([...cardTokens], { maxLookahead: 2, skipValidations: true, ...config });
    this.performSelfAnalysis();
  }

  /** Elements and most commands: values behind `=` end at white space. */
  readonly card = this.RULE("card", () => {
    this.OPTION(() => this.CONSUME(Word, { LABEL: "name" }));
    this.MANY(() => this.OR(this.cardItem));
  });

  private readonly cardItem: Alternatives = [
    { GATE: () => this.atAssignment(), ALT: () => this.SUBRULE(this.assignment) },
    { ALT: () => this.CONSUME(Plain) },
    { ALT: () => this.SUBRULE(this.group) },
    { ALT: () => this.CONSUME(Punctuation) },
    { ALT: () => this.CONSUME(RParen) },
  ];

  /** `.param`, B, E, F, G and H: a value behind `=` goes on until the next assignment. */
  readonly looseCard = this.RULE("looseCard", () => {
    this.OPTION(() => this.CONSUME(Word, { LABEL: "name" }));
    this.MANY(() => this.OR(this.looseItem));
  });

  private readonly looseItem: Alternatives = [
    { GATE: () => this.atDefinition(), ALT: () => this.SUBRULE(this.definition) },
    { ALT: () => this.CONSUME(Plain) },
    { ALT: () => this.SUBRULE(this.group) },
    { ALT: () => this.CONSUME(Punctuation) },
    { ALT: () => this.CONSUME(RParen) },
  ];

  /** `.ic` and `.nodeset`: `v(node)=value`. */
  readonly voltagesCard = this.RULE("voltagesCard", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.MANY(() => this.OR(this.voltagesItem));
  });

  private readonly voltagesItem: Alternatives = [
    { GATE: () => this.atVoltage(), ALT: () => this.SUBRULE(this.voltage) },
    ...this.cardItem,
  ];

  readonly voltage = this.RULE("voltage", () => {
    this.CONSUME(Word, { LABEL: "function" });
    this.SUBRULE(this.group);
    this.OPTION(() => {
      this.CONSUME(Equals);
      this.OPTION1(() => this.SUBRULE(this.value));
    });
  });

  /** `.func name(parameters) body`. */
  readonly functionCard = this.RULE("functionCard", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.OPTION(() => this.CONSUME1(Word, { LABEL: "callee" }));
    this.OPTION1(() => this.SUBRULE1(this.group, { LABEL: "parameters" }));
    this.OPTION2(() => this.CONSUME(Equals));
    this.MANY(() => this.OR(this.cardItem));
  });

  /** `name=value`, `name=v1,v2`. */
  readonly assignment = this.RULE("assignment", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.CONSUME(Equals);
    this.OPTION(() => this.SUBRULE(this.value));
    this.MANY({
      GATE: () => this.atFurtherValue(),
      DEF: () => {
        this.CONSUME(Comma);
        this.SUBRULE1(this.value);
      },
    });
  });

  /** Pieces that touch each other: `2*(a+b)`, `'2*w'`. */
  readonly value = this.RULE("value", () => {
    this.OR(this.piece);
    this.MANY({ GATE: () => this.touches() && !this.atAssignment(), DEF: () => this.OR1(this.piece1) });
  });

  private readonly piece: Alternatives = [
    { ALT: () => this.CONSUME(Plain) },
    { ALT: () => this.SUBRULE(this.group) },
  ];
  private readonly piece1: Alternatives = [
    { ALT: () => this.CONSUME1(Plain) },
    { ALT: () => this.SUBRULE1(this.group) },
  ];

  /** `name = any pieces` or `name(parameters) = any pieces`, up to the next definition or comma. */
  readonly definition = this.RULE("definition", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.OPTION(() => this.SUBRULE2(this.group, { LABEL: "parameters" }));
    this.CONSUME(Equals);
    this.MANY({ GATE: () => !this.atDefinition(), DEF: () => this.OR(this.piece) });
  });

  /** A group whose end is missing goes to the end of the card; the AST builder reports it. */
  readonly group = this.RULE("group", () => {
    this.CONSUME(LParen);
    this.MANY(() => this.OR(this.groupItem));
    this.OPTION(() => this.CONSUME(RParen));
  });

  private readonly groupItem: Alternatives = [
    { GATE: () => this.atAssignment(), ALT: () => this.SUBRULE(this.assignment) },
    { ALT: () => this.CONSUME(Plain) },
    { ALT: () => this.SUBRULE(this.group) },
    { ALT: () => this.CONSUME(Punctuation) },
  ];

  private at(ahead: number, type: TokenType): boolean {
    return tokenMatcher(this.LA(ahead), type);
  }

  private atAssignment(): boolean {
    return this.at(1, Word) && this.at(2, Equals);
  }

  private atVoltage(): boolean {
    return this.at(1, Word) && this.at(2, LParen);
  }

  private atFurtherValue(): boolean {
    const starts = this.at(2, Plain) || this.at(2, LParen);
    return this.at(1, Comma) && starts && !(this.at(2, Word) && this.at(3, Equals));
  }

  /** Whether no white space stands between the last token and the next. */
  private touches(): boolean {
    const last = this.LA(0);
    return last.startOffset + last.image.length === this.LA(1).startOffset;
  }

  /** `name =` or `name(a, b) =`. */
  private atDefinition(): boolean {
    if (!this.at(1, Word)) return false;
    if (this.at(2, Equals)) return true;
    if (!this.at(2, LParen)) return false;
    let ahead = 3;
    while (this.at(ahead, Word) || this.at(ahead, Comma)) ahead++;
    return this.at(ahead, RParen) && this.at(ahead + 1, Equals);
  }
}
