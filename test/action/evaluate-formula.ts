import type { Formula, FormulaSymbol } from "../../src/action/formula.ts";
import { add, multiply, type Z, z } from "../complex.ts";

/** The value of a formula; roots of values must be real. */
export function evaluateFormula(formula: Formula, lookUp: (symbol: FormulaSymbol) => Z): Z {
  return add(
    ...formula.map(({ coefficient, powers }) =>
      powers.reduce(
        (product, { symbol, exponent }) => multiply(product, raise(lookUp(symbol), exponent)),
        z(coefficient),
      ),
    ),
  );
}

function raise(value: Z, exponent: number): Z {
  const angle = Math.atan2(value.im, value.re) * exponent;
  const size = Math.hypot(value.re, value.im) ** exponent;
  return z(size * Math.cos(angle), size * Math.sin(angle));
}
