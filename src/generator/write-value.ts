import { formatSpiceNumber } from "../numeric/spice-number.ts";

/** Suffixes with the size from which each is used; numbers a person reads at a glance have none. */
const suffixes: readonly (readonly [from: number, suffix: string])[] = [
  [1e6, "meg"],
  [1e3, "k"],
  [0.01, ""],
  [1e-3, "m"],
  [1e-6, "u"],
  [1e-9, "n"],
  [0, "p"],
];

/** A number of up to six digits as people write it in netlists: `4.7k`, `160u`, `0.25`. */
export function writeValue(value: number): string {
  const rounded = Math.abs(Number(value.toPrecision(6)));
  const suffix = rounded === 0 ? "" : suffixes.find(([from]) => rounded >= from)![1];
  return formatSpiceNumber(value, { like: `1${suffix}` });
}
