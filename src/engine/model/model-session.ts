import type { Phase } from "../../experiment/experiment.ts";
import type { ComplexMatrix } from "../../numeric/complex-matrix.ts";
import type { Outcome } from "../../numeric/outcome.ts";
import type { Session } from "../engine.ts";

/** Computes the phases of one experiment: one matrix (quantities, points) each, all finite. */
export type ModelRunner = (
  slots: Float64Array,
  phases: readonly Phase[],
) => Outcome<readonly ComplexMatrix[]>;

/** A session of the model engine. Every phase counts as one analysis. */
export function createModelSession(runner: ModelRunner): Session {
  let analyses = 0;
  let seconds = 0;
  return {
    get analyses() {
      return analyses;
    },
    get seconds() {
      return seconds;
    },
    async run(slots, phases) {
      const start = performance.now();
      const outcome = runner(slots, phases);
      analyses += phases.length;
      seconds += (performance.now() - start) / 1000;
      return outcome;
    },
    async close() {},
  };
}
