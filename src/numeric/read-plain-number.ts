/** A SPICE number of digits and a scale suffix alone. */
export interface PlainNumber {
  readonly value: number;
  /** In lower case, or empty. */
  readonly suffix: string;
  readonly unit: "";
  readonly digitsAfterSuffix: false;
}

/** 10^0 … 10^22: every power of ten that a double holds exactly. */
const exactPowers: readonly number[] = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** Fifteen digits are an integer that a double holds exactly. */
const maximumDigits = 15;

/** Exponent of the suffix whose (lower-case) letter has this code; undefined for any other character. */
function exponentOf(code: number): number | undefined {
  switch (code | 0x20) {
    case 0x74: // t
      return 12;
    case 0x67: // g
      return 9;
    case 0x6b: // k
      return 3;
    case 0x6d: // m
      return -3;
    case 0x75: // u
      return -6;
    case 0x6e: // n
      return -9;
    case 0x70: // p
      return -12;
    case 0x66: // f
      return -15;
    default:
      return undefined;
  }
}

/**
 * Read a SPICE number that is written without exponent and unit (`47`, `-4.7k`, `.5u`), as nearly all of a large netlist are: digits and
 * the powers of ten are exact, so that one multiplication or division gives the nearest double.
 *
 * @returns undefined for any other text; it may be a number nevertheless.
 */
export function readPlainNumber(text: string): PlainNumber | undefined {
  const last = text.length - 1;
  const exponent = last > 0 ? exponentOf(text.charCodeAt(last)) : undefined;
  const end = exponent === undefined ? last + 1 : last;
  const sign = text.charCodeAt(0);
  const start = sign === 43 || sign === 45 ? 1 : 0;
  let digits = 0;
  let decimals = -1;
  let mantissa = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48);
      digits++;
    } else if (code === 46 && decimals < 0) decimals = digits;
    else return undefined;
  }
  if (digits === 0 || digits > maximumDigits) return undefined;
  const power = (exponent ?? 0) - (decimals < 0 ? 0 : digits - decimals);
  const scale = exactPowers[Math.abs(power)];
  if (scale === undefined) return undefined;
  const size = power < 0 ? mantissa / scale : mantissa * scale;
  const suffix = exponent === undefined ? "" : text[last]!.toLowerCase();
  return { value: sign === 45 ? -size : size, suffix, unit: "", digitsAfterSuffix: false };
}
