import { type AcExperiment, type Phase, pointwisePhases } from "../../experiment/experiment.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { createFactoredSweep, type FactoredSweep } from "./factored-sweep.ts";
import type { ModelRunner } from "./model-session.ts";
import { preparePhase } from "./phase-solver.ts";

/**
 * Runs the phases of an AC experiment: one factorisation per frequency serves every phase of a call, and every later call at the
 * same state of the circuit (the trainer asks for the free phase first and for the nudges of an accepted step only).
 */
export function createAcRunner(experiment: AcExperiment, network: Network): ModelRunner {
  const { frequencies, quantities } = experiment;
  const sweeps = new Map<boolean, FactoredSweep>();
  const sweepOf = (terminated: boolean): FactoredSweep => {
    const known = sweeps.get(terminated);
    if (known) return known;
    const created = createFactoredSweep(buildLinearSystem(network, { terminated }), frequencies);
    sweeps.set(terminated, created);
    return created;
  };

  return (slots: Float64Array, phases: readonly Phase[]): Outcome<readonly ComplexMatrix[]> => {
    const solvers = pointwisePhases(phases).map((phase) => preparePhase(experiment, network, slots, phase));
    const results = phases.map(() => complexMatrix(quantities.length, frequencies.length));
    for (const terminated of [false, true]) {
      const mine = [...solvers.keys()].filter((index) => solvers[index]!.terminated === terminated);
      if (mine.length === 0) continue;
      const sweep = sweepOf(terminated);
      const refused = sweep.use(slots);
      if (refused) return refused;
      for (let point = 0; point < frequencies.length; point++) {
        const stuck = sweep.at(point);
        if (stuck) return stuck;
        for (const index of mine) {
          const failed = solvers[index]!.solve(sweep, point, results[index]!);
          if (failed) return failed;
        }
      }
    }
    return succeed(results);
  };
}
