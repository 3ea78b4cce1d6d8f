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
      const shown = shortenTexts(args);
      // The table couples each code to its arguments; the type of a looked-up entry forgets that coupling.
      const definition = messages[code] as MessageDefinition<typeof args>;
      const hint = details.hint ?? definition.hint?.(shown);
      diagnostics.push({
        code,
        severity: definition.severity,
        message: definition.text(shown),
        span,
        related: details.related ?? [],
        ...(hint === undefined ? {} : { hint }),
      });
    },
  };
}

/** Longer texts of a netlist are cut in messages: the place says where the whole is to be read. */
const longestText = 200;

/** Arguments whose texts are no longer than a message can bear. */
function shortenTexts<Args>(args: Args): Args {
  const shorten = (value: unknown): unknown =>
    typeof value === "string" && value.length > longestText ? `${value.slice(0, longestText)}…` : value;
  const entries = Object.entries(args as object);
  return Object.fromEntries(entries.map(([key, value]) => [key, shorten(value)])) as Args;
}
