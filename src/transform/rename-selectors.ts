import type { Statement } from "../ast/netlist.ts";
import { compilePattern } from "../circuit/trainable/selector-pattern.ts";
import type { TextEdit } from "../source/text-edit.ts";
import { flatElementName } from "./flat-names.ts";
import type { OpenDeck } from "./open-deck.ts";

/** Selectors with a dot (`X1.C1`, `sec.C*`) as the names that their elements have in the flat deck; others fit them as before. */
export function renameSelectors(
  { directive }: Statement & { readonly kind: "directive" },
  { flat }: OpenDeck,
): readonly TextEdit[] {
  if (directive?.kind !== "fabricate" && directive?.kind !== "train") return [];
  return directive.selectors.flatMap(({ kind, pattern, span }): readonly TextEdit[] => {
    if (kind === "parameter" || !pattern.text.includes(".")) return [];
    const fits = compilePattern(pattern.text);
    const names = flat.cards
      .filter(({ name, definition }) => fits(name) || fits(definition))
      .map(flatElementName);
    return names.length === 0 ? [] : [{ span, replacement: names.join(" ") }];
  });
}
