/** A text that was read, with the name it is reported under. Offsets are UTF-16 units into `text`. */
export interface SourceText {
  /** File name as the user gave it, `<stdin>`, or the path an include resolved to. */
  readonly name: string;
  readonly text: string;
}

/** A half-open range `[start, end)` of one source text. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** A place as people count it: both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text under a span. */
export function spanText(span: Span): string {
  return span.source.text.slice(span.start, span.end);
}

/** The smallest span that holds both; they must lie in one source. */
export function joinSpans(first: Span, last: Span): Span {
  return {
    source: first.source,
    start: Math.min(first.start, last.start),
    end: Math.max(first.end, last.end),
  };
}
