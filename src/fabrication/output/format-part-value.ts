import type { PartKind } from "../stock/stock.ts";

/** SI prefixes as parts lists write them: `M` is mega here, and micro is `u`, which every tool can read. */
const prefixes = ["f", "p", "n", "u", "m", "", "k", "M", "G"] as const;
const unitSymbols = { resistor: "Ω", capacitor: "F", inductor: "H" } as const satisfies Record<
  PartKind,
  string
>;

/** A value for a parts list: `4.7k`, `820n`, `1M`, without its unit; six digits at most. */
export function formatPartValue(value: number): string {
  if (value === 0) return "0";
  const digits = Number(value.toPrecision(6));
  const thousands = Math.floor(Math.log10(Math.abs(digits)) / 3 + 1e-9);
  const prefix = prefixes[thousands + 5];
  if (prefix === undefined) return digits.toExponential();
  return `${Number((digits / 10 ** (3 * thousands)).toPrecision(6))}${prefix}`;
}

/** The same with its unit: `4.7kΩ`, `820nF`. */
export function formatPartQuantity(value: number, kind: PartKind): string {
  return `${formatPartValue(value)}${unitSymbols[kind]}`;
}
