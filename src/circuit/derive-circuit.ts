import type { Circuit, CircuitState } from "./circuit.ts";
import type { CircuitElement, DeckTemplate, Slot } from "./element.ts";

/** An element without its place in a circuit; `name` is what messages call it. */
export type DerivedElement = CircuitElement extends infer Element
  ? Element extends CircuitElement
    ? Omit<Element, "index" | "definition" | "span">
    : never
  : never;

/**
 * A circuit in the making from another one. Nodes, elements, models and slots of the original keep their indices, so that one
 * state, and every quantity of the original, has a meaning in the derived circuit too.
 */
export interface CircuitDerivation {
  readonly original: Circuit;
  /** A slot that holds 0 at every state, for sources that are off. */
  readonly zero: Slot;
  /** A new number, `value` where nobody sets it. */
  slot(value: number): Slot;
  node(name: string): number;
  /** What stands at an index now. */
  element(index: number): CircuitElement;
  /** Gives the index of the new element. */
  add(element: DerivedElement): number;
  /** Put another element in the place of this one. */
  replace(index: number, element: DerivedElement): void;
  /** Begin the search for an operating point at these values, beside the original's own nodesets. */
  startAt(node: number, value: Slot): void;
  finish(): DerivedCircuit;
}

/** A derived circuit, and how a state of the original is one of it. */
export interface DerivedCircuit {
  readonly circuit: Circuit;
  /** The original's slots followed by the values of the new ones. */
  extend(slots: Float64Array): Float64Array;
}

/** Begin to derive a circuit; nothing is changed in the original. */
export function deriveCircuit(original: Circuit): CircuitDerivation {
  const nodes = [...original.nodes];
  const elements = [...original.elements];
  const nodesets = [...original.nodesets];
  const values: number[] = [];
  const slot = (value: number): Slot => original.slotCount + values.push(value) - 1;
  const place = (element: DerivedElement, index: number): CircuitElement => {
    const span = original.elements[index]?.span ?? { source: original.sources[0]!, start: 0, end: 0 };
    return { ...element, index, definition: element.name, span } as CircuitElement;
  };
  return {
    original,
    zero: slot(0),
    slot,
    node: (name) => nodes.push(name) - 1,
    element: (index) => elements[index]!,
    add: (element) => elements.push(place(element, elements.length)) - 1,
    replace: (index, element) => {
      elements[index] = place(element, index);
    },
    startAt: (node, value) => {
      nodesets.push({ node, value });
    },
    finish() {
      const extend = (slots: Float64Array): Float64Array => {
        const whole = new Float64Array(original.slotCount + values.length);
        whole.set(slots.subarray(0, original.slotCount));
        whole.set(values, original.slotCount);
        return whole;
      };
      const circuit: Circuit = {
        ...original,
        nodes,
        elements,
        nodesets,
        slotCount: original.slotCount + values.length,
        evaluate(theta): CircuitState {
          const { slots, derivatives } = original.evaluate(theta);
          return { slots: extend(slots), derivatives };
        },
      };
      return { circuit, extend };
    },
  };
}

/** A voltage or current source of a derived circuit with a DC value alone. */
export function directSource(
  { zero }: Pick<CircuitDerivation, "zero">,
  kind: "voltage-source" | "current-source",
  name: string,
  nodes: readonly [number, number],
  dc: Slot,
): DerivedElement {
  return { kind, name, nodes, dc, acMagnitude: zero, acPhase: zero, factor: 1 };
}

/** A card with other nodes in it. */
export function moveCard(card: DeckTemplate, node: (original: number) => number): DeckTemplate {
  return card.map((piece) =>
    typeof piece === "object" && "node" in piece ? { node: node(piece.node) } : piece,
  );
}
