import { createLocator } from "../source/locate.ts";
import { printable, printableName, printableUnit } from "../source/printable.ts";
import type { Position, SourceText, Span } from "../source/source-text.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";

type Paint = (text: string) => string;

/** Colours as functions; the default paints nothing. */
export interface DiagnosticColours {
  readonly error: Paint;
  readonly warning: Paint;
  readonly info: Paint;
  /** Line numbers and rules. */
  readonly dim: Paint;
  readonly bold: Paint;
}

export interface RenderOptions {
  readonly colours?: DiagnosticColours;
  /** Columns for the source line; longer lines are cut to a window around the carets. 100 by default. */
  readonly width?: number;
  /** Line lookup that is shared between many diagnostics of one text; see {@link createSharedLocator}. */
  readonly locate?: (source: SourceText, offset: number) => Position;
}

const noColours: DiagnosticColours = {
  error: String,
  warning: String,
  info: String,
  dim: String,
  bold: String,
};

const tabWidth = 4;

/** A lookup that remembers the line table of every source it was asked about. */
export function createSharedLocator(): (source: SourceText, offset: number) => Position {
  const locators = new WeakMap<SourceText, (offset: number) => Position>();
  return (source, offset) => {
    const known = locators.get(source) ?? createLocator(source);
    locators.set(source, known);
    return known(offset);
  };
}

/** One line of the source as it can be shown: tabs expanded, control characters made visible, with the column of each offset. */
function showLine(text: string, start: number, end: number): { shown: string; columns: readonly number[] } {
  let shown = "";
  const columns: number[] = [];
  for (let i = start; i < end; i++) {
    columns.push(shown.length);
    const c = text[i]!;
    if (c === "\t") shown += " ".repeat(tabWidth - (shown.length % tabWidth));
    else shown += printableUnit(c);
  }
  columns.push(shown.length);
  return { shown, columns };
}

function cutWindow(shown: string, from: number, to: number, width: number) {
  if (shown.length <= width) return { text: shown, from, to };
  const inner = width - 2;
  const wanted = from - Math.max(0, Math.floor((inner - Math.min(to - from, inner)) / 2));
  const left = Math.max(0, Math.min(wanted, shown.length - inner));
  const right = left + inner;
  const text = `${left > 0 ? "…" : " "}${shown.slice(left, right)}${right < shown.length ? "…" : ""}`;
  return { text, from: from - left + 1, to: Math.min(to, right) - left + 1 };
}

/** How much of a very long line is looked at on either side of the span, in widths of the window. */
const reachInWidths = 3;

function frame(
  span: Span,
  position: Position,
  mark: Paint,
  colours: DiagnosticColours,
  width: number,
): string[] {
  const { text } = span.source;
  const reach = reachInWidths * width;
  const lineStart = span.start - (position.column - 1);
  // Only as far as is shown: a line of a megabyte may have thousands of messages.
  const furthest = Math.min(text.length, span.start + 2 * reach);
  let lineEnd = Math.min(span.start, text.length);
  while (lineEnd < furthest && text[lineEnd] !== "\n" && text[lineEnd] !== "\r") lineEnd++;
  const start = Math.min(span.start, lineEnd);
  const end = Math.max(start, Math.min(span.end, lineEnd));
  const from = Math.max(lineStart, start - reach);
  const to = Math.min(lineEnd, Math.min(end, start + reach) + reach);
  const { shown, columns } = showLine(text, from, to);
  const first = columns[start - from]!;
  const last = Math.max(first + 1, columns[Math.min(end, to) - from]!);
  const window = cutWindow(shown, first, last, width);
  const number = String(position.line);
  const gutter = " ".repeat(number.length);
  return [
    `${colours.dim(`${gutter} |`)}`,
    `${colours.dim(`${number} |`)} ${window.text}`.trimEnd(),
    `${colours.dim(`${gutter} |`)} ${" ".repeat(window.from)}${mark("^".repeat(window.to - window.from))}`,
  ];
}

/**
 * A diagnostic as a person reads it: `file:line:column: severity: message [code]`, the line with carets under the span,
 * the related places and the hint. Ends without a line end.
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const colours = options.colours ?? noColours;
  const width = Math.max(20, options.width ?? 100);
  const locate = options.locate ?? createSharedLocator();
  const place = (span: Span) => {
    const { line, column } = locate(span.source, span.start);
    return `${printableName(span.source.name)}:${line}:${column}`;
  };
  const severity: Severity = diagnostic.severity;
  const mark = colours[severity];
  const { span } = diagnostic;
  const lines = [
    `${colours.bold(place(span))}: ${mark(severity)}: ${colours.bold(printableName(diagnostic.message))} ${colours.dim(`[${diagnostic.code}]`)}`,
    ...frame(span, locate(span.source, span.start), mark, colours, width),
  ];
  for (const related of diagnostic.related) {
    lines.push(
      `${place(related.span)}: ${printableName(related.message)}`,
      ...frame(related.span, locate(related.span.source, related.span.start), colours.dim, colours, width),
    );
  }
  if (diagnostic.hint !== undefined) lines.push(`${colours.info("hint")}: ${printable(diagnostic.hint)}`);
  return lines.join("\n");
}
