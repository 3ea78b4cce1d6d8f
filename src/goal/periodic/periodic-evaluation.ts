import type { CircuitState } from "../../circuit/circuit.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import type { AssembledObjective } from "../assemble-objective.ts";
import type { CostEvaluation, ResidualDerivatives } from "../objective.ts";
import type { DriveSpectra } from "./drive-spectra.ts";
import { pullBackResiduals } from "./pull-back-residuals.ts";
import type { Phasors } from "./real-series.ts";
import { addResponse, addTransferSlope, responseSlope } from "./transfer.ts";
import type { WaveformPoints } from "./waveform-points.ts";

/** Derivatives of residuals by transfers beyond this number are not kept: 64 MB. */
const MOST_ENTRIES = 2 ** 21;

/** How the cost of waveforms is evaluated from transfers. */
export interface PeriodicEvaluation {
  /** False where the derivatives of all residuals would be too many: the cost has its gradient, but no Jacobian. */
  readonly givesJacobian: boolean;
  evaluate(transfers: ComplexMatrix, state: CircuitState, margin?: number): CostEvaluation;
}

/**
 * Evaluate the goals over one period from the transfers of shape (observables · sources, harmonics). In each sample the phasors of an
 * observable are X = Σ_sources H D, with D the sample's drives; the goals see the points that `points` makes of them. Back goes the chain
 * rule, summed over the samples, with a = ∂C/∂(Re X_k) and b = ∂C/∂(Im X_k):
 *
 *     ∂C/∂(Re H_k) = a Re D_k + b Im D_k,    ∂C/∂(Im H_k) = b Re D_k - a Im D_k,    ∂C/∂slot = Σ a Re(H ∂D/∂slot) + b Im(H ∂D/∂slot).
 *
 * @param rows the samples' numbers in the data set.
 */
export function createPeriodicEvaluation(
  waveforms: AssembledObjective,
  drives: DriveSpectra,
  points: WaveformPoints,
  rows: Int32Array,
): PeriodicEvaluation {
  const { series, sources } = drives;
  const { harmonics } = series;
  const width = harmonics.length;
  const observables = waveforms.observables.length;
  const entries = waveforms.residualCount * observables * sources.length * width;
  const givesJacobian = waveforms.residualCount > 0 && entries <= MOST_ENTRIES;
  const columns = rows.length * points.count;
  const phasors: Phasors = { re: new Float64Array(width), im: new Float64Array(width) };

  return {
    givesJacobian,
    evaluate(transfers, state, margin) {
      const spectraOf = drives.at(state);
      const spectra = Array.from(rows, (row) => spectraOf(row));
      const transferOf = (observable: number, source: number): Phasors => {
        const row = (observable * sources.length + source) * width;
        const part = (values: Float64Array) => values.subarray(row, row + width);
        return { re: part(transfers.re), im: part(transfers.im) };
      };
      const observed = complexMatrix(observables, columns);
      for (let observable = 0; observable < observables; observable++) {
        const own = sources.map((_, source) => transferOf(observable, source));
        for (const [sample, driven] of spectra.entries()) {
          phasors.re.fill(0);
          phasors.im.fill(0);
          for (const [source, transfer] of own.entries())
            addResponse(transfer, driven[source]!, harmonics, phasors);
          points.write(phasors, observed.re, observable * columns + sample * points.count);
        }
      }

      const inner = waveforms.evaluate(observed, state, margin);
      const costDerivative = complexMatrix(observables * sources.length, width);
      const costSlotDerivative = inner.costSlotDerivative.slice();
      for (let observable = 0; observable < observables; observable++) {
        for (const [sample, driven] of spectra.entries()) {
          const place = observable * columns + sample * points.count;
          const slope = points.pullBack(inner.costDerivative.re, place);
          for (const [source, drive] of driven.entries()) {
            const row = (observable * sources.length + source) * width;
            addTransferSlope(slope, drive, harmonics, costDerivative, row);
            for (const { slot, ...change } of drive.derivatives) {
              const transfer = transferOf(observable, source);
              costSlotDerivative[slot]! += responseSlope(slope, transfer, change, harmonics);
            }
          }
        }
      }
      let residualDerivatives: ResidualDerivatives | undefined;
      return {
        ...inner,
        costDerivative,
        costSlotDerivative,
        // Only Levenberg-Marquardt asks for them, and they are many.
        get residualDerivatives() {
          if (!givesJacobian || inner.residualDerivatives === undefined) return undefined;
          residualDerivatives ??= pullBackResiduals(inner.residualDerivatives, {
            points,
            harmonics,
            sources: sources.length,
            spectra,
            transferOf,
          });
          return residualDerivatives;
        },
      } as CostEvaluation;
    },
  };
}
