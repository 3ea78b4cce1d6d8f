import { triviaGroup } from "../../grammar/card-tokens.ts";
import { grammar } from "../ast/grammar.ts";
import { type Span, spanText } from "../source/source-text.ts";

/** A comment on or inside a card. */
export interface CardComment {
  /** From its mark (`;`, `$`, `//`, `*`) on, without white space at the end; empty for a blank line inside a card. */
  readonly text: string;
  /** Behind other text of its line; otherwise a line of its own. */
  readonly inline: boolean;
  /** True for `; @train …` and its like. */
  readonly isAnnotation: boolean;
  /** The comment with the white space or line end before it: what disappears with it. */
  readonly lead: Span;
}

/** One token of a card, and whether white space (or the end of a line) stands before it. */
export interface CardToken {
  readonly text: string;
  readonly kind: string;
  readonly gap: boolean;
  /** Where it stands on the card. */
  readonly start: number;
  readonly end: number;
}

const annotation = /^(?:\*|;|\$|\/\/)[^\S\r\n]*@/;

/** The comments of one card, in order. */
export function commentsOf(card: Span): readonly CardComment[] {
  const { groups } = grammar().cardLexer.tokenize(spanText(card));
  const { source, start } = card;
  return (groups[triviaGroup] ?? []).flatMap(({ tokenType, image, startOffset }): readonly CardComment[] => {
    const from = start + startOffset;
    const end = from + image.length;
    if (tokenType.name === "InlineComment") {
      const blanks = /[^\S\r\n]*$/.exec(source.text.slice(start, from))![0].length;
      const text = image.trimEnd();
      return [
        {
          text,
          inline: true,
          isAnnotation: annotation.test(text),
          lead: { source, start: from - blanks, end },
        },
      ];
    }
    if (tokenType.name !== "LineComment" && tokenType.name !== "LineEnd") return [];
    const text = image.trim();
    return [{ text, inline: false, isAnnotation: annotation.test(text), lead: { source, start: from, end } }];
  });
}

/** The tokens of one card without white space, continuations and comments. A text in braces that goes over lines is put on one. */
export function tokensOf(card: Span): readonly CardToken[] {
  const { tokens } = grammar().cardLexer.tokenize(spanText(card));
  let end = 0;
  return tokens.map(({ image, tokenType, startOffset }) => {
    const gap = startOffset > end;
    end = startOffset + image.length;
    return {
      text: image.replace(/[^\S\r\n]*[\r\n]+\s*\+?[^\S\r\n]*/g, " "),
      kind: tokenType.name,
      gap,
      start: startOffset,
      end,
    };
  });
}

/** A comment of any mark as a full-line star comment. */
export function starComment(text: string): string {
  const body = text.replace(/^(?:\*|;|\$|\/\/|#)+/, "").trim();
  return body === "" ? "*" : `* ${body}`;
}
