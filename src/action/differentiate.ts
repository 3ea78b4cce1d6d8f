import type { MathNode } from "mathjs";
import { invariant } from "../diagnostic/invariant.ts";
import {
  type Formula,
  type FormulaSymbol,
  type Monomial,
  monomial,
  sumFormulas,
  symbolKey,
} from "./formula.ts";

/** Differentiates formulas; the algebra behind it is loaded once. */
export type Differentiate = (formula: Formula, by: FormulaSymbol) => Formula;

/**
 * Load the computer algebra (mathjs, its functions on plain numbers only) and return the derivative of formulas. The trees it
 * works on are built from ours, node by node, under names of our own: no text of the user's is ever parsed or evaluated.
 */
export async function loadDifferentiation(): Promise<Differentiate> {
  const { create, derivativeDependencies, simplifyDependencies, ...rest } = await import("mathjs/number");
  const { addDependencies, divideDependencies, multiplyDependencies, powDependencies } = rest;
  const { subtractDependencies, unaryMinusDependencies } = rest;
  const math = create({
    ...derivativeDependencies,
    ...simplifyDependencies,
    ...addDependencies,
    ...divideDependencies,
    ...multiplyDependencies,
    ...powDependencies,
    ...subtractDependencies,
    ...unaryMinusDependencies,
  });

  return (formula, by) => {
    const symbols = formula.flatMap(({ powers }) => powers.map(({ symbol }) => symbol));
    const names = new Map<string, string>();
    for (const symbol of [...symbols, by]) {
      const key = symbolKey(symbol);
      if (!names.has(key)) names.set(key, `q${names.size}`);
    }
    const byName = new Map(symbols.map((symbol) => [names.get(symbolKey(symbol))!, symbol]));
    const product = (factors: readonly MathNode[]): MathNode =>
      factors.reduce((left, right) => new math.OperatorNode("*", "multiply", [left, right]));
    const term = ({ coefficient, powers }: Monomial): MathNode =>
      product([
        new math.ConstantNode(coefficient),
        ...powers.map(({ symbol, exponent }) => {
          const base = new math.SymbolNode(names.get(symbolKey(symbol))!);
          return new math.OperatorNode("^", "pow", [base, new math.ConstantNode(exponent)]);
        }),
      ]);
    const derivatives = formula.map((one) => {
      const raw = math.derivative(term(one), names.get(symbolKey(by))!, { simplify: false });
      return expand(math.simplify(raw), byName);
    });
    return sumFormulas(...derivatives);
  };
}

/** Multiply a tree of the algebra out into monomials. */
function expand(node: MathNode, byName: ReadonlyMap<string, FormulaSymbol>): Formula {
  const inner = node as unknown as { readonly [key: string]: unknown };
  if (node.type === "ParenthesisNode") return expand(inner["content"] as MathNode, byName);
  if (node.type === "ConstantNode") {
    const value = Number(inner["value"]);
    return value === 0 ? [] : [monomial(value)];
  }
  if (node.type === "SymbolNode") return [monomial(1, byName.get(inner["name"] as string)!)];
  invariant(node.type === "OperatorNode", `a derivative holds a ${node.type}`);
  const [left, right] = (inner["args"] as readonly MathNode[]).map((argument) =>
    expand(argument, byName),
  ) as [Formula, Formula];
  switch (inner["fn"]) {
    case "unaryMinus":
      return left.map((term) => ({ ...term, coefficient: -term.coefficient }));
    case "add":
      return sumFormulas(left, right);
    case "subtract":
      return sumFormulas(
        left,
        right.map((term) => ({ ...term, coefficient: -term.coefficient })),
      );
    case "multiply":
      return sumFormulas(left.flatMap((a) => right.map((b) => multiply(a, b))));
    case "divide":
      invariant(right.length === 1, "a derivative divides by a sum");
      return left.map((a) => multiply(a, raise(right[0]!, -1)));
    case "pow":
      invariant(
        left.length === 1 && right.every(({ powers }) => powers.length === 0),
        "a derivative raises a sum to a power",
      );
      return [raise(left[0]!, right[0]?.coefficient ?? 0)];
    default:
      return (invariant(false, `a derivative holds ${String(inner["fn"])}`), []);
  }
}

function multiply(a: Monomial, b: Monomial): Monomial {
  return monomial(a.coefficient * b.coefficient, ...a.powers, ...b.powers);
}

function raise({ coefficient, powers }: Monomial, to: number): Monomial {
  const raised = powers.map(({ symbol, exponent }) => ({ symbol, exponent: exponent * to }));
  return monomial(coefficient ** to, ...raised.filter(({ exponent }) => exponent !== 0));
}
