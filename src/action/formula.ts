/** A quantity that occurs in an action. */
export type FormulaSymbol =
  /** jω, with ω = 2πf. */
  | { readonly kind: "angular-frequency" }
  /** The value of an element: its R, L, C, k, gain, or the phasor of a source. */
  | { readonly kind: "value"; readonly element: string }
  /** e^{jφ} of a source: what a phasor is more than its magnitude. */
  | { readonly kind: "phase-factor"; readonly element: string }
  /** A branch voltage v(plus) - v(minus), of the free (v) or the nudged (y) phase. Names; "0" is the ground. */
  | { readonly kind: "voltage"; readonly nudged: boolean; readonly plus: string; readonly minus: string }
  /** An element's current, of the free (i) or the nudged (j) phase. */
  | { readonly kind: "current"; readonly nudged: boolean; readonly element: string };

/** A symbol to a power: an integer, or halves from M = k √(L₁ L₂). */
export interface Power {
  readonly symbol: FormulaSymbol;
  readonly exponent: number;
}

/** coefficient · Π symbol^exponent; each symbol occurs once. */
export interface Monomial {
  readonly coefficient: number;
  readonly powers: readonly Power[];
}

/** A sum of monomials. No term is 0. */
export type Formula = readonly Monomial[];

/** A product of a number and powers; a symbol that occurs twice is multiplied out. */
export function monomial(coefficient: number, ...factors: readonly (FormulaSymbol | Power)[]): Monomial {
  const powers: Power[] = [];
  for (const factor of factors) {
    const { symbol, exponent } = "symbol" in factor ? factor : { symbol: factor, exponent: 1 };
    const known = powers.findIndex((power) => symbolKey(power.symbol) === symbolKey(symbol));
    const total = exponent + (known < 0 ? 0 : powers[known]!.exponent);
    if (known < 0) powers.push({ symbol, exponent });
    else if (total === 0) powers.splice(known, 1);
    else powers[known] = { symbol, exponent: total };
  }
  return { coefficient, powers };
}

/** The sum of formulas, equal monomials collected. */
export function sumFormulas(...formulas: readonly Formula[]): Formula {
  const collected = new Map<string, Monomial>();
  for (const term of formulas.flat()) {
    const key = term.powers
      .map(({ symbol, exponent }) => `${symbolKey(symbol)}^${exponent}`)
      .sort()
      .join("·");
    const known = collected.get(key);
    collected.set(key, known ? { ...known, coefficient: known.coefficient + term.coefficient } : term);
  }
  return [...collected.values()].filter(({ coefficient }) => coefficient !== 0);
}

/** Write v(0,a) as -v(a): a voltage against the ground has the ground as its negative end. */
export function turnToGround(formula: Formula): Formula {
  return formula.map(({ coefficient, powers }) => {
    let sign = 1;
    const turned = powers.map((power): Power => {
      const { symbol, exponent } = power;
      if (symbol.kind !== "voltage" || symbol.plus !== "0") return power;
      if (exponent % 2 !== 0) sign = -sign;
      return { symbol: { ...symbol, plus: symbol.minus, minus: "0" }, exponent };
    });
    return monomial(sign * coefficient, ...turned);
  });
}

/** A formula times a number. */
export function scaleFormula(formula: Formula, by: number): Formula {
  return by === 0 ? [] : formula.map((term) => ({ ...term, coefficient: by * term.coefficient }));
}

/** A text that tells symbols apart. */
export function symbolKey(symbol: FormulaSymbol): string {
  switch (symbol.kind) {
    case "angular-frequency":
      return "jω";
    case "value":
    case "phase-factor":
      return `${symbol.kind} ${symbol.element}`;
    case "voltage":
      return `${symbol.nudged ? "y" : "v"} ${symbol.plus} ${symbol.minus}`;
    case "current":
      return `${symbol.nudged ? "j" : "i"} ${symbol.element}`;
  }
}
