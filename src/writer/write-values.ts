import type { Trainable } from "../circuit/circuit.ts";
import { formatSpiceNumber, parseSpiceNumber } from "../numeric/spice-number.ts";
import { type SourceText, spanText } from "../source/source-text.ts";
import { applyEdits, type TextEdit } from "../source/text-edit.ts";

/** A trained value as the netlist will show it. */
export interface WrittenValue {
  /** The number's text, in the style of the one it replaces. */
  readonly text: string;
  /** What a simulator reads in that text, in natural units. */
  readonly value: number;
  /** False where the text stays as it was. */
  readonly changed: boolean;
}

/**
 * How each value will stand in its netlist with `digits` significant digits. A value that is the old one to that precision keeps the old
 * text, byte for byte, even where that is written with more digits or in a style of its own.
 *
 * @param values natural units, one per trainable; finite.
 */
export function formatValues(
  trainables: readonly Trainable[],
  values: Float64Array,
  digits: number,
): readonly WrittenValue[] {
  return trainables.map(({ span }, index) => {
    const before = spanText(span);
    const parsed = parseSpiceNumber(before);
    const old = parsed?.value;
    // `4k7` is read as 4000: the stray digits would follow the new number and mislead again.
    const like = parsed?.digitsAfterSuffix ? before.slice(0, before.length - parsed.unit.length) : before;
    const text = formatSpiceNumber(values[index]!, { digits, like });
    const value = parseSpiceNumber(text)!.value;
    const same = old !== undefined && (old === values[index] || old === value);
    return same ? { text: before, value: old, changed: false } : { text, value, changed: true };
  });
}

/**
 * One source text with its trained values put in place: only the number texts under the trainables' spans change, and nothing at all when
 * no value does. Trainables that stand in other texts (included files) are left to calls for those.
 */
export function writeValues(
  source: SourceText,
  trainables: readonly Trainable[],
  values: Float64Array,
  digits: number,
): string {
  const written = formatValues(trainables, values, digits);
  const edits = trainables.flatMap(({ span }, index): readonly TextEdit[] => {
    const { changed, text } = written[index]!;
    return span.source === source && changed ? [{ span, replacement: text }] : [];
  });
  return applyEdits(source.text, edits);
}
