import { parseSpiceNumber } from "../numeric/spice-number.ts";
import { writeNumber } from "./write-number.ts";

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const suffixed = /^([+-]?(?:\d+\.?\d*|\.\d+))(meg|[tgkmunpf])$/i;
const withUnit = /^([+-]?(?:\d+\.?\d*|\.\d+))(meg|(?!mil)[tgkmunpfµμ])/iu;

/** A number in the form that every simulator takes: a plain one, or one of SPICE's suffixes in lower case and nothing behind it. */
export function portableNumber(text: string): string {
  if (plain.test(text)) return text;
  const [, mantissa, suffix] = suffixed.exec(text) ?? withUnit.exec(text) ?? [];
  if (mantissa !== undefined && suffix !== undefined)
    return mantissa + suffix.toLowerCase().replace(/[µμ]/u, "u");
  const number = parseSpiceNumber(text);
  return number === undefined ? text : writeNumber(number.value);
}
