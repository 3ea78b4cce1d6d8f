function endOfLine(text: string, offset: number): number {
  let i = offset;
  while (i < text.length && text[i] !== "\n" && text[i] !== "\r") i++;
  return i;
}

/**
 * The offset behind the delimiter that closes the one at `offset`, or -1 when it is never closed.
 * Braces nest. A comment (`;` or ` $`) hides the rest of its line, as SPICE strips comments before it reads anything else.
 */
export function scanDelimited(text: string, offset: number, open: string, close: string): number {
  let depth = 1;
  for (let i = offset + 1; i < text.length; i++) {
    const c = text[i]!;
    if (c === close) {
      depth--;
      if (depth === 0) return i + 1;
    } else if (c === open) {
      depth++;
    } else if (c === ";" || (c === "$" && /\s/.test(text[i - 1]!))) {
      i = endOfLine(text, i) - 1;
    }
  }
  return -1;
}
