/**
 * Whether a selector's pattern fits a name; case does not matter. `*` stands for any characters and `?` for one, but neither for the dots between
 * the parts of a name: `C*` is every capacitor of the deck itself, `X1.*` everything directly in X1.
 */
export type NamePattern = (name: string) => boolean;

/** Compile a pattern such as `C*` or `X1.R2`. */
export function compilePattern(pattern: string): NamePattern {
  const wanted = pattern.toLowerCase();
  if (!hasWildcard(pattern)) return (name) => name.length === wanted.length && name.toLowerCase() === wanted;
  const letters = [...wanted];
  return (name) => fits(letters, [...name.toLowerCase()]);
}

/**
 * Whether a pattern fits all of a name. Only the last `*` met is ever tried again, with one letter more, so that the steps are at most the
 * product of both lengths; a backtracking regular expression would need exponentially many for `*a*a*a…`.
 */
function fits(pattern: readonly string[], name: readonly string[]): boolean {
  let p = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < name.length) {
    if (pattern[p] === "*") {
      star = p++;
      resume = n;
    } else if (p < pattern.length && (pattern[p] === name[n] || (pattern[p] === "?" && name[n] !== "."))) {
      p++;
      n++;
    } else if (star >= 0 && name[resume] !== ".") {
      p = star + 1;
      n = ++resume;
    } else return false;
  }
  while (pattern[p] === "*") p++;
  return p === pattern.length;
}

/** True when a pattern may fit several names. */
export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}
