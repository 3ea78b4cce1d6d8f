import type { Circuit } from "../circuit/circuit.ts";
import type {
  CircuitElement,
  Coupling,
  CurrentControlledSource,
  ElementKind,
  IndependentSource,
  PassiveElement,
  Slot,
  VoltageControlledSource,
} from "../circuit/element.ts";
import type { Quantity } from "./experiment.ts";

/** The difference of two quantities; a missing one is 0 (ground). */
export interface LocalQuantity {
  readonly plus: Quantity | undefined;
  readonly minus: Quantity | undefined;
  /** `ic=` of a capacitor's voltage or an inductor's current: a step that the element itself, being at rest, does not see. */
  readonly initial?: Slot;
}

/** What stands in the place of the free quantity where a source's value is the parameter. */
export type LocalStimulus =
  /** AC: e^{jφ} with φ the degrees in `phase` plus `turn`. The magnitude is in the coefficient. */
  | { readonly kind: "phasor"; readonly phase: Slot; readonly turn: number }
  /** Operating points and transients: 1 at every point. */
  | { readonly kind: "constant" };

/**
 * One term of a local learning rule. With q the free and z the unit-nudge response of the (transposed) network, the observable X obeys
 *
 *     AC and DC    ∂X/∂slot = Σ_terms coefficient · (jω)^order · q(free) · z(nudge)            (ω = 0 at operating points)
 *     transient    ∂X[n]/∂slot = Σ_terms coefficient · Σ_m ((d/dt)^order q)[m] · z[n - m]       (trapezoidal d/dt)
 *
 * and where `free` is a stimulus (source values) q is replaced by it. The signs are those of AC in docs/conventions.md.
 * For reciprocal elements the same terms give the action's derivative, ∂S/∂slot = -½ Σ coefficient (jω)^order q q (a source value: -Σ … z).
 */
export interface LocalTerm {
  readonly slot: Slot;
  /** Real factor at one state of the circuit. */
  coefficient(slots: Float64Array): number;
  readonly order: 0 | 1;
  readonly free: LocalQuantity | LocalStimulus;
  readonly nudge: LocalQuantity;
  /** False where a contrast of two phases of the untransposed network is not the gradient. */
  readonly reciprocal: boolean;
}

/** The analyses that local rules know. */
export type LocalAnalysis = "ac" | "tran" | "dc";

type RuleOf<Element> = (element: Element, circuit: Circuit, analysis: LocalAnalysis) => readonly LocalTerm[];

/** The element type that a kind belongs to. */
type ElementOf<Kind extends ElementKind> = CircuitElement extends infer Element
  ? Element extends { readonly kind: infer Kinds }
    ? Kind extends Kinds
      ? Element
      : never
    : never
  : never;

const rules = {
  resistor: (element) => [
    symmetric(
      element.value,
      voltage(element.nodes),
      0,
      (slots) => 1 / (slots[element.value]! ** 2 * element.factor),
    ),
  ],
  capacitor: (element) => [
    symmetric(element.value, voltage(element.nodes, element.initial), 1, () => -element.factor),
  ],
  inductor: (element, circuit) => [
    symmetric(element.value, current(element.index, element.initial), 1, () => element.factor),
    ...circuit.elements.flatMap((other) =>
      other.kind === "coupling" && other.inductors.includes(element.index)
        ? mutualTerms(other, circuit, element)
        : [],
    ),
  ],
  coupling: (element, circuit) => mutualTerms(element, circuit),
  "voltage-source": (element, _, analysis) => sourceTerms(element, analysis, current(element.index), 1),
  "current-source": (element, _, analysis) =>
    sourceTerms(element, analysis, voltage(element.nodes), -element.factor),
  vccs: (element) => [controlled(element, voltage(element.control), voltage(element.nodes), -element.factor)],
  vcvs: (element) => [controlled(element, voltage(element.control), current(element.index), element.factor)],
  cccs: (element) => [
    controlled(element, current(element.controlSource), voltage(element.nodes), -element.factor),
  ],
  ccvs: (element) => [
    controlled(element, current(element.controlSource), current(element.index), element.factor),
  ],
  device: () => [],
} satisfies { [Kind in ElementKind]: RuleOf<ElementOf<Kind>> };

/**
 * The local terms of an element in one kind of analysis: which branch quantities of the free and the nudged phase multiply into
 * ∂X/∂(its values). A device has none: nothing is known of its inside.
 * Source of the table: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969), the adjoint network.
 */
export function localTerms(
  element: CircuitElement,
  circuit: Circuit,
  analysis: LocalAnalysis,
): readonly LocalTerm[] {
  const rule = rules[element.kind] as RuleOf<CircuitElement>;
  return rule(element, circuit, analysis);
}

function symmetric(
  slot: Slot,
  quantity: LocalQuantity,
  order: 0 | 1,
  coefficient: LocalTerm["coefficient"],
): LocalTerm {
  return { slot, coefficient, order, free: quantity, nudge: quantity, reciprocal: true };
}

function controlled(
  element: VoltageControlledSource | CurrentControlledSource,
  free: LocalQuantity,
  nudge: LocalQuantity,
  factor: number,
): LocalTerm {
  return { slot: element.value, coefficient: () => factor, order: 0, free, nudge, reciprocal: false };
}

/**
 * M = k √(L1 L2): jω (i1 z2 + i2 z1) ∂M/∂slot, with ∂M/∂k = √(L1 L2) and ∂M/∂L1 = ½ k √(L2/L1).
 * With `inductor` the terms of that inductor's value, otherwise those of k.
 */
function mutualTerms(coupling: Coupling, circuit: Circuit, inductor?: PassiveElement): readonly LocalTerm[] {
  const [first, second] = coupling.inductors.map((index) => circuit.elements[index] as PassiveElement) as [
    PassiveElement,
    PassiveElement,
  ];
  const effective = (one: PassiveElement, slots: Float64Array) => slots[one.value]! * one.factor;
  const coefficient = (slots: Float64Array): number => {
    const root = Math.sqrt(effective(first, slots) * effective(second, slots));
    return inductor === undefined ? root : (slots[coupling.value]! * root) / (2 * slots[inductor.value]!);
  };
  const slot = inductor?.value ?? coupling.value;
  const one = current(first.index, first.initial);
  const two = current(second.index, second.initial);
  return [
    { slot, coefficient, order: 1, free: one, nudge: two, reciprocal: true },
    { slot, coefficient, order: 1, free: two, nudge: one, reciprocal: true },
  ];
}

/**
 * AC: ∂X/∂(magnitude) = ±z e^{jφ}; ∂X/∂(phase in degrees) = ±z · magnitude · (π/180) · e^{j(φ + 90°)}.
 * Otherwise ∂X/∂(DC value) = ±z, unless a waveform takes the DC value's place in a transient.
 */
function sourceTerms(
  source: IndependentSource,
  analysis: LocalAnalysis,
  nudge: LocalQuantity,
  sign: number,
): readonly LocalTerm[] {
  const common = { order: 0, nudge, reciprocal: true } as const;
  if (analysis !== "ac") {
    if (analysis === "tran" && source.waveform !== undefined) return [];
    return [{ ...common, slot: source.dc, coefficient: () => sign, free: { kind: "constant" } }];
  }
  return [
    {
      ...common,
      slot: source.acMagnitude,
      coefficient: () => sign,
      free: { kind: "phasor", phase: source.acPhase, turn: 0 },
    },
    {
      ...common,
      slot: source.acPhase,
      coefficient: (slots) => sign * slots[source.acMagnitude]! * (Math.PI / 180),
      free: { kind: "phasor", phase: source.acPhase, turn: 90 },
    },
  ];
}

function current(element: number, initial?: Slot): LocalQuantity {
  return {
    plus: { kind: "branch", element },
    minus: undefined,
    ...(initial === undefined ? {} : { initial }),
  };
}

function voltage([positive, negative]: readonly [number, number], initial?: Slot): LocalQuantity {
  return { plus: node(positive), minus: node(negative), ...(initial === undefined ? {} : { initial }) };
}

function node(index: number): Quantity | undefined {
  return index === 0 ? undefined : { kind: "node", node: index };
}
