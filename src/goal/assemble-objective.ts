import type { Collector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { bindProgram } from "./bound-program.ts";
import type { Classifier } from "./evaluate-classes.ts";
import { evaluateGoals } from "./evaluate-goals.ts";
import type { BoundGoal, Goal } from "./goal.ts";
import type { GoalProgram } from "./goal-program.ts";
import { bindMean } from "./mean-square.ts";
import type { GoalRows, Objective } from "./objective.ts";
import type { Observable } from "./observable.ts";
import { emptyLayout, layOutResiduals } from "./residual-layout.ts";
import type { BoundReading } from "./residual-rows.ts";
import { repeatForSamples, type SampleList, sampleAxis } from "./sample-list.ts";
import type { PointStencils, SamplePoints, WeightedPoints } from "./sample-points.ts";
import { tableCovers } from "./table.ts";
import { partsOf } from "./typed-expression.ts";

/** A goal with its points. */
export interface PlacedGoal {
  readonly goal: Goal;
  readonly program: GoalProgram;
  readonly stencils: PointStencils;
  /** Part of each point in the mean over the points; they sum to 1. */
  readonly share: Float64Array;
  /** The points of means over the run, where the goal holds any. */
  readonly run?: WeightedPoints;
}

/** What is common to the objectives of all analyses. */
export type AssembledObjective = Pick<
  Objective,
  "observables" | "axis" | "residualCount" | "goalRows" | "evaluate"
>;

/** Bind goals to their points. A table that does not reach a point is reported. */
export function bindGoals(placed: readonly PlacedGoal[], collector: Collector): readonly BoundGoal[] {
  return placed.map(({ goal, program, stencils, share, run }): BoundGoal => {
    checkTables(goal, run?.samples ?? stencils[0], collector);
    return { goal, share, ...bindReading(program, stencils, run) };
  });
}

/** Bind a program with the means over the run that it reads. */
export function bindReading(
  program: GoalProgram,
  stencils: PointStencils,
  run: WeightedPoints | undefined,
): BoundReading {
  const means = program.means.map((input) => {
    invariant(run !== undefined, "a mean over a run was not given the run");
    return bindMean(input, run);
  });
  return { bound: bindProgram(program, stencils), means };
}

/** What is averaged over which samples. */
export interface CostParts {
  readonly goals: readonly BoundGoal[];
  readonly classifier?: Classifier | undefined;
  readonly samples: SampleList;
  readonly observables: readonly Observable[];
  /** f, t or x of the points of one sample. */
  readonly axis: Float64Array;
}

/** Make goals (and classes) one cost, averaged over samples. Only a cost without classes has residuals. */
export function assembleObjective(parts: CostParts): AssembledObjective {
  const { goals, classifier, samples, observables } = parts;
  const axis = sampleAxis(parts.axis, samples);
  const layout = classifier === undefined ? layOutResiduals(goals, samples) : emptyLayout;
  return {
    observables,
    axis,
    residualCount: layout.rowCount,
    goalRows: classifier === undefined ? listGoalRows(goals, samples) : [],
    evaluate(observed, state, margin = 0) {
      invariant(
        observed.rows === observables.length && observed.columns === axis.length,
        "observed numbers have another shape than the objective",
      );
      return evaluateGoals({ goals, classifier, samples, layout }, observed, state.slots, margin);
    },
  };
}

function checkTables({ residual }: Goal, { axis }: SamplePoints, collector: Collector): void {
  for (const part of partsOf(residual)) {
    if (part.kind !== "table") continue;
    const { table, span } = part;
    const outside = axis.find((x) => !tableCovers(table, x));
    if (outside === undefined) continue;
    const last = table.x[table.x.length - 1]!;
    collector.report("goal/table-range", span, { at: outside, first: table.x[0]!, last });
  }
}

function listGoalRows(goals: readonly BoundGoal[], samples: SampleList): readonly GoalRows[] {
  const count = samples.rows.length;
  let first = 0;
  return goals.map(({ goal, share, bound }) => {
    const { name, kind, scale, weight, tolerance } = goal;
    const { complex } = bound.program.result;
    const factor = share.map((part) => Math.sqrt((weight * part) / count) / scale);
    const rows: GoalRows = {
      name,
      kind,
      first,
      complex,
      scale,
      ...(tolerance === undefined ? {} : { tolerance }),
      factor: repeatForSamples(factor, samples),
      axis: sampleAxis(bound.axis, samples),
    };
    first += count * bound.count * (complex ? 2 : 1);
    return rows;
  });
}
