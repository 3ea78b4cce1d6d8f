import { type AcExperiment, type Phase, pointwisePhases } from "../../experiment/experiment.ts";
import { buildLinearSystem } from "../../network/linear-system.ts";
import type { Network } from "../../network/network.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { Session } from "../engine.ts";
import { createFactoredSweep, type FactoredSweep } from "./factored-sweep.ts";
import { preparePhase } from "./phase-solver.ts";

/**
 * A session of the model engine: one factorisation per frequency serves every phase of a call, and every later call at the
 * same state of the circuit (the trainer asks for the free phase first and for the nudges of an accepted step only).
 */
export function createModelSession(experiment: AcExperiment, network: Network): Session {
  const { frequencies, quantities } = experiment;
  const sweeps = new Map<boolean, FactoredSweep>();
  const sweepOf = (terminated: boolean): FactoredSweep => {
    const known = sweeps.get(terminated);
    if (known) return known;
    const created = createFactoredSweep(buildLinearSystem(network, { terminated }), frequencies);
    sweeps.set(terminated, created);
    return created;
  };
  let analyses = 0;
  let seconds = 0;

  const run = (slots: Float64Array, phases: readonly Phase[]): Outcome<readonly ComplexMatrix[]> => {
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

  return {
    get analyses() {
      return analyses;
    },
    get seconds() {
      return seconds;
    },
    async run(slots, phases) {
      const start = performance.now();
      const outcome = run(slots, phases);
      analyses += phases.length;
      seconds += (performance.now() - start) / 1000;
      return outcome;
    },
    async close() {
      sweeps.clear();
    },
  };
}
