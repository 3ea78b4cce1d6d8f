import { walkExpression } from "../../ast/walk.ts";
import type { Circuit, CircuitState, SlotDerivative, Trainable } from "../../circuit/circuit.ts";
import type { PassiveElement, Slot } from "../../circuit/element.ts";
import { startOf } from "./find-part-values.ts";
import type { PartValue } from "./part-value.ts";

/** A circuit whose trainables are the values to be chosen, and what else was trained. */
export interface PartCircuit {
  /** Its first trainables are the part values, in their order; the others stay free numbers (couplings, gains, parameters). */
  readonly circuit: Circuit;
  /** How many part values there are. */
  readonly count: number;
  /** Indices into the original circuit's trainables of those behind the part values. */
  readonly free: readonly number[];
}

/**
 * See a circuit as a function of its part values: each part has a coordinate of its own even where the netlist computes its value from
 * parameters. Trained numbers that are no part's value, and still matter, stay trainable behind them.
 */
export function buildPartCircuit(circuit: Circuit, values: readonly PartValue[]): PartCircuit {
  const start = startOf(circuit);
  const overridden = new Map<Slot, number>();
  /** Index of the coordinate of each original trainable; undefined for those without effect any more. */
  const coordinateOf: (number | undefined)[] = circuit.trainables.map(() => undefined);
  values.forEach(({ elements, trainable }, coordinate) => {
    if (trainable !== undefined) coordinateOf[trainable] = coordinate;
    else
      for (const element of elements)
        overridden.set((circuit.elements[element] as PassiveElement).value, coordinate);
  });
  const used = usedSlots(circuit);
  const effective = new Set(
    circuit
      .evaluate(start)
      .derivatives.filter(({ slot }) => used.has(slot) && !overridden.has(slot))
      .map(({ parameter }) => parameter),
  );
  const free = circuit.trainables.flatMap((_, index) =>
    coordinateOf[index] === undefined && effective.has(index) ? [index] : [],
  );
  free.forEach((index, n) => {
    coordinateOf[index] = values.length + n;
  });

  const evaluate = (theta: Float64Array): CircuitState => {
    const base = start.map((value, index) => {
      const coordinate = coordinateOf[index];
      return coordinate === undefined ? value : theta[coordinate]!;
    });
    const state = circuit.evaluate(base);
    const slots = Float64Array.from(state.slots);
    const derivatives: SlotDerivative[] = [];
    for (const { slot, parameter, derivative } of state.derivatives) {
      const coordinate = coordinateOf[parameter];
      if (coordinate !== undefined && !overridden.has(slot))
        derivatives.push({ slot, parameter: coordinate, derivative });
    }
    for (const [slot, coordinate] of overridden) {
      slots[slot] = theta[coordinate]!;
      derivatives.push({ slot, parameter: coordinate, derivative: 1 });
    }
    return { slots, derivatives };
  };
  const trainables = [...values.map(asTrainable), ...free.map((index) => circuit.trainables[index]!)];
  return { circuit: { ...circuit, trainables, evaluate }, count: values.length, free };
}

/** All slots but those of parameters that nothing but elements refers to: their elements have slots of their own. */
function usedSlots({ slotCount, parameterSlots, goals }: Circuit): ReadonlySet<Slot> {
  const named = new Set<string>();
  for (const { left, right } of goals) {
    for (const side of [left, right]) {
      walkExpression(side, (part) => {
        if (part.kind === "variable") named.add(part.name.key);
      });
    }
  }
  const used = new Set(Array.from({ length: slotCount }, (_, slot) => slot));
  for (const [key, slot] of parameterSlots) if (!named.has(key)) used.delete(slot);
  return used;
}

function asTrainable({ name, unit, span, value, min, max }: PartValue): Trainable {
  return {
    name,
    unit,
    span,
    start: value,
    min: Math.max(min, value * 1e-6),
    max: Math.min(max, value * 1e6),
    scale: "log",
  };
}
