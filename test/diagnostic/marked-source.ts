import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { createLocator } from "../../src/source/locate.ts";

/** A diagnostic as the tests write it. */
export interface Mark {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/**
 * Read a text in which expected spans are marked below their line:
 *
 *     R1 a 0 1.2.3
 *            ~~~~~ syntax/bad-number
 *
 * The marking lines are taken out. A single `^` marks an empty span.
 */
export function readMarks(marked: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  for (const line of marked.split("\n")) {
    const match = /^(\s*)(~+|\^) ([a-z]+\/[a-z-]+)$/.exec(line);
    if (match === null) lines.push(line);
    else {
      const [, lead = "", carets = "", code = ""] = match;
      marks.push({
        code,
        line: lines.length,
        column: lead.length + 1,
        length: carets === "^" ? 0 : carets.length,
      });
    }
  }
  return { text: lines.join("\n"), marks };
}

/** The diagnostics in the same form, in the order of the text. */
export function marksOf(diagnostics: readonly Diagnostic[]): readonly Mark[] {
  const places = diagnostics.map(({ code, span }) => {
    const { line, column } = createLocator(span.source)(span.start);
    return { code, line, column, length: span.end - span.start };
  });
  return sortMarks(places);
}

export function sortMarks(marks: readonly Mark[]): readonly Mark[] {
  return [...marks].sort((a, b) => a.line - b.line || a.column - b.column || a.code.localeCompare(b.code));
}
