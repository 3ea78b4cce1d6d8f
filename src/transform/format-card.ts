import { type Span, spanText } from "../source/source-text.ts";
import { type CardComment, type CardToken, commentsOf, starComment, tokensOf } from "./card-layout.ts";

/** Longer cards go over several lines. */
const lineWidth = 100;

/** Cards whose words are a text or a file name, in which white space may count. */
const verbatim = /^\.(?:inc|include|lib|title|endl|echo)\b/i;

/**
 * The canonical lines of a card: one space between words, none around `=` and inside parentheses, broken before the line is too long, comments
 * between its lines in front of it, its last comment behind it. A card with remarks behind several of its lines keeps the lines. Undefined where
 * the card is not taken apart (an open quote or brace).
 */
export function formatCard(card: Span): readonly string[] | undefined {
  const tokens = tokensOf(card);
  const isOdd = tokens.some(({ kind }) => kind === "Unclosed" || kind === "StrayBrace");
  if (isOdd || verbatim.test(tokens[0]?.text ?? "")) return undefined;
  const comments = commentsOf(card).filter(({ text }) => text !== "");
  const inline = comments.filter((comment) => comment.inline);
  const behind = inline.find(({ isAnnotation }) => isAnnotation) ?? inline.at(-1);
  // Two annotations on one card cannot both stand behind its last line.
  if (comments.filter(({ isAnnotation }) => isAnnotation).length > 1) return undefined;
  const before = comments.filter((comment) => comment !== behind);
  if (before.some(({ isAnnotation }) => isAnnotation)) return undefined;
  const remarked = inline.length > 1 ? remarkedLines(card, tokens, comments) : undefined;
  if (remarked !== undefined) return remarked;
  const lines = wrapWords(joinWords(tokens));
  if (behind !== undefined) lines[lines.length - 1] += ` ${behind.text}`;
  return [...before.map(({ text }) => starComment(text)), ...lines];
}

/** The lines of a card, each with its remark; undefined where a text goes over the end of one. */
function remarkedLines(
  card: Span,
  tokens: readonly CardToken[],
  comments: readonly CardComment[],
): readonly string[] | undefined {
  const lines: string[] = [];
  let start = 0;
  let isFirst = true;
  for (const line of spanText(card).split(/(?<=\r\n|\r(?!\n)|\n)/)) {
    const end = start + line.length;
    const own = tokens.filter((token) => start <= token.start && token.start < end);
    if (own.some((token) => token.end > end)) return undefined;
    const beside = comments.filter(
      ({ lead }) => start < lead.end - card.start && lead.end - card.start <= end,
    );
    const remark = beside.find(({ inline }) => inline);
    if (own.length === 0) lines.push(...beside.map(({ text }) => starComment(text)));
    else {
      const [first, ...rest] = wrapWords(joinWords(own));
      lines.push(isFirst ? first! : `+ ${first}`, ...rest);
      if (remark !== undefined) lines[lines.length - 1] += ` ${remark.text}`;
      isFirst = false;
    }
    start = end;
  }
  return lines;
}

/** Tokens as words: what has to stay together is put together. */
function joinWords(tokens: readonly CardToken[]): readonly string[] {
  const words: string[] = [];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const isApart = before !== undefined && token.gap && !isGlued(before, token, tokens[index + 1]);
    if (before === undefined || isApart) words.push(token.text);
    else words[words.length - 1] += token.text;
  });
  return words;
}

/** Whether white space between two tokens means nothing: around `=` of an assignment, before a comma, inside parentheses. */
function isGlued(before: CardToken, token: CardToken, next: CardToken | undefined): boolean {
  if (before.kind === "LParen" || token.kind === "RParen" || token.kind === "Comma") return true;
  if (token.kind === "Equals") return before.kind === "Word" && isValue(next);
  return before.kind === "Equals" && isValue(token);
}

function isValue(token: CardToken | undefined): boolean {
  return (
    token?.kind === "Word" || token?.kind === "Braced" || token?.kind === "Quoted" || token?.kind === "Text"
  );
}

function wrapWords(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if (last.length + 1 + word.length > lineWidth) lines.push(`+ ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
