import type { LocalQuantity, LocalTerm } from "../experiment/local-term.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";

/** A LocalTerm with its quantities looked up: rows of the phases' matrices, -1 for ground. */
export interface BoundTerm {
  readonly term: LocalTerm;
  readonly freePlus: number;
  readonly freeMinus: number;
  readonly nudgePlus: number;
  readonly nudgeMinus: number;
}

/** Look up the rows of all terms of a plan once. */
export function bindTerms(plan: Pick<ExperimentPlan, "terms" | "rowOf">): readonly BoundTerm[] {
  const row = (quantity: LocalQuantity["plus"]): number =>
    quantity === undefined ? -1 : plan.rowOf(quantity);
  return plan.terms.map((term) => ({
    term,
    freePlus: "kind" in term.free ? -1 : row(term.free.plus),
    freeMinus: "kind" in term.free ? -1 : row(term.free.minus),
    nudgePlus: row(term.nudge.plus),
    nudgeMinus: row(term.nudge.minus),
  }));
}

/** One phase's matrix and a real factor on it. */
export interface ScaledResponse {
  readonly response: ComplexMatrix;
  readonly factor: number;
}

/**
 * Write coefficient · (jω)^order · q · z into `into` (length: frequencies), where q is the term's free quantity in `free` and z its
 * nudge quantity in `nudge`; for a source's value q is its stimulus.
 */
export function multiplyTerm(
  { term, freePlus, freeMinus, nudgePlus, nudgeMinus }: BoundTerm,
  slots: Float64Array,
  frequencies: Float64Array,
  free: ComplexMatrix | undefined,
  nudge: ScaledResponse,
  into: { readonly re: Float64Array; readonly im: Float64Array },
): void {
  const points = frequencies.length;
  const coefficient = term.coefficient(slots) * nudge.factor;
  const { re: zRe, im: zIm } = nudge.response;
  let stimulusRe = 0;
  let stimulusIm = 0;
  if ("kind" in term.free) {
    const turned = term.free.kind === "phasor" ? slots[term.free.phase]! + term.free.turn : 0;
    stimulusRe = Math.cos((turned * Math.PI) / 180);
    stimulusIm = Math.sin((turned * Math.PI) / 180);
  }
  for (let point = 0; point < points; point++) {
    let qRe = stimulusRe;
    let qIm = stimulusIm;
    if (free !== undefined) {
      if (freePlus >= 0) {
        qRe += free.re[freePlus * points + point]!;
        qIm += free.im[freePlus * points + point]!;
      }
      if (freeMinus >= 0) {
        qRe -= free.re[freeMinus * points + point]!;
        qIm -= free.im[freeMinus * points + point]!;
      }
    }
    let yRe = 0;
    let yIm = 0;
    if (nudgePlus >= 0) {
      yRe = zRe[nudgePlus * points + point]!;
      yIm = zIm[nudgePlus * points + point]!;
    }
    if (nudgeMinus >= 0) {
      yRe -= zRe[nudgeMinus * points + point]!;
      yIm -= zIm[nudgeMinus * points + point]!;
    }
    const re = coefficient * (qRe * yRe - qIm * yIm);
    const im = coefficient * (qRe * yIm + qIm * yRe);
    if (term.order === 0) {
      into.re[point] = re;
      into.im[point] = im;
    } else {
      const angularFrequency = 2 * Math.PI * frequencies[point]!;
      into.re[point] = -angularFrequency * im;
      into.im[point] = angularFrequency * re;
    }
  }
}
