import type { Span } from "../source/source-text.ts";

export type Severity = "error" | "warning" | "info";

/** Another place that explains a diagnostic, such as "first defined here". */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** One thing that is wrong (or worth saying) about the user's text. */
export interface Diagnostic {
  /** `stage/kebab-name`, a key of the message table. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related: readonly RelatedPlace[];
  readonly hint?: string;
}
