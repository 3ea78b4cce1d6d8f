import { spanText } from "../source/source-text.ts";
import type { Compilation } from "../training/compile.ts";

/** Each goal's directive on one line, without its comment signs, by the goal's name (`goal 1`, `goal 2`, … where it has none). */
export function goalTexts({ circuit }: Compilation): ReadonlyMap<string, string> {
  return new Map(
    circuit.goals.map(({ name, span }, index) => {
      const text = spanText(span)
        .replaceAll(/\s*[\r\n]+\s*\*\s*@\+\s*/g, " ")
        .replace(/^\W*@\s*/, "")
        .trim();
      return [name?.text ?? `goal ${index + 1}`, text];
    }),
  );
}
