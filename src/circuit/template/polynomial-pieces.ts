import type { DeckTemplate } from "../element.ts";
import type { BuildContext } from "../elements/element-builder.ts";
import type { FlatCard } from "../flattening/instance.ts";
import { valuePieces } from "./value-pieces.ts";

/**
 * POLY(n) as an expression. The coefficients belong, in order, to the products of the variables x1 … xn of degree 0, 1, 2 …, within a degree
 * in the order x1 x1, x1 x2, …, x1 xn, x2 x2, …. A single coefficient is the constant, as ngspice has it (other simulators: the linear term).
 */
export function polynomialPieces(flat: FlatCard, context: BuildContext): DeckTemplate {
  const { card, controlNodes, instance } = flat;
  const variables: DeckTemplate[] = [];
  for (let k = 0; k + 1 < controlNodes.length; k += 2) {
    variables.push(["v(", { node: controlNodes[k]! }, ",", { node: controlNodes[k + 1]! }, ")"]);
  }
  for (const { text } of card.references) {
    const control = context.findCard(text, instance);
    variables.push(control === undefined ? ["0"] : ["i(", { element: control.index }, ")"]);
  }
  // Without variables the card is broken, which was reported when it was read.
  if (variables.length === 0) return ["0"];
  const terms = card.extra.map((coefficient, k): DeckTemplate => {
    const product = variablesOfTerm(k, variables.length).flatMap(
      (x): DeckTemplate => [" * ", ...variables[x]!],
    );
    return ["(", ...valuePieces(coefficient, instance.scope, context), ...product, ")"];
  });
  return terms.length === 0 ? ["0"] : terms.flatMap((term, k) => (k === 0 ? term : [" + ", ...term]));
}

/** Indices of the variables in the product that a coefficient multiplies: none, then 0 … n-1, then 0 0, 0 1, … */
export function variablesOfTerm(term: number, dimensions: number): readonly number[] {
  let product: number[] = [];
  for (let k = 0; k < term; k++) product = nextProduct(product, dimensions);
  return product;
}

/** The next non-decreasing sequence of indices; one of the next length when there is none of this. */
function nextProduct(product: readonly number[], dimensions: number): number[] {
  const place = product.findLastIndex((index) => index < dimensions - 1);
  if (place < 0) return new Array<number>(product.length + 1).fill(0);
  const next = product[place]! + 1;
  return [...product.slice(0, place), ...new Array<number>(product.length - place).fill(next)];
}
