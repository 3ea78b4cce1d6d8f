import { type Outcome, succeed } from "../numeric/outcome.ts";
import { hasDevices } from "./coverage.ts";
import type { Estimator, EstimatorName, EstimatorOptions, Sensitivity } from "./estimator.ts";
import type { FreeRun } from "./free-run.ts";
import { chooseBeta, rootMeanSquare } from "./nudge-strength.ts";
import { nudgedPhase } from "./nudged-phase.ts";
import type { GradientProblem } from "./problem.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";
import { addTransientProducts } from "./transient-adjoint.ts";

/** What makes one contrastive rule: its phases, and where it is not valid. */
interface Contrast {
  readonly refuse: Estimator["refuse"];
  readonly caution?: Estimator["caution"];
  readonly phases: readonly ContrastPhase[];
  /** How far β = auto moves the outputs, as a part of themselves: on linear networks, and on those with devices. */
  readonly deviation: { readonly linear: number; readonly nonlinear: number };
}

/** A phase in a contrast: the nudge is `at`·β, its ∂S/∂θ enters with `weight`/β. `at` 0 is the free phase, already run. */
interface ContrastPhase {
  readonly at: number;
  readonly weight: number;
}

/**
 * A contrastive rule: ∂C/∂θ = Re Σ_f Σ_phases (weight/β) ∂S/∂θ(at·β), where in a nudged phase the current (for current probes:
 * the voltage) -at·β·∂C/∂X is injected at every probe X beside the network's own sources. ∂S/∂slot is -½ times the
 * LocalTerm with both quantities of one phase, for source values -1 times. In a transient from rest the nudge is played backwards and the
 * products are those of the convolution.
 * Berneman & Hexner, arXiv:2506.20402; AC form: time reversal is conjugation, so ∂C/∂X = ∂C/∂Re X - j ∂C/∂Im X.
 */
export function contrastiveEstimator(name: EstimatorName, rule: Contrast): Estimator {
  return {
    name,
    givesJacobian: false,
    refuse: rule.refuse,
    ...(rule.caution === undefined ? {} : { caution: rule.caution }),
    estimate: (problem, free, options) => contrast(problem, free, options, rule),
  };
}

async function contrast(
  problem: GradientProblem,
  free: FreeRun,
  { beta: asked }: EstimatorOptions,
  { phases, deviation }: Contrast,
): Promise<Outcome<Sensitivity>> {
  const { slots } = free.state;
  const slotGradient = startSlotGradient(free);
  const part = hasDevices(problem.circuit) ? deviation.nonlinear : deviation.linear;
  for (const [index, { plan, run }] of problem.experiments.entries()) {
    const experiment = free.experiments[index]!;
    const moved = part * (rootMeanSquare(experiment.observed) || 1);
    const chosen = asked === "auto" ? await chooseBeta(plan, experiment, slots, run, moved) : succeed(asked);
    if (chosen.kind === "failed") return chosen;
    const beta = chosen.value;
    for (const [excitation, response] of experiment.responses.entries()) {
      const nudged = phases.filter(({ at }) => at !== 0);
      const outcome = await run(
        slots,
        nudged.map(({ at }) => nudgedPhase(plan, experiment, excitation, at * beta)),
      );
      if (outcome.kind === "failed") return outcome;
      for (const phase of phases) {
        const matrix = phase.at === 0 ? response : outcome.value[nudged.indexOf(phase)]!;
        const factor = phase.weight / beta;
        const product = { free: matrix, nudge: matrix, factor: -0.5 * factor, sourceFactor: -factor };
        if (plan.objective.kind === "tran") addTransientProducts(plan, slots, matrix, product, slotGradient);
        else addLocalProducts(plan, slots, excitation, product, slotGradient);
      }
    }
  }
  return finishSlotGradient(problem, free, slotGradient);
}
