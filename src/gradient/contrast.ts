import type { Phase } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { bindTerms, multiplyTerm } from "./bilinear.ts";
import type { Estimator, EstimatorName, EstimatorOptions, Sensitivity } from "./estimator.ts";
import type { FreeExperiment, FreeRun } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import type { GradientProblem } from "./problem.ts";

/** What makes one contrastive rule: its phases, and where it is not valid. */
interface Contrast {
  readonly refuse: Estimator["refuse"];
  readonly phases: readonly ContrastPhase[];
}

/** A phase in a contrast: the nudge is `at`·β, its ∂S/∂θ enters with `weight`/β. `at` 0 is the free phase, already run. */
interface ContrastPhase {
  readonly at: number;
  readonly weight: number;
}

/**
 * A contrastive rule: ∂C/∂θ = Re Σ_f Σ_phases (weight/β) ∂S/∂θ(at·β), where in a nudged phase the current (for current probes:
 * the voltage) -at·β·∂C/∂X is injected at every probe X beside the network's own sources.
 * Berneman & Hexner, arXiv:2506.20402; AC form: time reversal is conjugation, so ∂C/∂X = ∂C/∂Re X - j ∂C/∂Im X.
 */
export function contrastiveEstimator(name: EstimatorName, { refuse, phases }: Contrast): Estimator {
  return {
    name,
    givesJacobian: false,
    refuse,
    estimate: (problem, free, options) => contrast(problem, free, options, phases),
  };
}

async function contrast(
  problem: GradientProblem,
  free: FreeRun,
  { beta: asked }: EstimatorOptions,
  phases: readonly ContrastPhase[],
): Promise<Outcome<Sensitivity>> {
  const slotGradient = new Float64Array(free.state.slots.length);
  for (const [index, { plan, run }] of problem.experiments.entries()) {
    const experiment = free.experiments[index]!;
    experiment.evaluation.costSlotDerivative.forEach((derivative, slot) => {
      slotGradient[slot]! += derivative;
    });
    const beta = asked === "auto" ? chooseBeta(problem, free, experiment) : asked;
    for (const [excitation, response] of experiment.responses.entries()) {
      const nudged = phases.filter(({ at }) => at !== 0);
      const outcome = await run(
        free.state.slots,
        nudged.map(({ at }) => nudgedPhase(plan, experiment, excitation, at * beta)),
      );
      if (outcome.kind === "failed") return outcome;
      const responses = phases.map((phase) =>
        phase.at === 0 ? response : outcome.value[nudged.indexOf(phase)]!,
      );
      addActionContrast(plan, free.state.slots, excitation, phases, responses, beta, slotGradient);
    }
  }
  const gradient = new Float64Array(problem.circuit.trainables.length);
  for (const { slot, parameter, derivative } of free.state.derivatives) {
    gradient[parameter]! += slotGradient[slot]! * derivative;
  }
  return succeed({ gradient });
}

/** The free phase of one excitation with -β ∂C/∂X injected at every probe observed under it. */
function nudgedPhase(
  plan: ExperimentPlan,
  { evaluation }: FreeExperiment,
  excitation: number,
  beta: number,
): Phase {
  const points = plan.objective.axis.length;
  const amplitudes = complexMatrix(plan.experiment.probes.length, points);
  plan.observed.forEach((place, observable) => {
    if (place.excitation !== excitation) return;
    for (let point = 0; point < points; point++) {
      const at = place.probe * points + point;
      amplitudes.re[at]! -= beta * evaluation.costDerivative.re[observable * points + point]!;
      amplitudes.im[at]! += beta * evaluation.costDerivative.im[observable * points + point]!;
    }
  });
  return { kind: "nudged", excitation: plan.excitations[excitation]!, amplitudes };
}

/** Add Re Σ_f Σ_phases (weight/β) ∂S/∂slot to every trained slot; ∂S/∂slot is -½ (source values: -1) times the LocalTerm. */
function addActionContrast(
  plan: ExperimentPlan,
  slots: Float64Array,
  excitation: number,
  phases: readonly ContrastPhase[],
  responses: readonly ComplexMatrix[],
  beta: number,
  slotGradient: Float64Array,
): void {
  const frequencies = frequencyAxis(plan);
  const product = { re: new Float64Array(frequencies.length), im: new Float64Array(frequencies.length) };
  for (const bound of bindTerms(plan)) {
    const isSource = "kind" in bound.term.free;
    if (isSource && plan.excitations[excitation]!.kind === "port") continue;
    phases.forEach(({ weight }, phase) => {
      const response = responses[phase]!;
      multiplyTerm(
        bound,
        slots,
        frequencies,
        response,
        { response, factor: (isSource ? -1 : -0.5) * (weight / beta) },
        product,
      );
      for (const term of product.re) slotGradient[bound.term.slot]! += term;
    });
  }
}

/**
 * A β that makes the nudged deviation about 1e-3 of the free response. The nudge's unit (A/V·…) is unknown in general, so the
 * scale of a voltage probe's driving-point impedance is taken as the geometric mean of the circuit's resistances.
 */
function chooseBeta(
  { circuit }: GradientProblem,
  free: FreeRun,
  { observed, evaluation }: FreeExperiment,
): number {
  const resistances = circuit.elements.flatMap((element) =>
    element.kind === "resistor" ? [Math.abs(free.state.slots[element.value]! * element.factor)] : [],
  );
  const impedance = resistances.length === 0 ? 1 : Math.exp(mean(resistances.map(Math.log)));
  const force = rootMeanSquare(evaluation.costDerivative);
  if (force === 0) return 1e-3;
  const response = rootMeanSquare(observed) || 1;
  return (1e-3 * response) / (force * impedance);
}

function rootMeanSquare({ re, im }: ComplexMatrix): number {
  return Math.sqrt(mean(Array.from(re, (value, index) => value * value + im[index]! ** 2)));
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
