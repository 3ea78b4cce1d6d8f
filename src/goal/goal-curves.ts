import type { Relation } from "../ast/directive.ts";
import type { AnalysisKind } from "../ast/netlist.ts";
import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import { createCollector } from "../diagnostic/collector.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { spanText } from "../source/source-text.ts";
import { compileAnalysisGoals } from "./compile-analysis-goals.ts";
import { openDataSet } from "./data/data-set.ts";
import { goalAnalysis } from "./goal-analysis.ts";
import { type GoalAxis, goalAxis } from "./goal-axis.ts";
import { readSide, type Samples, sideGoal } from "./goal-side.ts";
import { type NamedGoal, nameGoals } from "./name-goals.ts";
import type { Objective } from "./objective.ts";
import { quantityUnit } from "./quantity-unit.ts";
import type { TableHost } from "./table-host.ts";

/** Both sides of one goal, for drawing. */
export interface GoalCurve {
  /** As in the goal's verdict. */
  readonly name: string;
  readonly relation: Relation;
  /** The left side as written. */
  readonly quantity: string;
  /** Of a complex quantity the magnitude and the phase are two curves. */
  readonly part?: "magnitude" | "phase";
  /** `dB`, `°`, `s`, `V`, `A`, or empty where the expression does not say. */
  readonly unit: string;
  /** Absent where the quantity is one number: at an operating point, or as a mean over a run. */
  readonly axis?: GoalAxis;
  /** The left side over the whole run, whatever part of it the goal speaks of. NaN separates the values of an outer sweep. */
  readonly response: Samples;
  /** The right side at the goal's own points. */
  readonly limit: Samples;
  /** The goal speaks of single points (`at`), not of all that lies between them. */
  readonly pointwise: boolean;
}

/** What has to be run to draw the goals of one analysis, and how the curves come out of it. */
export interface GoalCurvePlan {
  /** What to observe where; it has no cost of its own. */
  readonly objective: Objective;
  /** @param observed shape (observables, points), as for `Objective.evaluate`. */
  curves(observed: ComplexMatrix, state: CircuitState): readonly GoalCurve[];
}

/**
 * Plan the drawing of a circuit's goals, one plan per analysis. Each side of a goal is itself compiled as a goal (`left = 0` over the
 * whole run, `right = 0` where the goal speaks), so that it is sampled exactly as training samples it. Goals that do not compile are
 * left out: `compileGoals` has reported them.
 */
export function planGoalCurves(circuit: Circuit, host: TableHost): readonly GoalCurvePlan[] {
  const collector = createCollector();
  const data = openDataSet(circuit, host, collector);
  const byAnalysis = new Map<AnalysisKind, NamedGoal[]>();
  for (const goal of nameGoals(circuit.goals, collector)) {
    const kind = goalAnalysis(goal.directive, circuit, collector);
    if (kind !== undefined) byAnalysis.set(kind, [...(byAnalysis.get(kind) ?? []), goal]);
  }
  return [...byAnalysis].flatMap(([kind, goals]) => {
    const sides = goals.flatMap(({ directive }, k) => [
      { directive: sideGoal(directive, "left"), name: sideName(k, "left") },
      { directive: sideGoal(directive, "right"), name: sideName(k, "right") },
    ]);
    const objective = compileAnalysisGoals(kind, sides, { circuit, host, collector, data });
    return objective === undefined ? [] : [planAnalysis(objective, goals, circuit)];
  });
}

const sideName = (goal: number, side: "left" | "right"): string => `${goal} ${side}`;

function planAnalysis(objective: Objective, goals: readonly NamedGoal[], circuit: Circuit): GoalCurvePlan {
  const { goalRows } = objective;
  invariant(goalRows !== undefined, "equalities have residual rows");
  const axis = goalAxis(objective, circuit);
  const drawn = goals.flatMap(({ directive, name }, k) => {
    const left = goalRows.find((rows) => rows.name === sideName(k, "left"));
    const right = goalRows.find((rows) => rows.name === sideName(k, "right"));
    return left && right ? [{ directive, name, left, right }] : [];
  });
  return {
    objective: withoutCost(objective),
    curves(observed, state) {
      const residuals = objective.evaluate(observed, state).residuals!;
      return drawn.flatMap(({ directive, name, left, right }) => {
        const common = {
          name,
          relation: directive.relation,
          quantity: spanText(directive.left.span).trim(),
          pointwise: directive.at !== undefined,
          ...(axis === undefined || left.axis.length === 1 ? {} : { axis }),
        };
        const responses = readSide(left, residuals, left.complex || right.complex);
        const limits = readSide(right, residuals, left.complex || right.complex);
        const unit = quantityUnit(directive, objective.analysis.kind);
        if (!left.complex && !right.complex)
          return [{ ...common, unit, response: responses[0]!, limit: limits[0]! }];
        return (["magnitude", "phase"] as const).map((part, k) => ({
          ...common,
          part,
          unit: part === "phase" ? "°" : unit,
          response: responses[k]!,
          limit: limits[k]!,
        }));
      });
    },
  };
}

/** The same runs, whatever comes out of them: a quantity may be infinite where no goal looks at it. */
function withoutCost(objective: Objective): Objective {
  return {
    ...objective,
    residualCount: 0,
    evaluate: (observed, { slots }) => ({
      cost: 0,
      costDerivative: complexMatrix(observed.rows, observed.columns),
      costSlotDerivative: new Float64Array(slots.length),
      goals: [],
    }),
  };
}
