import { type Formula, type FormulaSymbol, type Monomial, monomial, type Power } from "./formula.ts";
import { commonFactor, voltageName } from "./formula-text.ts";
import { formatNumber, splitFraction } from "./fraction.ts";

/** A formula for LaTeX's mathematics: `\frac{v_{\mathrm{in,a}}^{2}}{2 R_{\mathrm{1}}}`. Needs amsmath alone. */
export function formulaLatex(formula: Formula): string {
  const common = commonFactor(formula);
  if (formula.length > 1 && common) {
    const rest = formula.map((term) =>
      monomial(term.coefficient, ...term.powers, { ...common, exponent: -common.exponent }),
    );
    return `${powerLatex(common)} \\left(${sumLatex(rest)}\\right)`;
  }
  return sumLatex(formula);
}

/** An element's value as its letter with the rest of the name as index: `R1` is `R_{1}`, `X1.Cload` is `C_{\mathrm{X1.load}}`. */
export function valueLatex(element: string): string {
  const parts = element.split(".");
  const own = parts.pop()!;
  const letter = own[0]!.toUpperCase() === "K" ? "k" : own[0]!.toUpperCase();
  const index = [...parts, own.slice(1)].filter((part) => part !== "").join(".");
  return index === "" ? letter : `${letter}_{${nameLatex(index)}}`;
}

/** A name in upright letters, with LaTeX's special characters escaped: `^`, `~` and `\\` are letters in texts only. Digits alone need no font. */
export function nameLatex(name: string): string {
  if (/^[0-9]+$/.test(name)) return name;
  const escaped = name.replace(/[\\{}_#$%&^~]/g, (character) =>
    character === "\\"
      ? "\\text{\\textbackslash}"
      : character === "^" || character === "~"
        ? `\\text{\\${character}{}}`
        : `\\${character}`,
  );
  return `\\mathrm{${escaped}}`;
}

function sumLatex(formula: Formula): string {
  if (formula.length === 0) return "0";
  return formula
    .map((term, k) => {
      const sign = term.coefficient < 0 ? "-" : "+";
      return k === 0 ? `${sign === "-" ? "-" : ""}${monomialLatex(term)}` : ` ${sign} ${monomialLatex(term)}`;
    })
    .join("");
}

function monomialLatex(term: Monomial): string {
  const parts = splitFraction(term);
  const coefficient = (power: Power) => !("nudged" in power.symbol);
  const root = (symbols: readonly FormulaSymbol[]) => symbols.map(symbolLatex).join(" ");
  const quantities = parts.numerator.filter((power) => !coefficient(power)).map(powerLatex);
  const below = [
    ...(parts.denominatorNumber === 1 ? [] : [formatNumber(parts.denominatorNumber)]),
    ...parts.denominator.map(powerLatex),
  ];
  const above = [
    ...(parts.numeratorNumber === 1 ? [] : [formatNumber(parts.numeratorNumber)]),
    ...parts.numerator.filter(coefficient).map(powerLatex),
    ...rootLatex(root(parts.rootNumerator), root(parts.rootDenominator)),
  ];
  // ½ and the like stand in front, everything else that is divided is one fraction.
  if (parts.denominator.length === 0 && below.length === 1 && parts.numeratorNumber === 1) {
    return [`\\tfrac{1}{${below[0]}}`, ...above, ...quantities].join(" ");
  }
  const numerator = [...above, ...quantities];
  if (below.length === 0) return numerator.length === 0 ? "1" : numerator.join(" ");
  return `\\frac{${numerator.length === 0 ? "1" : numerator.join(" ")}}{${below.join(" ")}}`;
}

function rootLatex(above: string, below: string): readonly string[] {
  if (above === "" && below === "") return [];
  return [below === "" ? `\\sqrt{${above}}` : `\\sqrt{\\frac{${above === "" ? "1" : above}}{${below}}}`];
}

function powerLatex({ symbol, exponent }: Power): string {
  const text = symbolLatex(symbol);
  return exponent === 1 ? text : `${text}^{${exponent}}`;
}

function symbolLatex(symbol: FormulaSymbol): string {
  switch (symbol.kind) {
    case "angular-frequency":
      return "\\mathrm{j}\\omega";
    case "phase-factor":
      return `\\mathrm{e}^{\\mathrm{j}\\varphi_{${nameLatex(symbol.element)}}}`;
    case "value":
      return valueLatex(symbol.element);
    case "voltage":
      return `${symbol.nudged ? "y" : "v"}_{${nameLatex(voltageName(symbol))}}`;
    case "current":
      return `${symbol.nudged ? "j" : "i"}_{${nameLatex(symbol.element)}}`;
  }
}
