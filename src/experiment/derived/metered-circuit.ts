import type { Circuit } from "../../circuit/circuit.ts";
import { deriveCircuit, directSource } from "../../circuit/derive-circuit.ts";
import { invariant } from "../../diagnostic/invariant.ts";
import type { Objective } from "../../goal/objective.ts";
import type { Observable } from "../../goal/observable.ts";

/** A circuit, and the objectives on it. */
export interface MeteredCircuit {
  readonly circuit: Circuit;
  readonly objectives: readonly Objective[];
}

/**
 * Put a source of 0 V in series with every capacitor whose current an objective observes, and let it observe the current of that: over time
 * no other unknown of the network says it. All nodes, elements and slots keep their indices. The circuit itself where there are none.
 */
export function meterCapacitors(circuit: Circuit, objectives: readonly Objective[]): MeteredCircuit {
  const observed = objectives
    .flatMap(({ observables }) => observables)
    .flatMap(({ probe }) => (probe.kind === "current" ? [probe.element] : []));
  const capacitors = new Set(observed.filter((index) => circuit.elements[index]!.kind === "capacitor"));
  if (capacitors.size === 0) return { circuit, objectives };
  const derivation = deriveCircuit(circuit);
  const meters = new Map<number, number>();
  for (const index of capacitors) {
    const capacitor = circuit.elements[index]!;
    invariant(capacitor.kind === "capacitor", "only capacitors are metered");
    const [positive, negative] = capacitor.nodes;
    const inner = derivation.node(`${capacitor.name}'`);
    derivation.replace(index, { ...capacitor, nodes: [positive, inner] });
    const ends: readonly [number, number] = [inner, negative];
    meters.set(
      index,
      derivation.add(directSource(derivation, "voltage-source", capacitor.name, ends, derivation.zero)),
    );
  }
  const move = ({ probe, ...rest }: Observable): Observable => ({
    ...rest,
    probe:
      probe.kind === "current" ? { ...probe, element: meters.get(probe.element) ?? probe.element } : probe,
  });
  return {
    circuit: derivation.finish().circuit,
    objectives: objectives.map((objective) => ({
      ...objective,
      observables: objective.observables.map(move),
    })),
  };
}
