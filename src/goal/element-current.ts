import type { CircuitElement, ElementKind, Slot } from "../circuit/element.ts";
import type { AnalysisScope } from "./expression-scope.ts";
import {
  axis,
  binary,
  constant,
  observed,
  slotValue,
  type TypedExpression,
  unary,
} from "./typed-expression.ts";

/**
 * How the current of an element, from its first node through it to its second, is observed: as an unknown of the network where it
 * is one, otherwise through the element's law. Undefined for elements of which no current is known.
 */
export function elementCurrent(
  element: CircuitElement,
  elements: readonly CircuitElement[],
  analysis: AnalysisScope,
): TypedExpression | undefined {
  if (variesUnseen(element, analysis)) return undefined;
  const law = currentLaws[element.kind] as CurrentLaw<CircuitElement>;
  return law?.({ element, elements, analysis });
}

/** True when an outer `.dc` sweep varies the value that the element's law needs. */
function variesUnseen(element: CircuitElement, { swept }: AnalysisScope): boolean {
  const slot =
    element.kind === "resistor" ? element.value : element.kind === "current-source" ? element.dc : undefined;
  return slot !== undefined && swept?.outer.includes(slot) === true;
}

type CurrentLaw<Element> =
  | ((place: {
      readonly element: Element;
      readonly elements: readonly CircuitElement[];
      readonly analysis: AnalysisScope;
    }) => TypedExpression | undefined)
  | undefined;

type ElementOf<Kind extends ElementKind> = CircuitElement & { readonly kind: Kind };

/**
 * i = v / R; C jω v (0 at an operating point, that of a meter over time); of a current source its own value; gain times what controls it.
 */
const currentLaws: { readonly [Kind in ElementKind]: CurrentLaw<ElementOf<Kind>> } = {
  resistor: ({ element, analysis }) =>
    binary(
      "divide",
      voltage(element.nodes, analysis),
      scaled(element.factor, circuitValue(element.value, analysis)),
    ),
  capacitor: ({ element, analysis }) => {
    if (analysis.kind === "tran") return unknownCurrent(element.index, analysis);
    if (analysis.kind !== "ac") return constant(0);
    const susceptance = binary(
      "multiply",
      scaled(2 * Math.PI * element.factor, slotValue(element.value)),
      axis(),
    );
    return binary("multiply", unary("rotate", susceptance), voltage(element.nodes, analysis));
  },
  inductor: ({ element, analysis }) => unknownCurrent(element.index, analysis),
  "voltage-source": ({ element, analysis }) => unknownCurrent(element.index, analysis),
  vcvs: ({ element, analysis }) => unknownCurrent(element.index, analysis),
  ccvs: ({ element, analysis }) => unknownCurrent(element.index, analysis),
  vccs: ({ element, analysis }) =>
    binary("multiply", scaled(element.factor, slotValue(element.value)), voltage(element.control, analysis)),
  cccs: ({ element, elements, analysis }) => {
    const control = elementCurrent(elements[element.controlSource]!, elements, analysis);
    return control && binary("multiply", scaled(element.factor, slotValue(element.value)), control);
  },
  "current-source": ({ element, analysis }) => {
    if (analysis.kind !== "ac") {
      const driven = analysis.kind === "tran" && element.waveform !== undefined;
      return driven ? undefined : scaled(element.factor, circuitValue(element.dc, analysis));
    }
    const angle = unary("rotate", scaled(Math.PI / 180, slotValue(element.acPhase)));
    const magnitude = scaled(element.factor, slotValue(element.acMagnitude));
    return binary("multiply", magnitude, unary("exponential", angle));
  },
  coupling: undefined,
  device: undefined,
};

/** v(positive) - v(negative) as driven by the circuit's own sources; the pair in one order, so that it is observed once. */
export function voltage(
  [positive, negative]: readonly [number, number],
  analysis: AnalysisScope,
): TypedExpression {
  if (positive === negative) return constant(0);
  const reversed = positive === 0 || (negative !== 0 && positive > negative);
  const [first, second] = reversed ? [negative, positive] : [positive, negative];
  const index = analysis.observe({ kind: "voltage", positive: first, negative: second }, { kind: "sources" });
  const value = observed(index, analysis.kind === "ac");
  return reversed ? unary("negate", value) : value;
}

function unknownCurrent(element: number, analysis: AnalysisScope): TypedExpression {
  return observed(
    analysis.observe({ kind: "current", element }, { kind: "sources" }),
    analysis.kind === "ac",
  );
}

/** A number of the circuit; in a `.dc` sweep of it the swept value. */
function circuitValue(slot: Slot, { swept }: AnalysisScope): TypedExpression {
  return slot === swept?.axis ? axis() : slotValue(slot);
}

function scaled(factor: number, value: TypedExpression): TypedExpression {
  return factor === 1 ? value : binary("multiply", constant(factor), value);
}
