import type { Span } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";

/** The line end that a text uses: that of its first line. */
export function lineEndOf(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? "\n";
}

/** Take a statement out, with its whole lines where nothing else stands on them. */
export function removeLines({ source, start, end }: Span): TextEdit {
  const { text } = source;
  const before = /[^\S\r\n]*$/.exec(text.slice(Math.max(0, start - 200), start))![0].length;
  const after = /^[^\S\r\n]*(?:\r\n|\r|\n|$)/.exec(text.slice(end, end + 200))?.[0];
  const isWhole = start === before || /[\r\n]/.test(text[start - before - 1] ?? "");
  if (after === undefined || !isWhole) return { span: { source, start, end }, replacement: "" };
  return { span: { source, start: start - before, end: end + after.length }, replacement: "" };
}

/** Put lines in the place of a statement; none take it out. */
export function replaceLines(span: Span, lines: readonly string[]): TextEdit {
  if (lines.length === 0) return removeLines(span);
  return { span, replacement: lines.join(lineEndOf(span.source.text)) };
}

/** Put lines behind a statement. */
export function addLinesBehind({ source, end }: Span, lines: readonly string[]): TextEdit {
  const lineEnd = lineEndOf(source.text);
  return {
    span: { source, start: end, end },
    replacement: lines.map((line) => lineEnd + line).join(""),
  };
}
