import type { Diagnostic, Severity } from "../diagnostic/diagnostic.ts";
import type { MessageDefinition } from "../diagnostic/message-table.ts";
import { type MessageCode, messages } from "../diagnostic/messages.ts";
import { createSharedLocator } from "../diagnostic/render-diagnostic.ts";
import type { Span } from "../source/source-text.ts";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/**
 * Diagnostics as a SARIF 2.1.0 log, which code hosts and editors show beside the text. Lines and columns count from 1, columns in UTF-16
 * units; the end is behind the last character. A hint stands below the message.
 */
export function formatSarif(diagnostics: readonly Diagnostic[]): string {
  const locate = createSharedLocator();
  const location = ({ source, start, end }: Span) => {
    const first = locate(source, start);
    const last = locate(source, end);
    return {
      physicalLocation: {
        artifactLocation: { uri: fileUri(source.name) },
        region: {
          startLine: first.line,
          startColumn: first.column,
          endLine: last.line,
          endColumn: last.column,
        },
      },
    };
  };
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const results = diagnostics.map(({ code, severity, message, span, hint, related }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    locations: [location(span)],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place) => ({
            ...location(place.span),
            message: { text: place.message },
          })),
        }),
  }));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "tellegen", rules: codes.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string) {
  const { severity, explanation }: MessageDefinition<never> = messages[code as MessageCode];
  return {
    id: code,
    fullDescription: { text: explanation },
    defaultConfiguration: { level: levels[severity] },
  };
}

/** A relative URI where the name is relative. */
function fileUri(name: string): string {
  const path = encodeURI(name.replaceAll("\\", "/")).replaceAll("#", "%23").replaceAll("?", "%3F");
  return path.startsWith("/") ? `file://${path}` : path;
}
