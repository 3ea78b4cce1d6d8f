import type { Value } from "../ast/value.ts";
import { formatSpiceNumber } from "../numeric/spice-number.ts";
import { spanText } from "../source/source-text.ts";
import type { TextEdit } from "../source/text-edit.ts";
import { writeNumber } from "./write-number.ts";

/** Letters of elements whose one value is multiplied by a constant. */
export type ScaledLetter = "r" | "l" | "c" | "e" | "f" | "g" | "h";

/**
 * A value times a factor: a number in the style in which it is written, an expression times the factor, so that parameters stay what they are.
 * Undefined for what is no quantity (a text in quotes).
 */
export function scaleValue(value: Value, factor: number): TextEdit | undefined {
  const { span } = value;
  if (factor === 1) return { span, replacement: spanText(span) };
  switch (value.kind) {
    case "number":
      return { span, replacement: scaleNumber(spanText(span), value.value, factor) };
    case "word":
      return { span, replacement: `{${value.name.text}*${writeNumber(factor)}}` };
    case "expression": {
      const text = spanText(span);
      const [open, close] = /^[{'"]/.test(text) ? [text[0]!, text.at(-1)!] : ["{", "}"];
      const inner = open === "{" && text[0] !== "{" ? text : text.slice(1, -1);
      return { span, replacement: `${open}(${inner})*${writeNumber(factor)}${close}` };
    }
    case "string":
      return undefined;
  }
}

/** A number times a factor, in the style of its text. */
export function scaleNumber(text: string, value: number, factor: number): string {
  return formatSpiceNumber(value * factor, { digits: 15, like: text });
}
