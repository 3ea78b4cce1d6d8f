import type { TransientAnalysis } from "../../circuit/analysis.ts";
import type { GoalContext } from "../analysis-scope.ts";
import { compileTransientGoals } from "../compile-transient-goals.ts";
import type { NamedGoal } from "../name-goals.ts";
import type { AcObjective } from "../objective.ts";
import { buildDriveSpectra } from "./drive-spectra.ts";
import { harmonicFrequency, periodGrid } from "./period-grid.ts";
import { createPeriodicEvaluation } from "./periodic-evaluation.ts";

/** A period of more samples than this is not worth its harmonics. */
const MOST_SAMPLES = 20_001;

/**
 * Compile the goals of a `.tran` card with a period: what is observed are the transfers from each driving source to each quantity at the
 * warped harmonics, so that the runs and the learning rules are those of AC; the cost is that of the waveforms which the harmonics make,
 * over one period of the steady state, t from 0 to T. Refuses what is not known to be linear.
 */
export function compilePeriodicGoals(
  goals: readonly NamedGoal[],
  card: TransientAnalysis & { readonly period: number },
  context: GoalContext,
): AcObjective | undefined {
  const { circuit, collector } = context;
  const grid = periodGrid(card, card.period);
  if (grid.count > MOST_SAMPLES) {
    collector.report("goal/too-many-points", card.span, { count: grid.count, most: MOST_SAMPLES });
    return undefined;
  }
  const nonlinear = circuit.elements.find(({ kind }) => kind === "device");
  if (nonlinear !== undefined) {
    collector.report("goal/periodic-nonlinear", nonlinear.span, { name: nonlinear.name });
    return undefined;
  }
  const { step, period } = grid;
  const overPeriod: TransientAnalysis = { ...card, step, maximumStep: step, start: 0, stop: period };
  const waveforms = compileTransientGoals(goals, overPeriod, context);
  const drives = buildDriveSpectra(circuit, card, grid, collector);
  if (waveforms === undefined || drives === undefined) return undefined;

  const { harmonics } = drives.series;
  const frequencies = Float64Array.from(harmonics, (harmonic) => harmonicFrequency(grid, harmonic));
  const { evaluate, givesJacobian } = createPeriodicEvaluation(waveforms, drives, grid.count);
  return {
    kind: "ac",
    analysis: card,
    grids: Array.from(frequencies, (f) => ({ variation: "lin", points: 1, from: f, to: f })),
    frequencies,
    axis: frequencies,
    observables: waveforms.observables.flatMap(({ probe }) =>
      drives.sources.map((element) => ({ probe, excitation: { kind: "source", element } as const })),
    ),
    residualCount: givesJacobian ? waveforms.residualCount : 0,
    ...(waveforms.goalRows === undefined ? {} : { goalRows: waveforms.goalRows }),
    evaluate,
  };
}
