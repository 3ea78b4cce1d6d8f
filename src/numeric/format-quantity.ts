const prefixes: readonly (readonly [number, string])[] = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
  [1, ""],
  [1e-3, "m"],
  [1e-6, "µ"],
  [1e-9, "n"],
  [1e-12, "p"],
  [1e-15, "f"],
];

/** Units that take no prefix: `-3 dB`, not `-3000 mdB`. */
const prefixless: ReadonlySet<string> = new Set(["dB", "°", "%"]);

/**
 * A number with its unit for people: `4.7 kOhm`, `10 MHz`, `-3.01 dB`. `digits` significant digits, trailing zeros dropped.
 * Prefixes are SI's (M is mega): for netlists use `formatSpiceNumber`. A plain number takes no prefix either: `0.5`, `1e-7`.
 */
export function formatQuantity(value: number, unit: string, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  if (unit === "") return plainNumber(value, digits);
  if (prefixless.has(unit)) return `${trimmed(value, digits)} ${unit}`;
  const magnitude = Math.abs(Number(value.toPrecision(digits)));
  if (magnitude === 0) return `0 ${unit}`;
  const prefix = prefixes.find(([factor]) => magnitude >= factor * (1 - 1e-12));
  if (prefix === undefined || magnitude >= 1e15)
    return `${value.toExponential(Math.max(digits - 1, 0))} ${unit}`;
  return `${trimmed(value / prefix[0], digits)} ${prefix[1]}${unit}`;
}

function plainNumber(value: number, digits: number): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  return rounded === 0 || (size >= 1e-3 && size < 1e6)
    ? String(rounded)
    : rounded.toExponential().replace("e+", "e");
}

function trimmed(value: number, digits: number): string {
  const text = value.toPrecision(digits);
  // Beyond the asked digits toPrecision turns to exponents; a plain number reads better up to a million.
  if (text.includes("e")) return Math.abs(value) < 1e6 && Math.abs(value) >= 1 ? String(Number(text)) : text;
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
