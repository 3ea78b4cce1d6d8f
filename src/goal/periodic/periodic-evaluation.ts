import type { CircuitState } from "../../circuit/circuit.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import type { AssembledObjective } from "../assemble-objective.ts";
import type { CostEvaluation, ResidualDerivatives } from "../objective.ts";
import type { DriveSpectra } from "./drive-spectra.ts";
import { pullBackResiduals } from "./pull-back-residuals.ts";
import { zeroPhasors } from "./real-series.ts";
import { addResponse, addTransferSlope, responseSlope, type TransferRow } from "./transfer.ts";
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
  const sources = drives.sources.length;
  const width = drives.harmonics.length;
  const observables = waveforms.observables.length;
  const entries = waveforms.residualCount * observables * sources * (drives.most + 1);
  const givesJacobian = waveforms.residualCount > 0 && entries <= MOST_ENTRIES;
  const columns = rows.length * points.count;
  const phasors = zeroPhasors(drives.most + 1);

  return {
    givesJacobian,
    evaluate(transfers, state, margin) {
      const drivenAt = drives.at(state);
      const samples = Array.from(rows, (row) => drivenAt(row));
      const rowOf = ({ re, im }: ComplexMatrix, observable: number, source: number): TransferRow => ({
        re,
        im,
        offset: (observable * sources + source) * width,
      });
      const observed = complexMatrix(observables, columns);
      for (let observable = 0; observable < observables; observable++) {
        const own = drives.sources.map((_, source) => rowOf(transfers, observable, source));
        for (const [index, sample] of samples.entries()) {
          phasors.re.fill(0);
          phasors.im.fill(0);
          for (const [source, transfer] of own.entries())
            addResponse(transfer, sample.drives[source]!, sample, phasors);
          points.write(sample.harmonics, phasors, observed.re, observable * columns + index * points.count);
        }
      }

      const inner = waveforms.evaluate(observed, state, margin);
      const costDerivative = complexMatrix(observables * sources, width);
      const costSlotDerivative = inner.costSlotDerivative.slice();
      for (let observable = 0; observable < observables; observable++) {
        const own = drives.sources.map((_, source) => rowOf(costDerivative, observable, source));
        for (const [index, sample] of samples.entries()) {
          const place = observable * columns + index * points.count;
          points.pullBack(sample.harmonics, inner.costDerivative.re, place, phasors);
          for (const [source, drive] of sample.drives.entries()) {
            addTransferSlope(phasors, drive, sample, own[source]!);
            for (const { slot, ...change } of drive.derivatives) {
              const transfer = rowOf(transfers, observable, source);
              costSlotDerivative[slot]! += responseSlope(phasors, transfer, change, sample);
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
            samples,
            sources,
            transferOf: (observable, source) => rowOf(transfers, observable, source),
          });
          return residualDerivatives;
        },
      } as CostEvaluation;
    },
  };
}
