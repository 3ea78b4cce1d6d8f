import type { Collector } from "../diagnostic/collector.ts";
import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { type Span, spanText } from "../source/source-text.ts";
import { keptCommands, usedCommands } from "./command-words.ts";

const commands: ReadonlySet<string> = new Set(usedCommands);

/** Whether a line begins with a card that is known, other than `.title`. */
export function isDotCard(text: string): boolean {
  const first = text
    .trim()
    .split(/[\s,]+/, 1)[0]!
    .toLowerCase();
  return first !== ".title" && (commands.has(first) || keptCommands.has(first));
}

/** Whether a line reads as `R1 a 0 1k`, `V1 a 0 dc 5` or `.model …` rather than as a title. */
function looksLikeCard(text: string): boolean {
  const words = text.split(/[\s,]+/);
  const first = words[0]!.toLowerCase();
  if (first.startsWith(".")) return isDotCard(text);
  if (!/^[a-z]\S*\d\S*$/.test(first) || words.length < 4) return false;
  if (/^[rlc]/.test(first))
    return words.slice(3).some((word) => parseSpiceNumber(word) !== undefined || word.startsWith("{"));
  if (/^[vi]/.test(first)) {
    const kind = words[3]!.toLowerCase();
    return parseSpiceNumber(kind) !== undefined || /^(?:dc|ac|pulse|sin|pwl|exp)\b/.test(kind);
  }
  return false;
}

/** Warn about a title that was probably meant to be something else: an annotation, or a card. */
export function checkTitle(span: Span, collector: Collector): void {
  const text = spanText(span).trim();
  if (/^[*;$][^\S\r\n]*@[^\S\r\n]*(?:train|goal|port|data|classify|learn|fabricate)\b/i.test(text)) {
    collector.report("directive/on-title-line", span, {});
  } else if (looksLikeCard(text)) collector.report("syntax/title-looks-like-card", span, { text });
}
