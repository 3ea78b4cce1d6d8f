import type { Span } from "../source/source-text.ts";
import type { Diagnostic, RelatedPlace } from "./diagnostic.ts";
import type { MessageDefinition } from "./message-table.ts";
import { type MessageArguments, type MessageCode, messages } from "./messages.ts";

/** What a report may add to the text of its code. */
export interface ReportDetails {
  readonly related?: readonly RelatedPlace[];
  /** Instead of the hint of the table. */
  readonly hint?: string;
}

/** Gathers the diagnostics of one stage, in the order of their report. */
export interface Collector {
  /** Report a code at a place. A code that does not exist, or an argument that its text lacks, does not compile. */
  readonly report: <Code extends MessageCode>(
    code: Code,
    span: Span,
    args: MessageArguments<Code>,
    details?: ReportDetails,
  ) => void;
  readonly diagnostics: readonly Diagnostic[];
}

/** Start an empty collection. */
export function createCollector(): Collector {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    report(code, span, args, details = {}) {
      // The table couples each code to its arguments; the type of a looked-up entry forgets that coupling.
      const definition = messages[code] as MessageDefinition<typeof args>;
      const hint = details.hint ?? definition.hint?.(args);
      diagnostics.push({
        code,
        severity: definition.severity,
        message: definition.text(args),
        span,
        related: details.related ?? [],
        ...(hint === undefined ? {} : { hint }),
      });
    },
  };
}
