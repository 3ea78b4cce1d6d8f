import type { SourceText } from "../source/source-text.ts";
import type { AssignmentItem, Card, CardItem } from "./card-item.ts";
import type { Name } from "./expression.ts";
import { nameAt, spanOf } from "./name.ts";

const words = /[a-z][\w.+-]*(?:[ \t]+[\w.+-]+)*[ \t]*/iy;
const wordsAndAssignments = /[a-z][\w.+-]*(?:[ \t]+[\w.+-]+(?:[ \t]*=[ \t]*[\w.+-]+)?)*[ \t]*/iy;

const space = 32;
const tab = 9;
const equals = 61;

const noItems: readonly CardItem[] = [];
const noAnnotations: Card["annotations"] = [];

/**
 * A card of nothing but plain words, and of `name=word` where the form has such, on one line: it needs no parser, and most cards of large
 * netlists are such. Undefined for any other card.
 */
export function readWords(
  source: SourceText,
  start: number,
  end: number,
  form: "card" | "looseCard",
): Card | undefined {
  // A loose card takes all that follows a `=` into its value.
  const pattern = form === "card" ? wordsAndAssignments : words;
  const { text } = source;
  pattern.lastIndex = start;
  if (!pattern.test(text) || pattern.lastIndex !== end) return undefined;
  const nameEnd = wordEnd(text, start, end);
  const name = nameAt(source, text.slice(start, nameEnd), start);
  const span = spanOf(source, start, end);
  let items: CardItem[] | undefined;
  for (let at = skipBlanks(text, nameEnd, end); at < end; ) {
    const stop = wordEnd(text, at, end);
    const word = text.slice(at, stop);
    let next = skipBlanks(text, stop, end);
    let item: CardItem;
    if (next < end && text.charCodeAt(next) === equals) {
      const valueStart = skipBlanks(text, next + 1, end);
      const valueEnd = wordEnd(text, valueStart, end);
      item = assignment(nameAt(source, word, at), valueStart, valueEnd);
      next = skipBlanks(text, valueEnd, end);
    } else item = { kind: "word", text: word, span: spanOf(source, at, stop) };
    if (items === undefined) items = [item];
    else items.push(item);
    at = next;
  }
  return { name, items: items ?? noItems, annotations: noAnnotations, span };
}

function assignment(name: Name, start: number, end: number): AssignmentItem {
  const { source } = name.span;
  const span = spanOf(source, start, end);
  return {
    kind: "assignment",
    name,
    values: [{ text: source.text.slice(start, end), single: true, kind: "word", span }],
    span: spanOf(source, name.span.start, end),
  };
}

/** The first place from `at` on that is no blank; the card has only blanks, words and equals signs. */
function skipBlanks(text: string, at: number, end: number): number {
  let next = at;
  while (next < end && isBlank(text.charCodeAt(next))) next++;
  return next;
}

function wordEnd(text: string, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const code = text.charCodeAt(next);
    if (isBlank(code) || code === equals) break;
    next++;
  }
  return next;
}

function isBlank(code: number): boolean {
  return code === space || code === tab;
}
