import type { Position, SourceText } from "./source-text.ts";

/** Offsets at which the lines begin; a line ends at LF, CR LF or a lone CR. */
function lineStarts(text: string): Uint32Array {
  let starts = new Uint32Array(64);
  let count = 1;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c !== 10 && c !== 13) continue;
    if (c === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (count === starts.length) {
      const larger = new Uint32Array(starts.length * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count++] = i + 1;
  }
  return starts.subarray(0, count);
}

/**
 * Prepare to look up many offsets of one source: one pass over the text here, a binary search for each offset.
 * Offsets outside the text are taken as its ends.
 */
export function createLocator(source: SourceText): (offset: number) => Position {
  const starts = lineStarts(source.text);
  return (offset) => {
    const inside = Math.max(0, Math.min(offset, source.text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - starts[low]! + 1 };
  };
}

/** Line and column of one offset, both from 1. For many offsets of one text use {@link createLocator}. */
export function locate(source: SourceText, offset: number): Position {
  return createLocator(source)(offset);
}
