import type { CircuitState } from "../../circuit/circuit.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import type { CostEvaluation, ResidualDerivatives, TransientObjective } from "../objective.ts";
import type { DriveSpectra, DriveSpectrum } from "./drive-spectra.ts";
import { pullBackResiduals } from "./pull-back-residuals.ts";
import type { Phasors } from "./real-series.ts";

/** Derivatives of residuals by transfers beyond this number are not kept: 64 MB. */
const MOST_ENTRIES = 2 ** 21;

/** How the cost of waveforms is evaluated from transfers. */
export interface PeriodicEvaluation {
  /** False where the derivatives of all residuals would be too many: the cost has its gradient, but no Jacobian. */
  readonly givesJacobian: boolean;
  evaluate(transfers: ComplexMatrix, state: CircuitState, margin?: number): CostEvaluation;
}

/** The transfer H of one observable from one source, and the drive D behind it: X = Σ_sources H D. */
export interface Transfer extends Phasors {
  readonly drive: DriveSpectrum;
}

/**
 * Evaluate the goals over one period from the transfers of shape (observables · sources, harmonics): the waveform of an observable is
 *
 *     x[n] = Re Σ_k X_k e^{2πj kn/N},    X_k = Σ_sources H_k D_k
 *
 * with sample N that of 0 again, and by the chain rule, with a = ∂C/∂(Re X_k) and b = ∂C/∂(Im X_k),
 *
 *     ∂C/∂(Re H_k) = a Re D_k + b Im D_k,    ∂C/∂(Im H_k) = b Re D_k - a Im D_k,    ∂C/∂slot = Σ a Re(H ∂D/∂slot) + b Im(H ∂D/∂slot).
 */
export function createPeriodicEvaluation(
  waveforms: TransientObjective,
  drives: DriveSpectra,
  samples: number,
): PeriodicEvaluation {
  const { series, sources } = drives;
  const harmonics = series.harmonics.length;
  const observables = waveforms.observables.length;
  const entries = waveforms.residualCount * observables * sources.length * harmonics;
  const givesJacobian = waveforms.residualCount > 0 && entries <= MOST_ENTRIES;
  const columns = samples + 1;

  return {
    givesJacobian,
    evaluate(transfers, state, margin) {
      const spectra = drives.at(state);
      const transfersOf = (observable: number): readonly Transfer[] =>
        spectra.map((drive, source) => {
          const row = (observable * sources.length + source) * harmonics;
          const part = (values: Float64Array) => values.subarray(row, row + harmonics);
          return { re: part(transfers.re), im: part(transfers.im), drive };
        });
      const parts = Array.from({ length: observables }, (_, observable) => transfersOf(observable));
      const observed = complexMatrix(observables, columns);
      parts.forEach((sum, observable) => {
        series.synthesise(addResponses(sum, series.harmonics), observed.re, observable * columns);
        observed.re[observable * columns + samples] = observed.re[observable * columns]!;
      });

      const inner = waveforms.evaluate(observed, state, margin);
      const costDerivative = complexMatrix(observables * sources.length, harmonics);
      const costSlotDerivative = inner.costSlotDerivative.slice();
      parts.forEach((sum, observable) => {
        const slope = inner.costDerivative.re.slice(observable * columns, (observable + 1) * columns);
        slope[0]! += slope[samples]!;
        const phasor = series.pullBack(slope, 0);
        sum.forEach(({ drive, ...transfer }, source) => {
          const derivative = transferSlope(phasor, drive, series.harmonics);
          const row = (observable * sources.length + source) * harmonics;
          costDerivative.re.set(derivative.re, row);
          costDerivative.im.set(derivative.im, row);
          for (const { slot, ...change } of drive.derivatives) {
            costSlotDerivative[slot]! += responseSlope(phasor, transfer, change, series.harmonics);
          }
        });
      });
      let residualDerivatives: ResidualDerivatives | undefined;
      return {
        ...inner,
        costDerivative,
        costSlotDerivative,
        get residualDerivatives() {
          if (!givesJacobian || inner.residualDerivatives === undefined) return undefined;
          residualDerivatives ??= pullBackResiduals(inner.residualDerivatives, parts, series, samples);
          return residualDerivatives;
        },
      } as CostEvaluation;
    },
  };
}

/** Σ_sources H D; at harmonic 0 of the real parts alone. */
function addResponses(transfers: readonly Transfer[], harmonics: Int32Array): Phasors {
  const re = new Float64Array(harmonics.length);
  const im = new Float64Array(harmonics.length);
  for (const { re: a, im: b, drive } of transfers) {
    for (let k = 0; k < harmonics.length; k++) {
      const isConstant = harmonics[k] === 0;
      re[k]! += a[k]! * drive.re[k]! - (isConstant ? 0 : b[k]! * drive.im[k]!);
      im[k]! += isConstant ? 0 : a[k]! * drive.im[k]! + b[k]! * drive.re[k]!;
    }
  }
  return { re, im };
}

/** What a derivative by the phasors X is by the transfer of one source. */
export function transferSlope({ re: a, im: b }: Phasors, drive: Phasors, harmonics: Int32Array): Phasors {
  const re = new Float64Array(harmonics.length);
  const im = new Float64Array(harmonics.length);
  for (let k = 0; k < harmonics.length; k++) {
    const isConstant = harmonics[k] === 0;
    re[k] = a[k]! * drive.re[k]! + (isConstant ? 0 : b[k]! * drive.im[k]!);
    im[k] = isConstant ? 0 : b[k]! * drive.re[k]! - a[k]! * drive.im[k]!;
  }
  return { re, im };
}

/** What a derivative by the phasors X is by a value that changes the drive of one source. */
export function responseSlope(
  { re: a, im: b }: Phasors,
  transfer: Phasors,
  change: Phasors,
  harmonics: Int32Array,
): number {
  let sum = 0;
  for (let k = 0; k < harmonics.length; k++) {
    const [hr, hi] = [transfer.re[k]!, harmonics[k] === 0 ? 0 : transfer.im[k]!];
    const [dr, di] = [change.re[k]!, change.im[k]!];
    sum += a[k]! * (hr * dr - hi * di) + b[k]! * (hr * di + hi * dr);
  }
  return sum;
}
