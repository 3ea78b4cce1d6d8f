import {
  type Formula,
  type FormulaSymbol,
  type Monomial,
  monomial,
  type Power,
  symbolKey,
} from "./formula.ts";
import { formatNumber, splitFraction } from "./fraction.ts";

/**
 * A formula as plain text: `v(in,a)²/(2 R1)`, `i(V1) (v(in) - V1)`. Voltages and currents of the nudged phase are y and j.
 * The empty sum is `0`.
 */
export function formulaText(formula: Formula): string {
  const common = commonFactor(formula);
  if (formula.length > 1 && common) {
    const rest = formula.map((term) =>
      monomial(term.coefficient, ...term.powers, { ...common, exponent: -common.exponent }),
    );
    return `${powerText(common)} (${sumText(rest)})`;
  }
  return sumText(formula);
}

/** A voltage, a current or a value by its name. */
export function symbolText(symbol: FormulaSymbol): string {
  switch (symbol.kind) {
    case "angular-frequency":
      return "jω";
    case "phase-factor":
      return `e^(jφ(${symbol.element}))`;
    case "value":
      return symbol.element;
    case "voltage":
      return `${symbol.nudged ? "y" : "v"}(${voltageName(symbol)})`;
    case "current":
      return `${symbol.nudged ? "j" : "i"}(${symbol.element})`;
  }
}

/** `a`, or `a,b` for a difference; `0,a` where the ground is the positive end. */
export function voltageName({ plus, minus }: { readonly plus: string; readonly minus: string }): string {
  return minus === "0" ? plus : `${plus},${minus}`;
}

/** A power that every term of a sum has: a current or a voltage, which is worth a bracket. */
export function commonFactor(formula: Formula): Power | undefined {
  const [first, ...rest] = formula;
  return first?.powers.find(
    ({ symbol, exponent }) =>
      exponent === 1 &&
      "nudged" in symbol &&
      rest.every(({ powers }) =>
        powers.some((power) => power.exponent === 1 && symbolKey(power.symbol) === symbolKey(symbol)),
      ),
  );
}

function sumText(formula: Formula): string {
  if (formula.length === 0) return "0";
  return formula
    .map((term, k) => {
      const sign = term.coefficient < 0 ? "-" : "+";
      return k === 0 ? `${sign === "-" ? "-" : ""}${monomialText(term)}` : ` ${sign} ${monomialText(term)}`;
    })
    .join("");
}

/** Without its sign. */
function monomialText(term: Monomial): string {
  const parts = splitFraction(term);
  const root = (symbols: readonly FormulaSymbol[]) => symbols.map(symbolText).join(" ");
  const above = [
    ...(parts.numeratorNumber === 1 ? [] : [formatNumber(parts.numeratorNumber)]),
    ...parts.numerator.filter(isCoefficient).map(powerText),
    ...rootText(root(parts.rootNumerator), root(parts.rootDenominator)),
    ...parts.numerator.filter((power) => !isCoefficient(power)).map(powerText),
  ];
  const below = [
    ...(parts.denominatorNumber === 1 ? [] : [formatNumber(parts.denominatorNumber)]),
    ...parts.denominator.map(powerText),
  ];
  const numerator = above.length === 0 ? "1" : above.join(" ");
  if (below.length === 0) return numerator;
  return `${numerator}/${below.length === 1 ? below[0] : `(${below.join(" ")})`}`;
}

function isCoefficient({ symbol }: Power): boolean {
  return !("nudged" in symbol);
}

function rootText(above: string, below: string): readonly string[] {
  if (above === "" && below === "") return [];
  return [
    below === ""
      ? `√(${above})`
      : `√(${above === "" ? "1" : above}/${below.includes(" ") ? `(${below})` : below})`,
  ];
}

function powerText({ symbol, exponent }: Power): string {
  const text = symbolText(symbol);
  if (exponent === 1) return text;
  return exponent === 2 ? `${text}²` : exponent === 3 ? `${text}³` : `${text}^${exponent}`;
}
