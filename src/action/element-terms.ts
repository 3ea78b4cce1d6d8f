import type {
  CircuitElement,
  Coupling,
  CurrentControlledSource,
  ElementKind,
  IndependentSource,
  PassiveElement,
  VoltageControlledSource,
} from "../circuit/element.ts";
import type { Network } from "../network/network.ts";
import {
  type Formula,
  type FormulaSymbol,
  type Monomial,
  monomial,
  type Power,
  turnToGround,
} from "./formula.ts";

/**
 * Which stationary form is stated.
 * action   S(x) = ½ xᵀA x - bᵀx, for reciprocal networks, where A is symmetric: δS = 0 is the network's equations.
 * dyadic   S(x, y) = yᵀ(A x - b), for every network: the variation of y gives the network's equations, that of x the transposed
 *          network's. Scurria et al., arXiv:2602.03670.
 */
export type ActionForm = "action" | "dyadic";

/** What an element's terms are made of: names instead of indices, and the form that is wanted. */
export interface TermContext {
  readonly network: Network;
  readonly form: ActionForm;
}

type TermsOf<Element> = (element: Element, context: TermContext) => Formula;

/** jω. */
export const angularFrequency: FormulaSymbol = { kind: "angular-frequency" };

/** The terms of every element kind. The derivative of each by its value, both phases held, is the local learning rule. */
const elementTermTable = {
  resistor: (element, context) =>
    quadratic(context, voltage(element.nodes), [1 / element.factor, power(valueSymbol(element), -1)]),
  capacitor: (element, context) =>
    quadratic(context, voltage(element.nodes), [element.factor, angularFrequency, valueSymbol(element)]),
  inductor: inductorTerms,
  coupling: couplingTerms,
  "voltage-source": (element, context) => [
    ...branchTerms(element, context),
    monomial(-1, current(element)(context, context.form === "dyadic"), valueSymbol(element)),
  ],
  "current-source": (element, context) => [
    monomial(
      element.factor,
      valueSymbol(element),
      voltage(element.nodes)(context, context.form === "dyadic"),
    ),
  ],
  vcvs: (element, context) => [
    ...branchTerms(element, context),
    gain(element, context, current(element), voltage(element.control), -1),
  ],
  vccs: (element, context) => [gain(element, context, voltage(element.nodes), voltage(element.control), 1)],
  cccs: (element, context) => [gain(element, context, voltage(element.nodes), controlCurrent(element), 1)],
  ccvs: (element, context) => [
    ...branchTerms(element, context),
    gain(element, context, current(element), controlCurrent(element), -1),
  ],
  device: () => [],
} satisfies {
  readonly resistor: TermsOf<PassiveElement>;
  readonly capacitor: TermsOf<PassiveElement>;
  readonly inductor: TermsOf<PassiveElement>;
  readonly coupling: TermsOf<Coupling>;
  readonly "voltage-source": TermsOf<IndependentSource>;
  readonly "current-source": TermsOf<IndependentSource>;
  readonly vcvs: TermsOf<VoltageControlledSource>;
  readonly vccs: TermsOf<VoltageControlledSource>;
  readonly cccs: TermsOf<CurrentControlledSource>;
  readonly ccvs: TermsOf<CurrentControlledSource>;
} & { readonly [Kind in ElementKind]: TermsOf<never> };

/** An element's part of the action. A device has none: nothing is known of its inside. */
export function elementTerms(element: CircuitElement, context: TermContext): Formula {
  const terms = elementTermTable[element.kind] as TermsOf<CircuitElement>;
  return turnToGround(terms(element, context));
}

/** The symbol of an element's value. */
export function valueSymbol({ name }: { readonly name: string }): FormulaSymbol {
  return { kind: "value", element: name };
}

type Quantity = (context: TermContext, nudged: boolean) => FormulaSymbol;

function voltage([plus, minus]: readonly [number, number]): Quantity {
  return ({ network }, nudged) => {
    const { nodes } = network.circuit;
    return { kind: "voltage", nudged, plus: nodes[plus]!, minus: nodes[minus]! };
  };
}

function current({ name }: { readonly name: string }): Quantity {
  return (_, nudged) => ({ kind: "current", nudged, element: name });
}

function controlCurrent({ controlSource }: CurrentControlledSource): Quantity {
  return (context, nudged) => current(context.network.circuit.elements[controlSource]!)(context, nudged);
}

function power(symbol: FormulaSymbol, exponent: number): Power {
  return { symbol, exponent };
}

/** ½ q a q, or in the dyadic form q̃ a q. */
function quadratic(
  context: TermContext,
  quantity: Quantity,
  [coefficient, ...factors]: readonly [number, ...(FormulaSymbol | Power)[]],
): Formula {
  const free = quantity(context, false);
  return context.form === "action"
    ? [monomial(coefficient / 2, ...factors, power(free, 2))]
    : [monomial(coefficient, ...factors, quantity(context, true), free)];
}

/** The ±1 of a branch with a current of its own: i v, or in the dyadic form j v + y i. */
function branchTerms(
  element: { readonly name: string; readonly nodes: readonly [number, number] },
  context: TermContext,
): readonly Monomial[] {
  const [v, i] = [voltage(element.nodes), current(element)];
  const first = monomial(1, i(context, context.form === "dyadic"), v(context, false));
  return context.form === "action" ? [first] : [first, monomial(1, i(context, false), v(context, true))];
}

/** A controlled source's one entry of A, between a row's and a column's quantity: half of it in the action, whose matrix is symmetric only with its twin. */
function gain(
  element: VoltageControlledSource | CurrentControlledSource,
  context: TermContext,
  row: Quantity,
  column: Quantity,
  sign: 1 | -1,
): Monomial {
  const dyadic = context.form === "dyadic";
  const coefficient = sign * element.factor * (dyadic ? 1 : 0.5);
  return monomial(coefficient, valueSymbol(element), row(context, dyadic), column(context, false));
}

/** v²/(2jωL), or with its current where a coupling needs it: i v - ½ jωL i². Both have the same value and derivatives at the solution. */
function inductorTerms(element: PassiveElement, context: TermContext): Formula {
  const coupled = context.network.circuit.elements.some(
    (other) => other.kind === "coupling" && other.inductors.includes(element.index),
  );
  if (!coupled) {
    const inverse = [
      1 / element.factor,
      power(angularFrequency, -1),
      power(valueSymbol(element), -1),
    ] as const;
    return quadratic(context, voltage(element.nodes), inverse);
  }
  return [
    ...branchTerms(element, context),
    ...quadratic(context, current(element), [-element.factor, angularFrequency, valueSymbol(element)]),
  ];
}

/** -jωM i₁ i₂ with M = k √(L₁ L₂). */
function couplingTerms(coupling: Coupling, context: TermContext): Formula {
  const [first, second] = coupling.inductors.map(
    (index) => context.network.circuit.elements[index] as PassiveElement,
  ) as [PassiveElement, PassiveElement];
  const mutual = [
    angularFrequency,
    valueSymbol(coupling),
    power(valueSymbol(first), 0.5),
    power(valueSymbol(second), 0.5),
  ] as const;
  const factor = -Math.sqrt(first.factor * second.factor);
  const pair = (one: PassiveElement, two: PassiveElement): Monomial => {
    const nudged = context.form === "dyadic";
    return monomial(factor, ...mutual, current(one)(context, nudged), current(two)(context, false));
  };
  return context.form === "action" ? [pair(first, second)] : [pair(first, second), pair(second, first)];
}
