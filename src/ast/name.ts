import type { SourceText, Span } from "../source/source-text.ts";
import type { Name } from "./expression.ts";

/** The span `[start, end)` of a source. */
export function spanOf(source: SourceText, start: number, end: number): Span {
  return { source, start, end };
}

/** The name that stands at `start`. */
export function nameAt(source: SourceText, text: string, start: number): Name {
  return { text, key: text.toLowerCase(), span: spanOf(source, start, start + text.length) };
}
