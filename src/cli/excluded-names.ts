import { compilePattern } from "../circuit/trainable/selector-pattern.ts";

/** Whether a flat name is left out of parts lists: `--exclude Rs,Rl`, patterns as in selectors. */
export function excludedNames(lists: readonly string[]): (name: string) => boolean {
  const patterns = lists
    .flatMap((list) => list.split(/[\s,]+/))
    .filter((pattern) => pattern !== "")
    .map(compilePattern);
  return (name) => patterns.some((fits) => fits(name));
}
