/**
 * Whether a selector's pattern fits a name; case does not matter. `*` stands for any characters and `?` for one, but neither for the dots between
 * the parts of a name: `C*` is every capacitor of the deck itself, `X1.*` everything directly in X1.
 */
export type NamePattern = (name: string) => boolean;

/** Compile a pattern such as `C*` or `X1.R2`. */
export function compilePattern(pattern: string): NamePattern {
  const wanted = pattern.toLowerCase();
  if (!hasWildcard(pattern)) return (name) => name.length === wanted.length && name.toLowerCase() === wanted;
  const source = wanted
    .split("")
    .map((letter) =>
      letter === "*" ? "[^.]*" : letter === "?" ? "[^.]" : letter.replace(/[\\^$.|+()[\]{}/]/g, "\\$&"),
    )
    .join("");
  const expression = new RegExp(`^${source}$`, "iu");
  return (name) => expression.test(name);
}

/** True when a pattern may fit several names. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
