import type { GoalCurve } from "../goal/goal-curves.ts";
import type { Samples } from "../goal/goal-side.ts";
import type { Chart, Curve, Mask } from "./chart.ts";

/** A chart of one quantity, with the names of the goals that speak of it. */
export interface GoalChart extends Chart {
  /** As written; a complex quantity has two charts. */
  readonly quantity: string;
  readonly goals: readonly string[];
}

/**
 * Charts of a circuit's goals: one per quantity, with its response before and after and a mask for each goal on it. Without `after` the
 * response is drawn once. Quantities of a single number have no chart.
 *
 * @param names of the two curves.
 */
export function goalCharts(
  before: readonly GoalCurve[],
  after?: readonly GoalCurve[],
  names: readonly [string, string] = ["before", "after"],
): readonly GoalChart[] {
  const drawn = (after ?? before).filter(({ axis }) => axis !== undefined);
  const titles = [...new Set(drawn.map(titleOf))];
  return titles.map((title) => {
    const goals = drawn.filter((goal) => titleOf(goal) === title);
    const first = goals[0]!;
    const old = before.find((goal) => goal.axis !== undefined && titleOf(goal) === title);
    const curves: Curve[] = [];
    if (after === undefined) curves.push({ name: title, ...response(first), role: "plain" });
    else {
      if (old !== undefined) curves.push({ name: names[0], ...response(old), role: "before" });
      curves.push({ name: names[1], ...response(first), role: "after" });
    }
    const axis = first.axis!;
    const logarithmic = axis.unit === "Hz" && spansDecade(first.response.x);
    const magnitudes =
      goals.every(isMagnitude) &&
      spansHundred([...curves.map(({ y }) => y), ...goals.map(({ limit }) => limit.y)]);
    return {
      title,
      quantity: first.quantity,
      x: { label: axis.label, unit: axis.unit, scale: logarithmic ? "log" : "linear" },
      y: { label: title, unit: first.unit, scale: magnitudes ? "log" : "linear" },
      curves,
      masks: goals.map((goal) => maskOf(goal, logarithmic)),
      goals: goals.map(({ name }) => name),
    };
  });
}

/** `|v(out)|` and `∠ v(out)` are the two curves of a complex quantity. */
function titleOf({ quantity, part }: GoalCurve): string {
  return part === undefined ? quantity : part === "magnitude" ? `|${quantity}|` : `∠ ${quantity}`;
}

const response = ({ unit, response: samples }: GoalCurve): Samples =>
  unit === "°" ? withoutJumps(samples) : samples;

/** Angles in (-180, 180] with their jumps of nearly a turn left out, so that no line is drawn across the chart. */
function withoutJumps({ x, y }: Samples): Samples {
  const jumps = [...y.keys()].filter((k) => k > 0 && Math.abs(y[k]! - y[k - 1]!) > 180);
  if (jumps.length === 0) return { x, y };
  const split = (values: Float64Array, gap: (k: number) => number): Float64Array =>
    Float64Array.from(
      [...values.keys()].flatMap((k) => (jumps.includes(k) ? [gap(k), values[k]!] : [values[k]!])),
    );
  return { x: split(x, (k) => x[k]!), y: split(y, () => Number.NaN) };
}

/** A limit at single points would have no width; it is drawn a little to both sides of each, with a gap to the next. */
function maskOf(goal: GoalCurve, logarithmic: boolean): Mask {
  const { name, relation, limit, pointwise, response } = goal;
  if (!pointwise && limit.x.length !== 1) return { name, relation, x: limit.x, limit: limit.y };
  const width = 0.015 * Math.abs(response.x.at(-1)! - response.x[0]!);
  const x = Array.from(limit.x, (at) => {
    const half = logarithmic ? 0.03 * at : width;
    return [at - half, at + half, Number.NaN];
  });
  const y = Array.from(limit.y, (value) => [value, value, Number.NaN]);
  return {
    name,
    relation,
    x: Float64Array.from(x.flat().slice(0, -1)),
    limit: Float64Array.from(y.flat().slice(0, -1)),
  };
}

/** Magnitudes of phasors are read by their ratios where they span two decades and more. */
const isMagnitude = ({ quantity, part, axis, unit }: GoalCurve): boolean =>
  axis?.unit === "Hz" && unit === "" && (part === "magnitude" || /^(?:mag|abs|vm|im)\(/i.test(quantity));

function spansHundred(vectors: readonly Float64Array[]): boolean {
  const values = vectors.flatMap((vector) => [...vector]).filter((value) => !Number.isNaN(value));
  const low = Math.min(...values);
  return low > 0 && Math.max(...values) / low >= 100;
}

function spansDecade(x: Float64Array): boolean {
  const first = x[0] ?? 0;
  return first > 0 && (x.at(-1) ?? 0) / first >= 10;
}
