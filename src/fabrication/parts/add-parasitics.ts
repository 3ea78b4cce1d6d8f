import type { Circuit, CircuitState, SlotDerivative } from "../../circuit/circuit.ts";
import type { CircuitElement, PassiveElement, Slot } from "../../circuit/element.ts";
import type { PartProperties } from "../../circuit/part-rules.ts";
import type { PartKind } from "../stock/stock.ts";

/** A parasitic value coefficient · (effective value of its part)^power: it follows the part when that is changed. */
interface Parasitic {
  readonly kind: PartKind;
  /** `esr`, for its name: `C1.esr`. */
  readonly label: string;
  readonly coefficient: number;
  readonly power: 0 | 1 | -1;
  /** In series with the part, or across the part with all its series parasitics. */
  readonly place: "series" | "across";
}

/** A part that is not ideal. */
export interface NonIdealPart {
  /** Index of its element. */
  readonly element: number;
  readonly properties: PartProperties;
}

/**
 * The circuit as it is built: parasitics of its parts become elements of their own, on nodes of their own.
 *
 *     capacitor   C - (esr + 1/(2π qf q C)) - (esl + 1/((2π srf)² C))   in series
 *     inductor    L - (dcr + 2π qf L/q) in series, 1/((2π srf)² L) across both
 *
 * `q` counts the losses beyond `esr` and `dcr`. Elements and nodes of the circuit keep their indices, so goals compiled for the result
 * (not those of the ideal circuit) observe what they did. The circuit itself where no part has parasitics.
 */
export function addParasitics(circuit: Circuit, parts: readonly NonIdealPart[]): Circuit {
  const elements: CircuitElement[] = [...circuit.elements];
  const nodes: string[] = [...circuit.nodes];
  const derived: { readonly slot: Slot; readonly part: PassiveElement; readonly parasitic: Parasitic }[] = [];
  let slotCount = circuit.slotCount;
  const add = (part: PassiveElement, parasitic: Parasitic, between: readonly [number, number]): void => {
    const { definition, span } = part;
    const name = `${part.name}.${parasitic.label}`;
    const slot = slotCount++;
    derived.push({ slot, part, parasitic });
    elements.push({
      index: elements.length,
      name,
      definition: `${definition}.${parasitic.label}`,
      span,
      kind: parasitic.kind,
      nodes: between,
      value: slot,
      factor: 1,
    });
  };

  for (const { element, properties } of parts) {
    const part = elements[element] as PassiveElement;
    const parasitics = listParasitics(part.kind, properties);
    const inSeries = parasitics.filter(({ place }) => place === "series");
    const [positive, negative] = part.nodes;
    const inner = inSeries.map((_, n) => nodes.push(`${part.name}.${n + 1}`) - 1);
    if (inner[0] !== undefined) elements[element] = { ...part, nodes: [positive, inner[0]] };
    inSeries.forEach((parasitic, n) => {
      add(part, parasitic, [inner[n]!, inner[n + 1] ?? negative]);
    });
    for (const parasitic of parasitics) {
      if (parasitic.place === "across") add(part, parasitic, [positive, negative]);
    }
  }
  if (derived.length === 0) return circuit;

  const evaluate = (theta: Float64Array): CircuitState => {
    const base = circuit.evaluate(theta);
    const slots = new Float64Array(slotCount);
    slots.set(base.slots);
    const derivatives: SlotDerivative[] = [...base.derivatives];
    for (const { slot, part, parasitic } of derived) {
      const { coefficient, power } = parasitic;
      const value = base.slots[part.value]!;
      slots[slot] = coefficient * (value * part.factor) ** power;
      if (power === 0) continue;
      for (const entry of base.derivatives) {
        if (entry.slot !== part.value) continue;
        derivatives.push({ ...entry, slot, derivative: ((power * slots[slot]!) / value) * entry.derivative });
      }
    }
    return { slots, derivatives };
  };
  return { ...circuit, elements, nodes, slotCount, evaluate };
}

/** What a part's properties add to it, the series ones first. */
function listParasitics(kind: PartKind, properties: PartProperties): readonly Parasitic[] {
  const { esr, esl, dcr, q, qf, srf } = properties;
  const loss = q === undefined || qf === undefined ? undefined : 2 * Math.PI * qf * q;
  const resonance = srf === undefined ? undefined : (2 * Math.PI * srf) ** -2;
  const list: (Parasitic | undefined)[] =
    kind === "capacitor"
      ? [
          term("resistor", "esr", esr, 0, "series"),
          term("resistor", "loss", loss && 1 / loss, -1, "series"),
          term("inductor", "esl", esl, 0, "series"),
          term("inductor", "srf", resonance, -1, "series"),
        ]
      : kind === "inductor"
        ? [
            term("resistor", "dcr", dcr, 0, "series"),
            term("resistor", "loss", q && qf && (2 * Math.PI * qf) / q, 1, "series"),
            term("capacitor", "srf", resonance, -1, "across"),
          ]
        : [];
  return list.filter((entry) => entry !== undefined);
}

function term(
  kind: PartKind,
  label: string,
  coefficient: number | undefined,
  power: Parasitic["power"],
  place: Parasitic["place"],
): Parasitic | undefined {
  return coefficient === undefined ? undefined : { kind, label, coefficient, power, place };
}
