/**
 * Whether a selector's pattern fits a name. Case does not matter; `*` stands for any characters and `?` for one, but neither for the dots
 * between the parts of a name: `C*` is every capacitor of the deck itself, `X1.*` everything directly in X1.
 */
export type NamePattern = (name: string) => boolean;

/** Compile a pattern such as `C*` or `X1.R2`. */
export function compilePattern(pattern: string): NamePattern {
  if (!hasWildcard(pattern)) {
    const wanted = pattern.toLowerCase();
    return (name) => name.toLowerCase() === wanted;
  }
  const source = pattern
    .split("")
    .map((letter) =>
      letter === "*" ? "[^.]*" : letter === "?" ? "[^.]" : letter.replace(/[\\^$.|+()[\]{}/-]/g, "\\$&"),
    )
    .join("");
  const expression = new RegExp(`^${source}$`, "i");
  return (name) => expression.test(name);
}

/** True when a pattern may fit several names. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
