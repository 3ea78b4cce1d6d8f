import { type FormulaSymbol, type Monomial, type Power, symbolKey } from "./formula.ts";

/** A monomial taken apart for printing: sign, numbers and powers above and below the line, and what stands under a root. */
export interface Fraction {
  readonly negative: boolean;
  /** Positive; 1 is not printed. */
  readonly numeratorNumber: number;
  readonly denominatorNumber: number;
  readonly numerator: readonly Power[];
  readonly denominator: readonly Power[];
  readonly rootNumerator: readonly FormulaSymbol[];
  readonly rootDenominator: readonly FormulaSymbol[];
}

/** jω first, then values, then currents and voltages, those of the nudged phase in front; alike ones by name. */
const order = ["angular-frequency", "phase-factor", "value", "current", "voltage"] as const;

/** Take a monomial apart. Numbers such as 0.5 become fractions where the denominator is at most 12. */
export function splitFraction({ coefficient, powers }: Monomial): Fraction {
  const rank = ({ symbol }: Power): number =>
    2 * order.indexOf(symbol.kind) + ("nudged" in symbol && !symbol.nudged ? 1 : 0);
  const name = ({ symbol }: Power): string => symbolKey(symbol);
  const sorted = [...powers].sort((a, b) => rank(a) - rank(b) || (name(a) < name(b) ? -1 : 1));
  const whole = sorted.map(({ symbol, exponent }) => ({ symbol, exponent: Math.trunc(exponent) }));
  const rooted = (sign: number) =>
    sorted
      .filter(({ exponent }) => exponent % 1 !== 0 && Math.sign(exponent) === sign)
      .map(({ symbol }) => symbol);
  const magnitude = Math.abs(coefficient);
  const denominatorNumber =
    Array.from({ length: 12 }, (_, k) => k + 1).find((d) => isInteger(magnitude * d)) ?? 1;
  return {
    negative: coefficient < 0,
    numeratorNumber: magnitude * denominatorNumber,
    denominatorNumber,
    numerator: whole.filter(({ exponent }) => exponent > 0),
    denominator: whole
      .filter(({ exponent }) => exponent < 0)
      .map(({ symbol, exponent }) => ({ symbol, exponent: -exponent })),
    rootNumerator: rooted(1),
    rootDenominator: rooted(-1),
  };
}

function isInteger(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-12 * Math.max(value, 1) && value < 1e6;
}

/** A number in a formula or a matrix, six significant digits unless asked otherwise. */
export function formatNumber(value: number, digits = 6): string {
  return String(Number(value.toPrecision(digits)));
}
