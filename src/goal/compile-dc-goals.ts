import type { GoalDirective } from "../ast/directive.ts";
import type { DcAnalysis, OperatingPointAnalysis } from "../circuit/analysis.ts";
import { type GoalContext, openAnalysisScope } from "./analysis-scope.ts";
import { assembleObjective, bindGoals } from "./assemble-objective.ts";
import { compileClassifier } from "./compile-classifier.ts";
import { compileGoal } from "./compile-goal.ts";
import type { ClassLabels } from "./data/class-labels.ts";
import type { SampleDrive } from "./data/data-set.ts";
import { type DcStates, dcStates, sweepValues, sweptSlot } from "./dc-sweep.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { type GoalExtent, goalExtent } from "./goal-extent.ts";
import type { NamedGoal } from "./name-goals.ts";
import type { DcObjective, DcPoint } from "./objective.ts";
import { placeOverRun } from "./place-over-run.ts";
import { listSamples, singleSample } from "./sample-list.ts";
import { directPoints, type WeightedPoints } from "./sample-points.ts";

/** Values of x count as equal when they agree to this part of themselves (or of a step, near zero). */
const VALUE_TOLERANCE = 1e-9;

/**
 * Compile the goals of a `.dc` card, or of an `.op`, which is a sweep of one state. A goal's range chooses among the values of the
 * first sweep; values after `at` that it lacks become further states. A second sweep repeats all of that, and each sample of a data
 * set once more: the objective is that of the training samples.
 */
export function compileDcGoals(
  goals: readonly NamedGoal[],
  card: DcAnalysis | OperatingPointAnalysis,
  context: GoalContext,
  labels?: ClassLabels,
): DcObjective | undefined {
  const { circuit, collector } = context;
  const sweeps = card.kind === "dc" ? card.sweeps : [];
  const swept = sweeps.flatMap((sweep) => sweptSlot(sweep, circuit) ?? []);
  if (swept.length < sweeps.length) {
    collector.report("goal/swept-temperature", card.span, {});
    return undefined;
  }
  const opened = openAnalysisScope(card.kind, context);
  const [axis, ...outer] = swept;
  const scope: ExpressionScope =
    axis === undefined || opened.scope.analysis === undefined
      ? opened.scope
      : { ...opened.scope, analysis: { ...opened.scope.analysis, swept: { axis, outer } } };
  const { slots } = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start));

  const compiled = goals.flatMap(({ directive, name }) => {
    const goal = compileGoal(directive, name, slots, scope);
    const extent = dcExtent(directive, card, slots, scope);
    return goal && extent ? [{ goal, directive, extent }] : [];
  });
  const own = sweeps[0] === undefined ? new Float64Array(1) : sweepValues(sweeps[0]);
  const same = sameValue(sweeps[0]?.step ?? 0);
  const further: number[] = [];
  for (const { extent } of compiled) {
    if (extent.kind !== "at") continue;
    for (const value of extent.values)
      if (![...own, ...further].some((known) => same(known, value))) further.push(value);
  }
  const states = dcStates(card, swept, further);
  const placed = compiled.flatMap(({ goal, directive, extent }) => {
    const points = choosePoints(extent, states.axis, own.length, own.length + further.length, same);
    if (points !== undefined) return placeOverRun(goal, directive, points, collector);
    if (extent.kind !== "range") return [];
    const { from, to, span } = extent;
    const ends = { first: own[0]!, last: own[own.length - 1]!, axis: "x" };
    const related = [{ message: "the values of this sweep", span: card.span }];
    collector.report("goal/empty-range", span, { from, to, ...ends }, { related });
    return [];
  });
  const classifier = labels && compileClassifier(labels, everyState(states), slots, scope);
  if (placed.length === 0 && classifier === undefined) return undefined;
  const parts = {
    goals: bindGoals(placed, collector),
    classifier,
    observables: opened.observables,
    axis: states.axis,
  };
  const { data } = context;
  if (data === undefined) {
    const samples = singleSample(states.points.length);
    const { points } = states;
    return { kind: "dc", analysis: card, further, points, ...assembleObjective({ ...parts, samples }) };
  }
  const over = (rows: Int32Array): DcObjective => ({
    kind: "dc",
    analysis: card,
    further,
    points: samplePoints(states.points, rows, data.drives),
    samples: { rows, drives: data.drives, parts: data.parts, over },
    ...assembleObjective({ ...parts, samples: listSamples(rows, states.points.length, card.kind === "dc") }),
  });
  return over(data.parts.train);
}

/** All states of a sample, each counting alike. */
function everyState({ axis, points }: DcStates): WeightedPoints {
  const index = Int32Array.from(points, (_, state) => state);
  return { samples: directPoints(axis, index), share: new Float64Array(index.length).fill(1 / index.length) };
}

/** The states of every sample: its drives beside what the sweep sets. */
function samplePoints(
  states: readonly DcPoint[],
  rows: Int32Array,
  drives: readonly SampleDrive[],
): readonly DcPoint[] {
  return [...rows].flatMap((row) => {
    const driven = drives.map(({ slot, values }) => ({ slot, value: values[row]! }));
    return states.map(({ overrides }) => ({ overrides: [...driven, ...overrides] }));
  });
}

function dcExtent(
  directive: GoalDirective,
  card: DcAnalysis | OperatingPointAnalysis,
  slots: Float64Array,
  scope: ExpressionScope,
): GoalExtent | undefined {
  const extent = goalExtent(directive, "a value of x", slots, scope);
  if (card.kind === "dc" || extent === undefined || extent.kind === "all") return extent;
  scope.collector.report("goal/no-axis", directive.span, {});
  return undefined;
}

type SameValue = (a: number, b: number) => boolean;

function sameValue(step: number): SameValue {
  return (a, b) => Math.abs(a - b) <= VALUE_TOLERANCE * Math.max(Math.abs(a), Math.abs(b), Math.abs(step));
}

/**
 * The states that a goal speaks of, each counting alike. Of every `inner` states the first `own` are the sweep's; those behind were added
 * for the `at` of some goal and are not among the points of the others.
 */
function choosePoints(
  extent: GoalExtent,
  axis: Float64Array,
  own: number,
  inner: number,
  same: SameValue,
): WeightedPoints | undefined {
  const wanted = (value: number, state: number): boolean => {
    if (extent.kind === "at") return extent.values.some((asked) => same(asked, value));
    if (state % inner >= own) return false;
    if (extent.kind === "all") return true;
    const { from, to } = extent;
    return (value >= from || same(value, from)) && (value <= to || same(value, to));
  };
  const index = Int32Array.from(axis.keys()).filter((k) => wanted(axis[k]!, k));
  if (index.length === 0) return undefined;
  const samples = directPoints(
    Float64Array.from(index, (k) => axis[k]!),
    index,
  );
  return { samples, share: new Float64Array(index.length).fill(1 / index.length) };
}
