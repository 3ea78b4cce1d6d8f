import type { Collector } from "../diagnostic/collector.ts";
import { nearestWord } from "../diagnostic/nearest-word.ts";
import { spanText } from "../source/source-text.ts";
import type { Directive, DirectiveOption } from "./directive.ts";
import { directiveOptions, type OptionKind } from "./directive-options.ts";
import { nameAt } from "./name.ts";
import type { Value } from "./value.ts";

function describeKind(kind: OptionKind): string {
  if (kind === "number") return "a number";
  if (kind === "word") return "a word";
  const words = kind.words.join(", ");
  return kind.orNumber ? `a number or ${words}` : `one of ${words}`;
}

/** Whether a value fits; an expression counts as a number, because parameters are known only later. */
function fits(kind: OptionKind, value: Value, text: string): boolean {
  if (kind === "word") return value.kind === "word" || value.kind === "string";
  // A single parameter in braces is read as a word.
  const braced = value.kind === "word" && text.startsWith("{");
  const isNumber = value.kind === "number" || value.kind === "expression" || braced;
  if (kind === "number") return isNumber;
  return (
    kind.words.some((word) => word.toLowerCase() === text.toLowerCase()) ||
    (kind.orNumber === true && isNumber)
  );
}

/** The option table of an annotation, with its keys as plain strings. */
export function optionsOf(directive: Directive["kind"]): Readonly<Record<string, OptionKind>> {
  return directiveOptions[directive];
}

/**
 * Check the options of an annotation against its table: unknown and repeated keys and values of the wrong kind are reported.
 * Words of a list are read as words even where they look like something else (`finite-difference`).
 *
 * @returns the options that are usable.
 */
export function checkOptions(
  directive: Directive["kind"],
  options: readonly DirectiveOption[],
  collector: Collector,
): readonly DirectiveOption[] {
  const table = optionsOf(directive);
  const seen = new Set<string>();
  return options.flatMap((option): DirectiveOption[] => {
    const key = option.name.key;
    if (!Object.hasOwn(table, key)) {
      const known = Object.keys(table);
      collector.report("directive/unknown-key", option.name.span, {
        directive,
        key: option.name.text,
        nearest: nearestWord(key, known),
        known,
      });
      return [];
    }
    if (seen.has(key)) {
      collector.report("directive/repeated-key", option.name.span, { key: option.name.text });
      return [];
    }
    seen.add(key);
    const kind = table[key]!;
    const text = spanText(option.value.span);
    const takesWord =
      kind === "word" ||
      (typeof kind === "object" && kind.words.some((w) => w.toLowerCase() === text.toLowerCase()));
    const value: Value =
      takesWord && option.value.kind !== "string"
        ? {
            kind: "word",
            name: nameAt(option.value.span.source, text, option.value.span.start),
            span: option.value.span,
          }
        : option.value;
    if (fits(kind, value, text)) return [{ ...option, value }];
    collector.report("directive/bad-value", option.span, {
      key: option.name.text,
      text,
      expected: describeKind(kind),
    });
    return [];
  });
}
