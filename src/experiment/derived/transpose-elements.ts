import { type CircuitDerivation, type DerivedElement, directSource } from "../../circuit/derive-circuit.ts";
import type {
  CircuitElement,
  CurrentControlledSource,
  Device,
  IndependentSource,
  Slot,
  VoltageControlledSource,
} from "../../circuit/element.ts";

/** The point x₀ that a network is transposed about, in terms of the original circuit. */
export interface FreePoint {
  voltage(positive: number, negative: number): number;
  /** Current of a V, L, E or H element. */
  current(element: number): number;
  readonly slots: Float64Array;
}

/** A slot that must be set anew at every free point. */
export interface PointSlot {
  readonly slot: Slot;
  valueAt(point: FreePoint): number;
}

/** Where the transposed elements go. */
export interface TransposedPlace {
  readonly derivation: CircuitDerivation;
  /** The node that takes an original's place. */
  node(original: number): number;
  /** Write the element that takes an original's place, and has its branch current; gives its index. */
  put(original: CircuitElement, element: DerivedElement): number;
  /** Write what takes a device's place. */
  device(device: Device): void;
  /**
   * `off`: independent sources are 0 and the network is Aᵀx. `about`: they are on, and the network is Aᵀ(x - x₀) + A x₀, which has the
   * free point x₀ itself as its solution; the slots that hold x₀ are told.
   */
  readonly sources: "off" | { about(slot: PointSlot): void };
}

/**
 * Write the transpose of every element (docs/conventions.md, Transposition). Gives the index of what stands in each element's place.
 * Source: Director & Rohrer, IEEE Trans. Circuit Theory 16 (1969); about a point: Scurria et al., arXiv:2602.03670.
 */
export function transposeElements(place: TransposedPlace): ReadonlyMap<number, number> {
  const { elements } = place.derivation.original;
  const places = new Map<number, number>();
  const put = (original: CircuitElement, element: DerivedElement): void => {
    places.set(original.index, place.put(original, element));
  };
  const pair = ([positive, negative]: readonly [number, number]): readonly [number, number] => [
    place.node(positive),
    place.node(negative),
  ];
  for (const element of elements) {
    switch (element.kind) {
      case "resistor":
      case "capacitor":
      case "inductor":
        put(element, { ...element, nodes: pair(element.nodes) });
        break;
      case "current-source":
        put(element, { ...element, nodes: pair(element.nodes), ...sourceSlots(element, place) });
        break;
      case "vccs":
        put(element, { ...element, nodes: pair(element.control), control: pair(element.nodes) });
        addOffset(place, element, element.nodes, (x) => gain(element, x) * x.voltage(...element.control));
        addOffset(place, element, element.control, (x) => -gain(element, x) * x.voltage(...element.nodes));
        break;
      case "vcvs":
      case "ccvs": {
        const dc = offsetSlot(place, (x) => x.voltage(...element.nodes));
        put(element, directSource(place.derivation, "voltage-source", element.name, pair(element.nodes), dc));
        break;
      }
      case "cccs": {
        // The place of F holds what of it does not change; its transpose stands with the controlling source.
        const dc = offsetSlot(place, (x) => gain(element, x) * x.current(element.controlSource));
        put(element, directSource(place.derivation, "current-source", element.name, pair(element.nodes), dc));
        break;
      }
      case "device":
        place.device(element);
        break;
      case "voltage-source":
      case "coupling":
        break;
    }
  }
  // What refers to other elements comes after them.
  for (const element of elements) {
    if (element.kind === "coupling") {
      const [first, second] = element.inductors;
      put(element, { ...element, inductors: [places.get(first)!, places.get(second)!] });
    }
    if (element.kind === "vcvs") addTransposedVcvs(element, place, places.get(element.index)!);
    if (element.kind === "voltage-source") {
      const end = addTransposedControls(element, place, places);
      put(element, {
        ...element,
        nodes: [place.node(element.nodes[0]), end],
        ...sourceSlots(element, place),
      });
    }
  }
  return places;
}

/** E: the gain becomes a current -e·i(E) into the control's branch. */
function addTransposedVcvs(element: VoltageControlledSource, place: TransposedPlace, stand: number): void {
  const control = element.control.map(place.node) as unknown as readonly [number, number];
  place.derivation.add({
    kind: "cccs",
    name: element.name,
    nodes: control,
    controlSource: stand,
    value: element.value,
    factor: -element.factor,
  });
  addOffset(place, element, element.control, (x) => gain(element, x) * x.current(element.index));
}

/**
 * The transposes of the F and H that a source controls, in series behind it: -f v(p,n) and h i(H). Gives the node where
 * the source itself ends.
 */
function addTransposedControls(
  source: IndependentSource,
  place: TransposedPlace,
  places: ReadonlyMap<number, number>,
): number {
  const { derivation } = place;
  const controlled = derivation.original.elements.filter(
    (element): element is CurrentControlledSource =>
      (element.kind === "cccs" || element.kind === "ccvs") && element.controlSource === source.index,
  );
  let end = place.node(source.nodes[1]);
  const before = (): readonly [number, number] => {
    const nodes: readonly [number, number] = [derivation.node(`${source.name}'`), end];
    end = nodes[0];
    return nodes;
  };
  for (const element of controlled) {
    const { name, value } = element;
    if (element.kind === "cccs") {
      const control = element.nodes.map(place.node) as unknown as readonly [number, number];
      derivation.add({ kind: "vcvs", name, nodes: before(), control, value, factor: -element.factor });
    } else {
      const controlSource = places.get(element.index)!;
      derivation.add({ kind: "ccvs", name, nodes: before(), controlSource, value, factor: element.factor });
    }
    if (place.sources === "off") continue;
    const dc = offsetSlot(place, (x) =>
      element.kind === "cccs"
        ? gain(element, x) * x.voltage(...element.nodes)
        : -gain(element, x) * x.current(element.index),
    );
    derivation.add(directSource(derivation, "voltage-source", name, before(), dc));
  }
  return end;
}

/** The slots of an independent source: its own, or 0 where sources are off. */
function sourceSlots(
  { dc, acMagnitude, acPhase }: IndependentSource,
  { derivation: { zero }, sources }: TransposedPlace,
): Pick<IndependentSource, "dc" | "acMagnitude" | "acPhase"> {
  return sources === "off" ? { dc: zero, acMagnitude: zero, acPhase: zero } : { dc, acMagnitude, acPhase };
}

function offsetSlot({ derivation, sources }: TransposedPlace, valueAt: PointSlot["valueAt"]): Slot {
  if (sources === "off") return derivation.zero;
  const slot = derivation.slot(0);
  sources.about({ slot, valueAt });
  return slot;
}

/** A constant current between two original nodes, where sources are on. */
function addOffset(
  place: TransposedPlace,
  { name }: CircuitElement,
  [from, to]: readonly [number, number],
  valueAt: PointSlot["valueAt"],
): void {
  if (place.sources === "off") return;
  const dc = offsetSlot(place, valueAt);
  const nodes: readonly [number, number] = [place.node(from), place.node(to)];
  place.derivation.add(directSource(place.derivation, "current-source", name, nodes, dc));
}

function gain(
  { value, factor }: VoltageControlledSource | CurrentControlledSource,
  { slots }: FreePoint,
): number {
  return slots[value]! * factor;
}
