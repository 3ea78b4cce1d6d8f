import type { Span } from "./source-text.ts";

/** Replace the text under `span` by `replacement`. */
export interface TextEdit {
  readonly span: Span;
  readonly replacement: string;
}

/**
 * Apply edits to one text and keep every other character. The edits may come in any order; they must not overlap.
 * No edits give back the same string.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start);
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
