import type { Circuit } from "../../circuit/circuit.ts";
import type { PassiveElement } from "../../circuit/element.ts";
import { addParasitics, type NonIdealPart } from "../parts/add-parasitics.ts";
import { perturbParts } from "../parts/perturb-parts.ts";

/** One part with its tolerance. */
export interface TolerancedPart {
  /** Flat name. */
  readonly name: string;
  /** Index into `Circuit.elements`. */
  readonly element: number;
  /** Half width as a fraction. */
  readonly tolerance: number;
}

/** A circuit as it will be built: ideal elements, the parasitics that they bring, and how far their values may be off. */
export interface BuiltCircuit {
  readonly ideal: Circuit;
  readonly nonIdeal: readonly NonIdealPart[];
  readonly parts: readonly TolerancedPart[];
}

/** The circuit of one specimen whose parts deviate by `deviations` (units of their tolerance, one per part). Parasitics follow the parts. */
export function buildSpecimen(
  { ideal, nonIdeal, parts }: BuiltCircuit,
  deviations: ArrayLike<number>,
): Circuit {
  const factors = new Map(
    parts.map(({ element, tolerance }, n) => [
      (ideal.elements[element] as PassiveElement).value,
      1 + tolerance * deviations[n]!,
    ]),
  );
  return addParasitics(perturbParts(ideal, factors), nonIdeal);
}

/** The circuit at its nominal values, with its parasitics. */
export function buildNominal({ ideal, nonIdeal }: BuiltCircuit): Circuit {
  return addParasitics(ideal, nonIdeal);
}
