import type { Span } from "./source-text.ts";

/** Replace the text under `span` by `replacement`. */
export interface TextEdit {
  readonly span: Span;
  readonly replacement: string;
}

/**
 * Apply edits to one text and keep every other character. The edits may come in any order; they must not overlap. What is put in stands in front of
 * what is replaced at the same place. No edits give back the same string.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: string[] = [];
  let position = 0;
  for (const { span, replacement } of ordered) {
    if (span.start < position) throw new RangeError(`edits overlap at offset ${span.start}`);
    pieces.push(text.slice(position, span.start), replacement);
    position = span.end;
  }
  pieces.push(text.slice(position));
  return pieces.join("");
}
