import type { Span } from "../source/source-text.ts";

/**
 * A number of the circuit that may depend on parameters lives in a *slot*: an index into the vector that
 * `Circuit.evaluate` returns. Every value of a linear element is a slot, so that one vector describes one state of the circuit.
 */
export type Slot = number;

interface ElementBase {
  /** Position in `Circuit.elements`. */
  readonly index: number;
  /** Flat name in the user's spelling: `R1`, `X1.R2`. */
  readonly name: string;
  /** Name in its definition, for messages and parameters: `R1`, or `sec.C1` inside `.subckt sec`. */
  readonly definition: string;
  /** The card it came from. */
  readonly span: Span;
}

/** Two terminals and one value. `effective value = value · factor`: the factor holds multiplicity `m`, `scale` and tc1/tc2 at the deck's temperature. */
export interface PassiveElement extends ElementBase {
  readonly kind: "resistor" | "capacitor" | "inductor";
  /** [positive, negative]: the branch voltage is v(positive) - v(negative), the branch current flows from positive to negative inside. */
  readonly nodes: readonly [number, number];
  readonly value: Slot;
  readonly factor: number;
  /** `ic=` of C [V] and L [A]. */
  readonly initial?: Slot;
}

/** Mutual inductance M = k sqrt(L1 L2) between two inductors. */
export interface Coupling extends ElementBase {
  readonly kind: "coupling";
  readonly inductors: readonly [number, number];
  readonly value: Slot;
}

/** Independent source. For I the current flows from positive through the source to negative. */
export interface IndependentSource extends ElementBase {
  readonly kind: "voltage-source" | "current-source";
  readonly nodes: readonly [number, number];
  readonly dc: Slot;
  readonly acMagnitude: Slot;
  /** Degrees. */
  readonly acPhase: Slot;
  /** Time function with its arguments as slots, where there is one. */
  readonly waveform?: {
    readonly function: string;
    readonly arguments: readonly Slot[];
    /** `r=` and `td=` of pwl [s]. */
    readonly repeat?: Slot;
    readonly delay?: Slot;
    readonly card: DeckTemplate;
  };
  /** m= of a current source. */
  readonly factor: number;
}

/** E and G: gain times v(controlPositive) - v(controlNegative). */
export interface VoltageControlledSource extends ElementBase {
  readonly kind: "vcvs" | "vccs";
  readonly nodes: readonly [number, number];
  readonly control: readonly [number, number];
  readonly value: Slot;
  readonly factor: number;
}

/** F and H: gain times the current of a voltage source. */
export interface CurrentControlledSource extends ElementBase {
  readonly kind: "cccs" | "ccvs";
  readonly nodes: readonly [number, number];
  /** Element index of the controlling voltage source. */
  readonly controlSource: number;
  readonly value: Slot;
  readonly factor: number;
}

/** Everything else (D Q J M B T S W, behavioural E/G, R with a geometry model …): simulated by ngspice from its card; the model engine reads diodes off theirs. */
export interface Device extends ElementBase {
  readonly kind: "device";
  /** SPICE letter in lower case. */
  readonly letter: string;
  readonly nodes: readonly number[];
  /** The whole card but its first name; see DeckTemplate. */
  readonly card: DeckTemplate;
  /** False for D Q J M B …; true for T and the like. */
  readonly linear: boolean;
}

/**
 * Text of a card with holes: node and element names are chosen by the deck's writer, slots by the state of the circuit.
 * `{ element }` prints the deck name of another element, `{ model }` the deck name of a model.
 */
export type DeckTemplate = readonly (
  | string
  | { readonly node: number }
  | { readonly slot: Slot }
  | { readonly element: number }
  | { readonly model: number }
)[];

export type CircuitElement =
  | PassiveElement
  | Coupling
  | IndependentSource
  | VoltageControlledSource
  | CurrentControlledSource
  | Device;

export type ElementKind = CircuitElement["kind"];
