import type { Phase } from "../experiment/experiment.ts";
import type { LocalQuantity } from "../experiment/local-term.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { createConvolver } from "../numeric/convolver.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { type BoundTerm, bindTerms } from "./bilinear.ts";
import type { FreeRun } from "./free-run.ts";
import type { OpenedExperiment } from "./problem.ts";
import type { SensitivityCollector } from "./slot-sensitivity.ts";

/**
 * The gradient of a transient on a fixed grid from one more run: all sources off, the network transposed and at rest, and into every probe the
 * time-reversed error e[N - n], e = ∂C/∂X. With q the free and y the nudged quantity of a local term
 *
 *     ∂C/∂slot = coefficient · Σ_n q[n] y[N - n]
 *
 * which is the exact gradient of the discrete simulation at any step. A run that starts from its operating point has a past in which
 * q was constant; a DC solution under the constant nudge Σ e adds what that past contributes.
 * Source: Berneman & Hexner, arXiv:2506.20402, for resting conditions; the past's term is that of a convolution over all earlier samples.
 */
export async function addTransientGradient(
  index: number,
  experiment: OpenedExperiment,
  free: FreeRun,
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
  const { plan, run } = experiment;
  const { evaluation, responses } = free.experiments[index]!;
  const samples = plan.objective.axis.length;
  const reversed = complexMatrix(plan.experiment.probes.length, samples);
  const total = complexMatrix(plan.experiment.probes.length, 1);
  plan.observed.forEach(({ probe }, observable) => {
    for (let n = 0; n < samples; n++) {
      const error = evaluation.costDerivative.re[observable * samples + n]!;
      reversed.re[probe * samples + (samples - 1 - n)]! += error;
      total.re[probe]! += error;
    }
  });
  const past = hasPast(experiment);
  const phases: Phase[] = [{ kind: "waveform", amplitudes: reversed }];
  if (past) phases.push({ kind: "constant", amplitudes: total });
  const outcome = await run(free.state.slots, phases);
  if (outcome.kind === "failed") return outcome;
  const [nudged, constant] = outcome.value;
  for (const bound of bindTerms(plan)) {
    const q = freeWaveform(bound, experiment, free.state.slots, responses[0]!);
    const y = difference(nudged!, bound.nudgePlus, bound.nudgeMinus);
    let sum = 0;
    for (let n = 0; n < samples; n++) sum += q[n]! * y[samples - 1 - n]!;
    if (past && bound.term.order === 0) {
      const settled = difference(constant!, bound.nudgePlus, bound.nudgeMinus)[0]!;
      sum += q[0]! * (settled - y.reduce((running, value) => running + value, 0));
    }
    collector.addToCost(bound.term.slot, bound.term.coefficient(free.state.slots) * sum);
  }
  return succeed(undefined);
}

/**
 * The Jacobian of every waveform from one run per probe: the nudge is a single sample of height 1, its response z the impulse response,
 * and ∂X[n]/∂slot = coefficient · Σ_m q[m] z[n - m] (linear networks do not change with time).
 */
export async function addTransientJacobian(
  index: number,
  experiment: OpenedExperiment,
  free: FreeRun,
  collector: SensitivityCollector,
): Promise<Outcome<undefined>> {
  const { plan, run } = experiment;
  const samples = plan.objective.axis.length;
  const probes = plan.experiment.probes.length;
  const past = hasPast(experiment);
  const phases = plan.experiment.probes.flatMap((_, probe): Phase[] => {
    const impulse = complexMatrix(probes, samples);
    impulse.re[probe * samples] = 1;
    const unit = complexMatrix(probes, 1);
    unit.re[probe] = 1;
    return past
      ? [
          { kind: "waveform", amplitudes: impulse },
          { kind: "constant", amplitudes: unit },
        ]
      : [{ kind: "waveform", amplitudes: impulse }];
  });
  const outcome = await run(free.state.slots, phases);
  if (outcome.kind === "failed") return outcome;
  const perProbe = past ? 2 : 1;
  const convolver = createConvolver(samples);
  const derivative = { re: new Float64Array(samples), im: new Float64Array(samples) };
  for (const bound of bindTerms(plan)) {
    const q = freeWaveform(bound, experiment, free.state.slots, free.experiments[index]!.responses[0]!);
    const spectrum = convolver.transform(q);
    const coefficient = bound.term.coefficient(free.state.slots);
    plan.observed.forEach(({ probe }, observable) => {
      const z = difference(outcome.value[probe * perProbe]!, bound.nudgePlus, bound.nudgeMinus);
      convolver.convolve(spectrum, z, derivative.re);
      if (past && bound.term.order === 0) {
        const settled = difference(
          outcome.value[probe * perProbe + 1]!,
          bound.nudgePlus,
          bound.nudgeMinus,
        )[0]!;
        addPast(derivative.re, z, settled, q[0]!);
      }
      for (let n = 0; n < samples; n++) derivative.re[n]! *= coefficient;
      collector.add(index, observable, bound.term.slot, derivative);
    });
  }
  return succeed(undefined);
}

/** Add q_past · Σ_{m > n} z[m] to every sample n; the sum over all m is the DC response. */
function addPast(derivative: Float64Array, z: Float64Array, settled: number, past: number): void {
  let seen = 0;
  for (let n = 0; n < derivative.length; n++) {
    seen += z[n]!;
    derivative[n]! += past * (settled - seen);
  }
}

/** True when the transient starts from its operating point. */
function hasPast({ plan: { experiment } }: OpenedExperiment): boolean {
  return experiment.kind === "tran" && !experiment.analysis.useInitialConditions;
}

/** ((d/dt)^order q)[n] of a term's free quantity; a constant stimulus is 1. */
function freeWaveform(
  { term, freePlus, freeMinus }: BoundTerm,
  experiment: OpenedExperiment,
  slots: Float64Array,
  response: ComplexMatrix,
): Float64Array {
  if ("kind" in term.free) return new Float64Array(response.columns).fill(1);
  const q = difference(response, freePlus, freeMinus);
  if (term.order === 0) return q;
  subtractInitialStep(q, term.free, slots);
  const { experiment: runs } = experiment.plan;
  const step = runs.kind === "tran" ? runs.grid.step : Number.NaN;
  return differentiate(q, step, hasPast(experiment) ? q[0]! : 0);
}

/** An initial value is a step source beside an element at rest, half as high at sample 0; the element's own quantity is the rest. */
function subtractInitialStep(q: Float64Array, { initial }: LocalQuantity, slots: Float64Array): void {
  const height = initial === undefined ? 0 : slots[initial]!;
  if (height === 0) return;
  for (let n = 0; n < q.length; n++) q[n]! -= n === 0 ? height / 2 : height;
}

/** The trapezoidal rule's own derivative, D[n] = (2/h)(q[n] - q[n-1]) - D[n-1], from rest at `before`. */
function differentiate(q: Float64Array, step: number, before: number): Float64Array {
  const derivative = new Float64Array(q.length);
  let last = before;
  let slope = 0;
  for (let n = 0; n < q.length; n++) {
    slope = (2 / step) * (q[n]! - last) - slope;
    derivative[n] = slope;
    last = q[n]!;
  }
  return derivative;
}

/** Real part of row `plus` minus row `minus`; -1 is ground. */
function difference({ re, columns }: ComplexMatrix, plus: number, minus: number): Float64Array {
  const result = new Float64Array(columns);
  for (let n = 0; n < columns; n++) {
    if (plus >= 0) result[n] = re[plus * columns + n]!;
    if (minus >= 0) result[n]! -= re[minus * columns + n]!;
  }
  return result;
}
