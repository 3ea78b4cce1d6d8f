import type { Collector } from "../diagnostic/collector.ts";
import type { SourceText, Span } from "../source/source-text.ts";

/** The part of an annotation behind its word: `[start, end)` of a source. */
export interface DirectiveBody {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
  /** The whole annotation, from the comment sign on. */
  readonly span: Span;
  readonly collector: Collector;
}
