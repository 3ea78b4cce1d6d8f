import { readPlainNumber } from "./read-plain-number.ts";

/** A number as SPICE writes it, taken apart. */
export interface SpiceNumber {
  readonly value: number;
  /** Scale suffix in lower case (`k`, `meg`, `mil`, `u` for µ too), or empty. */
  readonly suffix: string;
  /** The letters after the suffix, as written; SPICE ignores them. */
  readonly unit: string;
  /** True for `4k7`: SPICE reads 4000 and ignores the 7, which is seldom what was meant. */
  readonly digitsAfterSuffix: boolean;
}

/** How a number is to be written. */
export interface SpiceNumberFormat {
  /** Significant digits, 1 to 17; 6 by default. */
  readonly digits?: number;
  /** The text that stood there before: its suffix, letter case and unit are kept where the new value allows. */
  readonly like?: string;
}

const suffixExponents: Readonly<Record<string, number>> = {
  t: 12,
  g: 9,
  meg: 6,
  k: 3,
  m: -3,
  u: -6,
  n: -9,
  p: -12,
  f: -15,
};

const suffixByExponent: ReadonlyMap<number, string> = new Map([
  [0, ""],
  ...Object.entries(suffixExponents).map(([suffix, exponent]) => [exponent, suffix] as const),
]);

/** A thousandth of an inch in metres: the one suffix that is no power of ten. */
const mil = 25.4e-6;

const numberPattern =
  /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[ed]([+-]?\d+))?(?:(meg|mil|[tgkmunpfµμ])([^\s=(){},'";]*)|([a-zΩ°%][^\s=(){},'";]*))?$/iu;

interface Pieces {
  readonly mantissa: string;
  readonly exponent: number;
  readonly hasExponent: boolean;
  readonly writtenSuffix: string;
  readonly unit: string;
}

function takeApart(text: string): Pieces | undefined {
  const match = numberPattern.exec(text);
  if (match === null) return undefined;
  const [, mantissa = "", exponent, suffix = "", unitAfterSuffix, unitAlone] = match;
  return {
    mantissa,
    exponent: Number(exponent ?? 0),
    hasExponent: exponent !== undefined,
    writtenSuffix: suffix,
    unit: unitAfterSuffix ?? unitAlone ?? "",
  };
}

function canonicalSuffix(written: string): string {
  const lower = written.toLowerCase();
  return lower === "µ" || lower === "μ" ? "u" : lower;
}

/**
 * Read a SPICE number: `4.7k`, `10meg`, `1mil`, `.5`, `5.`, `1E+3k`, `10MegOhm`, `10µF`.
 *
 * value = mantissa · 10^exponent · 10^suffix, rounded once. `m` and `M` are milli, `meg` is mega, `d` may stand for `e`;
 * letters behind the suffix are a unit and change nothing (so `1F` is a femto). `1A` is 1: the `a` is atto for ngspice 45 and a unit for those before it. `4k7` is 4000, as in ngspice, with `digitsAfterSuffix` set.
 *
 * @returns undefined when the text is not one number from beginning to end, or is too large for a double.
 * @example parseSpiceNumber("4.7kOhm") // { value: 4700, suffix: "k", unit: "Ohm", digitsAfterSuffix: false }
 */
export function parseSpiceNumber(text: string): SpiceNumber | undefined {
  const plain = readPlainNumber(text);
  if (plain !== undefined) return plain;
  const first = text.charCodeAt(0);
  // Most texts that are no number are names: they begin with a letter.
  if (first > 57 && first < 128) return undefined;
  const pieces = takeApart(text);
  if (pieces === undefined) return undefined;
  const { mantissa, exponent, unit } = pieces;
  const suffix = canonicalSuffix(pieces.writtenSuffix);
  const value =
    suffix === "mil"
      ? Number(`${mantissa}e${exponent}`) * mil
      : Number(`${mantissa}e${exponent + (suffixExponents[suffix] ?? 0)}`);
  if (!Number.isFinite(value)) return undefined;
  return { value, suffix, unit, digitsAfterSuffix: /\d/.test(unit) };
}

/** Shortest decimal text of an already rounded number: plain between 1e-4 and 1e7, with an exponent elsewhere or on demand. */
function writePlain(rounded: number, withExponent: boolean): string {
  const size = Math.abs(rounded);
  if (rounded === 0) return "0";
  if (!withExponent && size >= 1e-4 && size < 1e7) return String(rounded);
  return rounded.toExponential().replace("e+", "e");
}

/** `rounded` in units of 10^exponent, by shifting the decimal point of its text: no rounding error is added. */
function writeShifted(rounded: number, exponent: number): string {
  const [digits = "", power = "0"] = rounded.toExponential().split("e");
  return writePlain(Number(`${digits}e${Number(power) - exponent}`), false);
}

function matchCase(suffix: string, written: string): string {
  return written !== "" && written === written.toUpperCase() ? suffix.toUpperCase() : suffix;
}

function writeLike(value: number, rounded: number, digits: number, like: Pieces): string {
  const old = canonicalSuffix(like.writtenSuffix);
  if (old === "") return writePlain(rounded, like.hasExponent) + like.unit;
  if (old === "mil") return Number((value / mil).toPrecision(digits)) + like.writtenSuffix + like.unit;
  const kept = writeShifted(rounded, suffixExponents[old] ?? 0);
  const size = Math.abs(Number(kept));
  if (rounded === 0 || (size >= 0.01 && size < 1e4)) return kept + like.writtenSuffix + like.unit;
  const exponent = Math.floor(Number(rounded.toExponential().split("e")[1]) / 3) * 3;
  const suffix = suffixByExponent.get(exponent);
  if (suffix === undefined) return writePlain(rounded, true);
  return writeShifted(rounded, exponent) + matchCase(suffix, like.writtenSuffix) + like.unit;
}

/**
 * Write a finite number for a netlist, rounded to `digits` significant digits, in the style of `like`:
 * a suffix (and unit) is kept, or exchanged for the fitting one when the mantissa would leave [0.01, 10⁴);
 * an exponent stays an exponent. Where the old unit would be misread (`5F` is femto) it is dropped.
 *
 * @throws RangeError for NaN and infinities, which no netlist can hold.
 * @example formatSpiceNumber(5123.456, { digits: 4, like: "4.7kOhm" }) // "5.123kOhm"
 */
export function formatSpiceNumber(value: number, format: SpiceNumberFormat = {}): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written in a netlist`);
  const digits = format.digits ?? 6;
  const rounded = Number(value.toPrecision(digits));
  const written = format.like === undefined ? undefined : takeApart(format.like);
  // The 7 of `4k7` belonged to the old value.
  const like = written !== undefined && /\d/.test(written.unit) ? { ...written, unit: "" } : written;
  if (like === undefined) return writePlain(rounded, false);
  // Directly behind the digits an A is amperes for one simulator and atto for another: no text may depend on that.
  const text = writeLike(value, rounded, digits, like).replace(/(?<=[\d.])a.*$/i, "");
  const back = parseSpiceNumber(text)?.value;
  const tolerance = Math.abs(value) * 0.51 * 10 ** (1 - digits);
  if (back === undefined || Math.abs(back - value) > tolerance) return writePlain(rounded, like.hasExponent);
  return text;
}
