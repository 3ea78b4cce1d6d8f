import { CstParser, type IParserConfig, type TokenType, tokenMatcher } from "chevrotain";
import {
  Braced,
  Comma,
  cardTokens,
  Equals,
  LParen,
  Quoted,
  RParen,
  StrayBrace,
  Text,
  Unclosed,
  Word,
} from "./card-tokens.ts";

/**
 * The pure grammar of one card: it knows words, assignments and groups, and nothing of elements.
 * Every sequence of tokens has a parse (what is out of place becomes a `stray` item), so a card is never lost.
 */
export class CardParser extends CstParser {
  constructor(config: IParserConfig = {}) {
    super([...cardTokens], { maxLookahead: 2, skipValidations: true, ...config });
    this.performSelfAnalysis();
  }

  /** Elements and most commands: values behind `=` end at white space. */
  readonly card = this.RULE("card", () => {
    this.OPTION(() => this.CONSUME(Word, { LABEL: "name" }));
    this.MANY(() => this.SUBRULE(this.item));
  });

  /** `.param`, B, E and G: a value behind `=` goes on until the next assignment. */
  readonly looseCard = this.RULE("looseCard", () => {
    this.OPTION(() => this.CONSUME(Word, { LABEL: "name" }));
    this.MANY(() =>
      this.OR([
        { GATE: () => this.atDefinition(), ALT: () => this.SUBRULE(this.definition) },
        { GATE: () => !this.atDefinition(), ALT: () => this.SUBRULE(this.item) },
      ]),
    );
  });

  /** `.ic` and `.nodeset`: `v(node)=value`. */
  readonly voltagesCard = this.RULE("voltagesCard", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.MANY(() =>
      this.OR([
        { GATE: () => this.atVoltage(), ALT: () => this.SUBRULE(this.voltage) },
        { GATE: () => !this.atVoltage(), ALT: () => this.SUBRULE(this.item) },
      ]),
    );
  });

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
    this.OPTION1(() => this.SUBRULE(this.group, { LABEL: "parameters" }));
    this.OPTION2(() => this.CONSUME(Equals));
    this.MANY(() => this.SUBRULE(this.item, { LABEL: "body" }));
  });

  readonly item = this.RULE("item", () => {
    this.OR([
      { GATE: () => this.atAssignment(), ALT: () => this.SUBRULE(this.assignment) },
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Braced) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.CONSUME(Comma) },
      { ALT: () => this.CONSUME(Equals, { LABEL: "stray" }) },
      { ALT: () => this.CONSUME(RParen, { LABEL: "stray" }) },
      { ALT: () => this.CONSUME(StrayBrace, { LABEL: "stray" }) },
      { ALT: () => this.CONSUME(Unclosed) },
    ]);
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
    this.SUBRULE(this.piece);
    this.MANY({ GATE: () => this.touches() && !this.atAssignment(), DEF: () => this.SUBRULE1(this.piece) });
  });

  /** `name = any pieces` or `name(parameters) = any pieces`, up to the next definition or comma. */
  readonly definition = this.RULE("definition", () => {
    this.CONSUME(Word, { LABEL: "name" });
    this.OPTION(() => this.SUBRULE(this.group, { LABEL: "parameters" }));
    this.CONSUME(Equals);
    this.MANY({ GATE: () => !this.atDefinition(), DEF: () => this.SUBRULE(this.piece) });
  });

  readonly piece = this.RULE("piece", () => {
    this.OR([
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Braced) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.CONSUME(Unclosed) },
    ]);
  });

  /** A group whose end is missing goes to the end of the card; the AST builder reports it. */
  readonly group = this.RULE("group", () => {
    this.CONSUME(LParen);
    this.MANY(() => this.SUBRULE(this.groupItem));
    this.OPTION(() => this.CONSUME(RParen));
  });

  readonly groupItem = this.RULE("groupItem", () => {
    this.OR([
      { GATE: () => this.atAssignment(), ALT: () => this.SUBRULE(this.assignment) },
      { ALT: () => this.CONSUME(Word) },
      { ALT: () => this.CONSUME(Braced) },
      { ALT: () => this.CONSUME(Quoted) },
      { ALT: () => this.CONSUME(Text) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.CONSUME(Comma) },
      { ALT: () => this.CONSUME(Equals, { LABEL: "stray" }) },
      { ALT: () => this.CONSUME(StrayBrace, { LABEL: "stray" }) },
      { ALT: () => this.CONSUME(Unclosed) },
    ]);
  });

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
    const starts = [Word, Braced, Quoted, Text, LParen].some((type) => this.at(2, type));
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
