import type { MathNode } from "mathjs";
import { InvariantError, invariant } from "../diagnostic/invariant.ts";
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

  const product = (factors: readonly MathNode[]): MathNode =>
    factors.reduce((left, right) => new math.OperatorNode("*", "multiply", [left, right]));
  const tree = ({ coefficient, powers }: Monomial): MathNode =>
    product([
      new math.ConstantNode(coefficient),
      ...powers.map(({ exponent }, k) => {
        const base = new math.SymbolNode(placeholderName(k));
        return new math.OperatorNode("^", "pow", [base, new math.ConstantNode(exponent)]);
      }),
    ]);

  // Every resistor's term has the same derivative but for the names, so one of each shape is enough.
  const shapes = new Map<string, Formula>();
  const differentiateShape = (term: Monomial, by: number): Formula => {
    const shape = JSON.stringify([term.coefficient, term.powers.map(({ exponent }) => exponent), by]);
    const known = shapes.get(shape);
    if (known) return known;
    const raw = math.derivative(tree(term), placeholderName(by), { simplify: false });
    const derivative = expand(math.simplify(raw));
    shapes.set(shape, derivative);
    return derivative;
  };

  return (formula, by) =>
    sumFormulas(
      ...formula.map((term) => {
        const position = term.powers.findIndex(({ symbol }) => symbolKey(symbol) === symbolKey(by));
        return position < 0 ? [] : differentiateShape(term, position).map((part) => rename(part, term));
      }),
    );
}

/** The k-th factor of the monomial at hand, as the algebra knows it. */
function placeholderName(k: number): string {
  return `q${k}`;
}

function placeholder(name: string): FormulaSymbol {
  return { kind: "value", element: name };
}

/** Put the symbols of `original` in the place of the placeholders. */
function rename({ coefficient, powers }: Monomial, original: Monomial): Monomial {
  const byKey = new Map(
    original.powers.map(({ symbol }, k) => [symbolKey(placeholder(placeholderName(k))), symbol]),
  );
  const renamed = powers.map(({ symbol, exponent }) => ({ symbol: byKey.get(symbolKey(symbol))!, exponent }));
  return monomial(coefficient, ...renamed);
}

/** Multiply a tree of the algebra out into monomials. */
function expand(node: MathNode): Formula {
  const inner = node as unknown as { readonly [key: string]: unknown };
  if (node.type === "ParenthesisNode") return expand(inner["content"] as MathNode);
  if (node.type === "ConstantNode") {
    const value = Number(inner["value"]);
    return value === 0 ? [] : [monomial(value)];
  }
  if (node.type === "SymbolNode") return [monomial(1, placeholder(inner["name"] as string))];
  invariant(node.type === "OperatorNode", `a derivative holds a ${node.type}`);
  const [left, right] = (inner["args"] as readonly MathNode[]).map(expand) as [Formula, Formula];
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
      throw new InvariantError(`a derivative holds ${String(inner["fn"])}`);
  }
}

function multiply(a: Monomial, b: Monomial): Monomial {
  return monomial(a.coefficient * b.coefficient, ...a.powers, ...b.powers);
}

function raise({ coefficient, powers }: Monomial, to: number): Monomial {
  const raised = powers.map(({ symbol, exponent }) => ({ symbol, exponent: exponent * to }));
  return monomial(coefficient ** to, ...raised.filter(({ exponent }) => exponent !== 0));
}
