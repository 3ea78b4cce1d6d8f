import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import type { CircuitElement, Slot } from "../circuit/element.ts";
import { buildNetwork, type Network } from "../network/network.ts";
import { buildNodalTriple, type NodalTriple } from "../network/nodal-triple.ts";
import { findJoints, findNonReciprocal } from "../network/reciprocity.ts";
import { spanText } from "../source/source-text.ts";
import { loadDifferentiation } from "./differentiate.ts";
import { type ActionForm, elementTerms, valueSymbol } from "./element-terms.ts";
import { type Formula, monomial, type Power, scaleFormula, sumFormulas, symbolKey } from "./formula.ts";

/** One element's part of the action. */
export interface ElementAction {
  readonly element: CircuitElement;
  /** Its value as written: R, L, C, k, gain, or the magnitude of a source's phasor; NaN for a device. */
  readonly value: number;
  readonly terms: Formula;
}

/** ∂S/∂θ at the stationary point: what one branch knows about its own value. */
export interface LocalRule {
  /** Name of the trainable, or of the element where nothing is trained. */
  readonly parameter: string;
  /** Empty where the value does not enter the small-signal equations. */
  readonly derivative: Formula;
}

/** The network model of a circuit and its effective action, ready to be printed. */
export interface ActionStatement {
  readonly network: Network;
  readonly form: ActionForm;
  /** The elements that break reciprocity; none in the form `action`. */
  readonly nonReciprocal: readonly CircuitElement[];
  /**
   * Voltage branches in series, whose currents are one: S is stationary where they vary together. Empty unless a source senses a current, for otherwise
   * S is stationary in each of them by itself.
   */
  readonly inSeries: readonly (readonly CircuitElement[])[];
  readonly elements: readonly ElementAction[];
  readonly rules: readonly LocalRule[];
  /** The goals as written, which make up the cost C of S + βC. */
  readonly goals: readonly string[];
  /** (G, C, Γ) of the elements that have a nodal form; absent where the inductance matrix has no inverse. */
  readonly triple: NodalTriple | undefined;
}

/**
 * State the effective action of a circuit in the frequency domain, without conjugation:
 *
 *     S(v) = ½ vᵀY(jω)v - iᵀv      δS = 0  <=>  Y v = i
 *
 * with the currents of voltage sources as further unknowns, term by term and element by element, and the local rules ∂S/∂θ by
 * symbolic differentiation of those very terms. A circuit that is not reciprocal has no such action; its dyadic form is stated.
 * The stationary point of S + βC is the nudged phase (docs/conventions.md, The action). Berneman & Hexner, arXiv:2506.20402; Scurria et al., arXiv:2602.03670.
 */
export async function stateAction(circuit: Circuit): Promise<ActionStatement> {
  const state = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const network = buildNetwork(circuit);
  const nonReciprocal = findNonReciprocal(circuit, state.slots);
  const form: ActionForm = nonReciprocal.length === 0 ? "action" : "dyadic";
  const elements = circuit.elements.map((element) => ({
    element,
    value: writtenValue(element, state.slots),
    terms: elementTerms(element, { network, form }),
  }));
  const triple = buildNodalTriple(network, state.slots);
  return {
    network,
    form,
    nonReciprocal,
    inSeries: form === "action" ? branchesInSeries(network) : [],
    elements,
    rules: await localRules(circuit, state, elements),
    goals: circuit.goals.map(({ span }) => spanText(span).trim()),
    triple: triple.kind === "ok" ? triple.value : undefined,
  };
}

function branchesInSeries(network: Network): readonly (readonly CircuitElement[])[] {
  const { elements } = network.circuit;
  if (!elements.some(({ kind }) => kind === "cccs" || kind === "ccvs")) return [];
  return findJoints(network).map((node) =>
    elements.filter((element) => "nodes" in element && element.nodes.includes(node)),
  );
}

async function localRules(
  circuit: Circuit,
  state: CircuitState,
  elements: readonly ElementAction[],
): Promise<readonly LocalRule[]> {
  const differentiate = await loadDifferentiation();
  const ofElement = (element: CircuitElement): Formula => {
    const symbol = valueSymbol(element);
    const key = symbolKey(symbol);
    const concerned = elements
      .flatMap(({ terms }) => terms)
      .filter(({ powers }) => powers.some((power) => symbolKey(power.symbol) === key));
    return differentiate(concerned, symbol);
  };
  if (circuit.trainables.length === 0) {
    return elements
      .filter(({ element }) => "value" in element)
      .map(({ element }) => ({ parameter: element.name, derivative: ofElement(element) }));
  }
  const owners = new Map<Slot, CircuitElement>();
  for (const element of circuit.elements) {
    const slot =
      "value" in element ? element.value : "acMagnitude" in element ? element.acMagnitude : undefined;
    if (slot !== undefined) owners.set(slot, element);
  }
  return circuit.trainables.map(({ name }, parameter) => ({
    parameter: name,
    derivative: sumFormulas(
      ...state.derivatives
        .filter((entry) => entry.parameter === parameter && owners.has(entry.slot))
        .map(({ slot, derivative }) => {
          const element = owners.get(slot)!;
          const phased = "acPhase" in element && state.slots[element.acPhase]! % 360 !== 0;
          const factor: readonly Power[] = phased
            ? [{ symbol: { kind: "phase-factor", element: element.name }, exponent: 1 }]
            : [];
          return scaleFormula(ofElement(element), derivative).map((term) =>
            monomial(term.coefficient, ...factor, ...term.powers),
          );
        }),
    ),
  }));
}

function writtenValue(element: CircuitElement, slots: Float64Array): number {
  if (element.kind === "device") return Number.NaN;
  return slots["value" in element ? element.value : element.acMagnitude]!;
}
