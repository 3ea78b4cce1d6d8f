import type { Diagnostic, Severity } from "../diagnostic/diagnostic.ts";
import { createSharedLocator, renderDiagnostic } from "../diagnostic/render-diagnostic.ts";
import type { SourceText } from "../source/source-text.ts";
import type { Io } from "./io.ts";
import { terminalColours } from "./terminal-colours.ts";

/** A diagnostic in `check --json` and in failures. Lines and columns count from 1; the end is behind the last character. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Only where it is another text than the netlist asked about: an include or a table. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly hint?: string;
}

/** Caret frames on standard error, a blank line between them. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], io: Io): void {
  const paint = terminalColours(io.stderr, io.env);
  const options = {
    locate: createSharedLocator(),
    width: Math.max(io.stderr.columns - 8, 40),
    colours: { error: paint.red, warning: paint.yellow, info: paint.cyan, dim: paint.dim, bold: paint.bold },
  };
  for (const diagnostic of diagnostics)
    io.stderr.write(`${renderDiagnostic(diagnostic, options)}\n\n`, "painted");
}

/** Diagnostics as JSON values. `main` is the text whose name need not be repeated. */
export function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  main?: SourceText,
): readonly DiagnosticJson[] {
  const locate = createSharedLocator();
  return diagnostics.map(({ code, severity, message, span, hint }) => {
    const start = locate(span.source, span.start);
    const end = locate(span.source, span.end);
    return {
      code,
      severity,
      message,
      ...(span.source === main ? {} : { file: span.source.name }),
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      ...(hint === undefined ? {} : { hint }),
    };
  });
}

/** `1 error`, `3 errors`. */
export function countErrors(diagnostics: readonly Diagnostic[]): string {
  const count = diagnostics.filter(({ severity }) => severity === "error").length;
  return count === 1 ? "1 error" : `${count} errors`;
}
