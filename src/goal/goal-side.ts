import type { GoalDirective } from "../ast/directive.ts";
import type { Expression } from "../ast/expression.ts";
import { walkExpression } from "../ast/walk.ts";
import type { GoalRows } from "./objective.ts";

/** Values over f [Hz], t [s] or x. */
export interface Samples {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * One side of a goal as a goal of its own, `side = 0`: its residual is the side's value. The left side is taken over the whole run, but
 * for a mean, which belongs to its range; the right side where the goal speaks.
 */
export function sideGoal(directive: GoalDirective, side: "left" | "right"): GoalDirective {
  const { left, right, at, range, options, span } = directive;
  const narrowed = side === "right" || takesMean(left) || takesMean(right);
  return {
    kind: "goal",
    left: side === "left" ? left : right,
    relation: "=",
    right: { kind: "number", value: 0, span: right.span },
    ...(narrowed && at !== undefined ? { at } : {}),
    ...(narrowed && range !== undefined ? { range } : {}),
    options: options.filter(({ name }) => name.key === "on"),
    span,
  };
}

function takesMean(expression: Expression): boolean {
  let found = false;
  walkExpression(expression, (part) => {
    if (part.kind === "call" && part.callee.key === "power") found = true;
  });
  return found;
}

/**
 * The values of a side out of the residuals of its goal: one curve, or of a complex goal (`split`) magnitude and phase [°].
 * Points after `at` come in ascending order; where the axis starts again (an outer sweep) a NaN interrupts the curve.
 */
export function readSide(rows: GoalRows, residuals: Float64Array, split: boolean): readonly Samples[] {
  const { first, complex, factor, axis } = rows;
  const part = (k: number, offset: number): number =>
    residuals[first + k * (complex ? 2 : 1) + offset]! / factor[k]!;
  const indices = [...axis.keys()];
  const re = indices.map((k) => part(k, 0));
  if (!split) return [inRuns(axis, re)];
  const im = indices.map((k) => (complex ? part(k, 1) : 0));
  return [
    inRuns(
      axis,
      re.map((value, k) => Math.hypot(value, im[k]!)),
    ),
    inRuns(
      axis,
      re.map((value, k) => (Math.atan2(im[k]!, value) * 180) / Math.PI),
    ),
  ];
}

function inRuns(axis: Float64Array, values: readonly number[]): Samples {
  const restarts = [...axis.keys()].filter((k) => k > 0 && axis[k]! === axis[0]!);
  if (restarts.length === 0) {
    const order = [...axis.keys()].sort((a, b) => axis[a]! - axis[b]!);
    return { x: Float64Array.from(order, (k) => axis[k]!), y: Float64Array.from(order, (k) => values[k]!) };
  }
  const x: number[] = [];
  const y: number[] = [];
  for (const k of axis.keys()) {
    if (restarts.includes(k)) {
      x.push(axis[k]!);
      y.push(Number.NaN);
    }
    x.push(axis[k]!);
    y.push(values[k]!);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}
