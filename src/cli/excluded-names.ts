import { compilePattern } from "../circuit/trainable/selector-pattern.ts";

/** Whether a flat name is left out of parts lists: `--exclude Rs,Rl`, patterns as in selectors. */
export function excludedNames(lists: readonly string[]): (name: string) => boolean {
  const patterns = readPatterns(lists).map(compilePattern);
  return (name) => patterns.some((fits) => fits(name));
}

/** The patterns of `--exclude` that fit none of the names left out: misspelt ones, mostly. */
export function idleExclusions(lists: readonly string[], leftOut: readonly string[]): readonly string[] {
  return readPatterns(lists).filter((pattern) => !leftOut.some(compilePattern(pattern)));
}

function readPatterns(lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(/[\s,]+/)).filter((pattern) => pattern !== "");
}
