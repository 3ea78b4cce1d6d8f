import type { PartKind } from "./stock.ts";

/** What a parts list or a schematic writes for a value. */
export interface ReadPartValue {
  readonly value: number;
  /** Known where a unit stands behind the number. */
  readonly kind?: PartKind;
}

const exponents: Readonly<Record<string, number>> = {
  T: 12,
  G: 9,
  M: 6,
  meg: 6,
  k: 3,
  K: 3,
  R: 0,
  m: -3,
  u: -6,
  µ: -6,
  μ: -6,
  n: -9,
  p: -12,
  f: -15,
  "": 0,
};

const kindsOfUnit: readonly (readonly [RegExp, PartKind])[] = [
  [/^(?:ohms?|Ω|Ω|r)$/i, "resistor"],
  [/^f(?:arads?)?$/i, "capacitor"],
  [/^h(?:enr(?:y|ies))?$/i, "inductor"],
];

const plain =
  /^([+]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(meg|[TGMkKmuµμnpf]?)\s*(ohms?|Ω|Ω|r|farads?|f|henry|henries|h)?$/iu;
const infix = /^(\d+)(meg|[TGMkKRmuµμnpfFH])(\d+)\s*(ohms?|Ω|Ω|f|h)?$/u;

/**
 * Read a value as parts lists and schematics write it: `4.7k`, `4k7`, `4R7`, `10M` (mega), `100nF`, `2u2`, `4.7 uH`. Unlike SPICE, `M` is
 * mega. Undefined where the text is not one positive number.
 */
export function parsePartValue(text: string): ReadPartValue | undefined {
  const trimmed = text.trim();
  const between = infix.exec(trimmed);
  if (between !== null) {
    const [, whole, prefix, fraction, unit] = between;
    const asUnit = kindOf(prefix!);
    const exponent = exponents[prefix!];
    if (exponent === undefined && asUnit === undefined) return undefined;
    return result(`${whole}.${fraction}`, exponent ?? 0, kindOf(unit) ?? asUnit);
  }
  const match = plain.exec(trimmed);
  if (match === null) return undefined;
  const [, number, prefix = "", unit] = match;
  // A lone f is a farad, not a femto: nobody sells the latter.
  if (prefix.toLowerCase() === "f" && unit === undefined) return result(number!, 0, "capacitor");
  const exponent = exponents[prefix] ?? exponents[prefix.toLowerCase()];
  return exponent === undefined ? undefined : result(number!, exponent, kindOf(unit));
}

function kindOf(unit: string | undefined): PartKind | undefined {
  if (unit === undefined) return undefined;
  return kindsOfUnit.find(([pattern]) => pattern.test(unit))?.[1];
}

function result(mantissa: string, exponent: number, kind: PartKind | undefined): ReadPartValue | undefined {
  const [digits, power = "0"] = mantissa.toLowerCase().split("e");
  const value = Number(`${digits}e${Number(power) + exponent}`);
  if (!(value > 0) || !Number.isFinite(value)) return undefined;
  return kind === undefined ? { value } : { value, kind };
}
