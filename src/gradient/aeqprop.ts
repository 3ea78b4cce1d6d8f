import type { Slot } from "../circuit/element.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import { refuseRelaxation } from "./coverage.ts";
import type { Estimator, EstimatorName, EstimatorOptions } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";
import { measureReach } from "./nudge-reach.ts";
import { chooseBeta, rootMeanSquare } from "./nudge-strength.ts";
import type { GradientProblem } from "./problem.ts";
import { relaxConductances } from "./relax.ts";
import { finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";
import { sweptSlots } from "./swept-slots.ts";

/** The two nudges of a variant, in units of β: while the conductances are held, and while they relax. */
interface AeqpropVariant {
  readonly hold: number;
  readonly release: number;
}

/** Stretch of the springs where the step is read as a derivative: its error is in proportion to it, and rounding inversely. */
const SMALL_STRETCH = 1e-5;
/** The nudged change of the outputs that suits such a reading: of second order in the error when centred, otherwise of first. */
const SMALL_DEVIATION = { centred: 3e-4, oneSided: 1e-5 };
/** The nudge of a step of training: the part of the way to their goals that it would move the outputs, if they did not resist each other. */
const TRAINING_NUDGE = 0.5;

/**
 * Aeqprop: the step down the gradient is made by the simulated physics. Conductances are variables of the network on springs; held under
 * one nudge and released under the other they move by -ε (β₂ - β₁) ∂C/∂G, and nothing is differentiated. `estimate` reads
 * the gradient off a small step; `relax` is a step of training, of any size.
 * Source: Scellier, Mishra, Bengio & Ollivier, arXiv:2205.15021.
 */
function aeqpropEstimator(name: EstimatorName, variant: AeqpropVariant): Estimator {
  const isCentred = variant.hold === -variant.release;
  const smallDeviation = isCentred ? SMALL_DEVIATION.centred : SMALL_DEVIATION.oneSided;
  return {
    name,
    givesJacobian: false,
    refuse: refuseRelaxation,
    async estimate(problem, free, { beta: asked }) {
      const slotGradient = startSlotGradient(free);
      for (const index of problem.experiments.keys()) {
        const moved = smallDeviation * (rootMeanSquare(free.experiments[index]!.observed) || 1);
        const beta = await betaOf(problem, free, index, asked, moved);
        if (beta.kind === "failed") return beta;
        const { hold, release } = scale(variant, beta.value);
        const settings = { hold, release, stretch: SMALL_STRETCH };
        const step = await relaxConductances(
          problem,
          free,
          index,
          trainedSlots(problem, free, index),
          settings,
        );
        if (step.kind === "failed") return step;
        for (const { slot, change, compliance } of step.value) {
          // θ = G/G₀ = R₀/R, so that ∂θ/∂R = -1/R.
          slotGradient[slot]! += change / (compliance * (release - hold) * free.state.slots[slot]!);
        }
      }
      return finishSlotGradient(problem, free, slotGradient);
    },
    async relax(problem, free, { beta: asked, rate }) {
      const bent = findBentValue(problem, free);
      if (bent !== undefined) return fail("unsupported", bent);
      const theta = free.theta.slice();
      for (const index of problem.experiments.keys()) {
        const beta = asked === "auto" ? await trainingBeta(problem, free, index) : succeed(asked);
        if (beta.kind === "failed") return beta;
        if (beta.value === 0) continue;
        const slots = trainedSlots(problem, free, index);
        const settings = { ...scale(variant, beta.value), stretch: rate };
        const step = await relaxConductances(problem, free, index, slots, settings);
        if (step.kind === "failed") return step;
        for (const { slot, change } of step.value) {
          const { parameter } = free.state.derivatives.find((entry) => entry.slot === slot)!;
          theta[parameter]! /= 1 + change;
        }
      }
      return succeed(theta);
    },
  };
}

/** Held under -β/2, released under β/2: error of second order in β. */
export const aeqprop = aeqpropEstimator("aeqprop", { hold: -0.5, release: 0.5 });
/** Held free, released under β. */
export const aeqpropOptimistic = aeqpropEstimator("aeqprop-optimistic", { hold: 0, release: 1 });
/** Held under -β, released free. */
export const aeqpropPessimistic = aeqpropEstimator("aeqprop-pessimistic", { hold: -1, release: 0 });

function scale({ hold, release }: AeqpropVariant, beta: number): AeqpropVariant {
  return { hold: hold * beta, release: release * beta };
}

function betaOf(
  { experiments }: GradientProblem,
  free: FreeRun,
  index: number,
  asked: EstimatorOptions["beta"],
  deviation: number,
): Promise<Outcome<number>> {
  const { plan, run } = experiments[index]!;
  if (asked !== "auto") return Promise.resolve(succeed(asked));
  return chooseBeta(plan, free.experiments[index]!, free.state.slots, run, deviation);
}

/**
 * The nudge of a step of training. A cost without a known curvature (a cross-entropy) has no goals to be on the way to: there the outputs
 * are moved by what would lower the cost by half as great a part of it, which is the same where a cost is quadratic. 0 at a minimum.
 */
async function trainingBeta(
  { experiments }: GradientProblem,
  free: FreeRun,
  index: number,
): Promise<Outcome<number>> {
  const own = free.experiments[index]!;
  const reach = await measureReach(experiments[index]!, free.state.slots, own);
  if (reach.kind === "failed") return reach;
  const { stiffness, descent } = reach.value;
  if (stiffness > 0) return succeed(TRAINING_NUDGE / stiffness);
  return succeed(descent > 0 ? (TRAINING_NUDGE * own.evaluation.cost) / (2 * descent) : 0);
}

/** The slots of trained resistances that are not replaced by a sweep. */
function trainedSlots({ experiments }: GradientProblem, { state }: FreeRun, index: number): readonly Slot[] {
  const swept = sweptSlots(experiments[index]!.plan);
  return [...new Set(state.derivatives.map(({ slot }) => slot))].filter((slot) => !swept.has(slot));
}

/** Why the physics cannot move a parameter by itself: a resistance that is not the parameter times a constant. */
function findBentValue({ circuit }: GradientProblem, { state, theta }: FreeRun): string | undefined {
  for (const { slot, parameter, derivative } of state.derivatives) {
    const value = state.slots[slot]!;
    if (Math.abs(derivative * theta[parameter]! - value) <= 1e-9 * Math.abs(value)) continue;
    const name = circuit.trainables[parameter]!.name;
    return `${name} acts through an expression that is not proportional to it: its relaxation has no meaning`;
  }
  return undefined;
}
