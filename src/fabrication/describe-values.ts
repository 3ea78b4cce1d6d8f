import type { Compilation } from "../training/compile.ts";
import type { ChosenValues } from "./choose-values.ts";
import type { FabricatedValue, Fabrication } from "./fabrication.ts";

/** The chosen values for people and reports. */
export function describeValues({ chosen, nearest, sensitivities }: ChosenValues): readonly FabricatedValue[] {
  return chosen.map(({ wanted, value, offers, form }, n): FabricatedValue => {
    const [first, second] = offers;
    return {
      name: wanted.name,
      kind: wanted.kind,
      unit: wanted.unit,
      before: wanted.value,
      nearest: nearest[n]!,
      after: value,
      ...(form === undefined || second === undefined
        ? {}
        : { pair: { form, values: [first!.value, second.value] } }),
      tolerance: first?.properties.tol ?? wanted.properties.tol ?? 0,
      stock: wanted.stock?.name ?? "made to value",
      parts: wanted.elements.length * Math.max(offers.length, 1),
      sensitivity: sensitivities[n]!,
    };
  });
}

/** The re-trained numbers that are no parts. */
export function describeFree(
  { circuit }: Compilation,
  { partCircuit, free }: ChosenValues,
): Fabrication["free"] {
  return partCircuit.free.map((index, n) => {
    const { name, start } = circuit.trainables[index]!;
    return { name, before: start, after: free[n]! };
  });
}
