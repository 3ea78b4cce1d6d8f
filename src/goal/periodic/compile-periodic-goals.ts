import type { TransientAnalysis } from "../../circuit/analysis.ts";
import type { GoalContext } from "../analysis-scope.ts";
import { assembleObjective, bindGoals, type PlacedGoal } from "../assemble-objective.ts";
import { compileClassifier } from "../compile-classifier.ts";
import type { ClassLabels } from "../data/class-labels.ts";
import type { Classifier } from "../evaluate-classes.ts";
import { compileProgram } from "../goal-program.ts";
import type { NamedGoal } from "../name-goals.ts";
import type { AcObjective } from "../objective.ts";
import { placeTransientGoals } from "../place-transient-goals.ts";
import { listSamples, singleSample } from "../sample-list.ts";
import { gridTimes } from "../time-grid.ts";
import { usesMean } from "../typed-expression.ts";
import { buildDriveSpectra } from "./drive-spectra.ts";
import { harmonicFrequency, periodGrid } from "./period-grid.ts";
import { createPeriodicEvaluation } from "./periodic-evaluation.ts";
import { spectralPoints, timePoints } from "./waveform-points.ts";

/** A period of more samples than this is not worth its harmonics. */
const MOST_SAMPLES = 20_001;

/**
 * Compile the goals of a `.tran` card with a period: what is observed are the transfers from each driving source to each quantity at the
 * warped harmonics, so that the runs and the learning rules are those of AC; the cost is that of the waveforms which the harmonics make,
 * over one period of the steady state, t from 0 to T. The samples of a data set differ in their drives alone: the runs are the same
 * however many there are. Refuses what is not known to be linear.
 */
export function compilePeriodicGoals(
  goals: readonly NamedGoal[],
  card: TransientAnalysis & { readonly period: number },
  context: GoalContext,
  labels?: ClassLabels,
): AcObjective | undefined {
  const { circuit, collector, data } = context;
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
  const opened = placeTransientGoals(goals, overPeriod, gridTimes(grid), context);
  const drives = buildDriveSpectra(context, card, grid);
  if (drives === undefined) return undefined;

  const inTime = timePoints(grid);
  const inParts = spectralPoints(period, drives.most);
  const classify = (run: typeof inTime.run): Classifier | undefined =>
    labels && compileClassifier(labels, run, opened.slots, opened.scope);
  let classifier = classify(inParts.run);
  if (labels !== undefined && classifier === undefined) return undefined;
  const isSpectral =
    opened.placed.every((goal) => readsPowers(goal, inTime.count)) &&
    (classifier?.quantities.every(({ bound }) => bound.program.means.every(({ isLinear }) => isLinear)) ??
      true);
  if (!isSpectral) classifier = classify(inTime.run);
  if (opened.placed.length === 0 && classifier === undefined) return undefined;

  const points = isSpectral ? inParts : inTime;
  const placed = isSpectral ? opened.placed.map((goal) => ({ ...goal, run: points.run })) : opened.placed;
  const bound = bindGoals(placed, collector);
  const frequencies = Float64Array.from(drives.harmonics, (harmonic) => harmonicFrequency(grid, harmonic));
  const over = (rows: Int32Array): AcObjective => {
    const samples = data === undefined ? singleSample(points.count) : listSamples(rows, points.count, true);
    const waveforms = assembleObjective({
      goals: bound,
      classifier,
      samples,
      observables: opened.observables,
      axis: points.axis,
    });
    const { evaluate, givesJacobian } = createPeriodicEvaluation(waveforms, drives, points, samples.rows);
    return {
      kind: "ac",
      analysis: card,
      grids: Array.from(frequencies, (f) => ({ variation: "lin", points: 1, from: f, to: f })),
      frequencies,
      axis: frequencies,
      observables: opened.observables.flatMap(({ probe }) =>
        drives.sources.map((element) => ({ probe, excitation: { kind: "source", element } as const })),
      ),
      residualCount: givesJacobian ? waveforms.residualCount : 0,
      ...(waveforms.goalRows === undefined ? {} : { goalRows: waveforms.goalRows }),
      ...(data === undefined ? {} : { samples: { rows, drives: data.drives, parts: data.parts, over } }),
      evaluate,
    };
  };
  return over(data?.parts.train ?? new Int32Array(1));
}

/** Whether a goal reads nothing but mean squares of linear quantities over the whole period of so many points. */
function readsPowers({ goal, run }: PlacedGoal, points: number): boolean {
  if (run === undefined || run.share.length !== points || !usesMean(goal.residual)) return false;
  return compileProgram(goal.residual).means.every(({ isLinear }) => isLinear);
}
