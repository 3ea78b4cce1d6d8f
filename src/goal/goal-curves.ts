import type { GoalDirective, Relation } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import type { AcAnalysis } from "../circuit/analysis.ts";
import type { Circuit, CircuitState } from "../circuit/circuit.ts";
import { createCollector } from "../diagnostic/collector.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import { spanText } from "../source/source-text.ts";
import { openAnalysisScope, type TableHost } from "./analysis-scope.ts";
import { type BoundProgram, bindProgram } from "./bound-program.ts";
import { gridFrequencies, settleGrid } from "./frequency-grid.ts";
import { goalPoints } from "./goal-points.ts";
import { compileProgram } from "./goal-program.ts";
import type { AcObjective } from "./objective.ts";
import { resolveExpression } from "./resolve-expression.ts";
import { type PointRequest, planSweeps } from "./sweep-plan.ts";

/** Values over f [Hz]. Of a complex quantity the magnitude. */
export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Both sides of one goal, for drawing. */
export interface GoalCurve {
  /** As in the goal's verdict. */
  readonly name: string;
  readonly relation: Relation;
  /** The left side as written. */
  readonly quantity: string;
  /** `dB`, `°`, `s`, or empty where the expression does not say. */
  readonly unit: string;
  /** The left side over the whole sweep. */
  readonly response: Samples;
  /** The right side at the goal's own points, in ascending order. */
  readonly limit: Samples;
}

/** What has to be run to draw the goals of an AC analysis, and how the curves come out of it. */
export interface GoalCurvePlan {
  /** The sweeps and observables; it has no cost of its own. */
  readonly objective: AcObjective;
  /** @param observed shape (observables, points), as for `Objective.evaluate`. */
  curves(observed: ComplexMatrix, state: CircuitState): readonly GoalCurve[];
}

/**
 * Plan the drawing of a circuit's goals: the left sides over the whole sweep, whatever part of it a goal speaks of, and the right sides where
 * it does. Goals that do not compile, or that belong to another analysis, are left out: `compileGoals` has reported them.
 */
export function planGoalCurves(circuit: Circuit, host: TableHost): GoalCurvePlan | undefined {
  const analysis = circuit.analyses.find((candidate): candidate is AcAnalysis => candidate.kind === "ac");
  if (analysis === undefined) return undefined;
  const collector = createCollector();
  const { scope, observables } = openAnalysisScope("ac", circuit, host, collector);
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));
  const grid = settleGrid(analysis);
  const frequencies = gridFrequencies(grid);
  const wholeSweep: PointRequest["points"] = { kind: "card", index: Int32Array.from(frequencies.keys()) };

  const resolved = circuit.goals.flatMap((directive, index) => {
    const left = resolveExpression(directive.left, scope);
    const right = resolveExpression(directive.right, scope);
    const points = goalPoints(directive, analysis, frequencies, slots, scope);
    return left && right && points ? [{ directive, index, left, right, points }] : [];
  });
  if (resolved.length === 0) return undefined;
  const sides = resolved.flatMap(({ left, right, points }) => [
    { program: compileProgram(left), points: wholeSweep },
    { program: compileProgram(right), points },
  ]);
  const sweeps = planSweeps(
    grid,
    sides.map(({ program, points }) => ({
      points,
      stencils: program.observed.map(({ stencil }) => stencil),
    })),
  );
  const samplers = sides.map(({ program }, k) => sampler(bindProgram(program, sweeps.points[k]!)));
  const drawn = resolved.map((goal, k) => ({
    ...goal,
    response: samplers[2 * k]!,
    limit: samplers[2 * k + 1]!,
  }));
  return {
    objective: costless(analysis, sweeps, observables),
    curves: (observed, state) =>
      drawn.map(({ directive, index, response, limit }) => ({
        name: directive.name?.text ?? `goal ${index + 1}`,
        relation: directive.relation,
        quantity: spanText(directive.left.span).trim(),
        unit: unitOf(directive),
        response: response(observed, state),
        limit: inOrder(limit(observed, state)),
      })),
  };
}

type Sampler = (observed: ComplexMatrix, state: CircuitState) => Samples;

function sampler(bound: BoundProgram): Sampler {
  const { re, im, complex } = bound.program.result;
  return (observed, state) => {
    bound.loadSlots(state.slots);
    const y = Float64Array.from({ length: bound.count }, (_, point) => {
      bound.run(point, observed);
      return complex ? Math.hypot(re[0]!, im[0]!) : re[0]!;
    });
    return { x: bound.axis, y };
  };
}

/** Values after `at` stand in the order in which they were written. */
function inOrder({ x, y }: Samples): Samples {
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!);
  return { x: Float64Array.from(order, (k) => x[k]!), y: Float64Array.from(order, (k) => y[k]!) };
}

function costless(
  analysis: AcAnalysis,
  { grids, frequencies }: Pick<AcObjective, "grids" | "frequencies">,
  observables: AcObjective["observables"],
): AcObjective {
  return {
    kind: "ac",
    analysis,
    grids,
    frequencies,
    axis: frequencies,
    observables,
    residualCount: 0,
    evaluate: (observed, { slots }) => ({
      cost: 0,
      costDerivative: {
        ...observed,
        re: new Float64Array(observed.re.length),
        im: new Float64Array(observed.im.length),
      },
      costSlotDerivative: new Float64Array(slots.length),
      goals: [],
    }),
  };
}

const unitOfFunction: Readonly<Record<string, string>> = {
  db: "dB",
  vdb: "dB",
  idb: "dB",
  phase: "°",
  vp: "°",
  ip: "°",
  delay: "s",
};

/** The unit that a side's outermost function gives it; sums and differences keep it. */
function unitOf({ left, right }: GoalDirective): string {
  const unit = (expression: Expression): string | undefined => {
    switch (expression.kind) {
      case "probe":
        return unitOfFunction[expression.function];
      case "call":
        return unitOfFunction[expression.callee.key];
      case "unary":
        return unit(expression.operand);
      case "binary":
        return expression.operator === "+" || expression.operator === "-"
          ? (unit(expression.left) ?? unit(expression.right))
          : undefined;
      default:
        return undefined;
    }
  };
  return unit(left) ?? unit(right) ?? "";
}
