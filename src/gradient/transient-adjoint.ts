import type { Phase } from "../experiment/experiment.ts";
import type { LocalQuantity } from "../experiment/local-term.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { createConvolver } from "../numeric/convolver.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { type BoundTerm, bindTerms } from "./bilinear.ts";
import { type FreeRun, jumpsAtStart, sampleWeight } from "./free-run.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
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
  const { responses } = free.experiments[index]!;
  const samples = plan.objective.axis.length;
  const reversed = nudgeAmplitudes(plan, free.experiments[index]!, 0, -1);
  const total = complexMatrix(reversed.rows, 1);
  reversed.re.forEach((error, at) => {
    total.re[Math.floor(at / samples)]! += error;
  });
  const phases: Phase[] = [{ kind: "waveform", amplitudes: reversed }];
  if (!jumpsAtStart(plan)) phases.push({ kind: "constant", amplitudes: total }, { kind: "initial" });
  const outcome = await run(free.state.slots, phases);
  if (outcome.kind === "failed") return outcome;
  const [nudged, constant, initial] = outcome.value;
  for (const bound of bindTerms(plan)) {
    const { q, past } = freeWaveform(bound, plan, free.state.slots, responses[0]!, initial);
    const y = difference(nudged!, bound.nudgePlus, bound.nudgeMinus);
    let sum = 0;
    for (let n = 0; n < samples; n++) sum += q[n]! * y[samples - 1 - n]!;
    if (past !== 0) {
      const settled = difference(constant!, bound.nudgePlus, bound.nudgeMinus)[0]!;
      sum += past * (settled - y.reduce((running, value) => running + value, 0));
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
  const starts = !jumpsAtStart(plan);
  const phases = plan.experiment.probes.flatMap((_, probe): Phase[] => {
    const impulse = complexMatrix(probes, samples);
    impulse.re[probe * samples] = 1;
    const unit = complexMatrix(probes, 1);
    unit.re[probe] = 1;
    const waveform: Phase = { kind: "waveform", amplitudes: impulse };
    return starts ? [waveform, { kind: "constant", amplitudes: unit }] : [waveform];
  });
  if (starts) phases.push({ kind: "initial" });
  const outcome = await run(free.state.slots, phases);
  if (outcome.kind === "failed") return outcome;
  const perProbe = starts ? 2 : 1;
  const initial = starts ? outcome.value[phases.length - 1] : undefined;
  const convolver = createConvolver(samples);
  const derivative = { re: new Float64Array(samples), im: new Float64Array(samples) };
  for (const bound of bindTerms(plan)) {
    const response = free.experiments[index]!.responses[0]!;
    const { q, past } = freeWaveform(bound, plan, free.state.slots, response, initial);
    const spectrum = convolver.transform(q);
    const coefficient = bound.term.coefficient(free.state.slots);
    plan.observed.forEach(({ probe }, observable) => {
      const impulse = outcome.value[probe * perProbe]!;
      const z = difference(impulse, bound.nudgePlus, bound.nudgeMinus);
      convolver.convolve(spectrum, z, derivative.re);
      if (past !== 0) {
        const unit = outcome.value[probe * perProbe + 1]!;
        addPast(derivative.re, z, difference(unit, bound.nudgePlus, bound.nudgeMinus)[0]!, past);
      }
      for (let n = 0; n < samples; n++) derivative.re[n]! *= coefficient * sampleWeight(plan, n);
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

/** ((d/dt)^order q)[n] of a term's free quantity (a constant stimulus is 1), and what it was at all times before sample 0. */
function freeWaveform(
  { term, freePlus, freeMinus }: BoundTerm,
  plan: ExperimentPlan,
  slots: Float64Array,
  response: ComplexMatrix,
  initial: ComplexMatrix | undefined,
): { readonly q: Float64Array; readonly past: number } {
  if ("kind" in term.free) {
    const q = new Float64Array(response.columns).fill(1);
    if (jumpsAtStart(plan)) q[0] = 0.5;
    return { q, past: initial === undefined ? 0 : 1 };
  }
  const q = difference(response, freePlus, freeMinus);
  const before = initial === undefined ? 0 : difference(initial, freePlus, freeMinus)[0]!;
  if (term.order === 0) return { q, past: before };
  if (jumpsAtStart(plan)) subtractInitialStep(q, term.free, slots);
  const step = plan.objective.kind === "tran" ? plan.objective.grid.step : Number.NaN;
  return { q: differentiate(q, step, before), past: 0 };
}

/**
 * Add the products of one phase of a contrast that runs from rest: factor · coefficient · Σ_n ((d/dt)^order q)[n] q[N - n], both of the same
 * phase; with the value of a source, sourceFactor · coefficient · Σ_n q[n].
 */
export function addTransientProducts(
  plan: ExperimentPlan,
  slots: Float64Array,
  response: ComplexMatrix,
  { factor, sourceFactor }: { readonly factor: number; readonly sourceFactor: number },
  gradient: Float64Array,
): void {
  for (const bound of bindTerms(plan)) {
    const { term } = bound;
    const { q } = freeWaveform(bound, plan, slots, response, undefined);
    const y = difference(response, bound.nudgePlus, bound.nudgeMinus);
    if (term.order === 1) subtractInitialStep(y, term.nudge, slots);
    const sum = q.reduce((total, value, n) => total + value * y[q.length - 1 - n]!, 0);
    gradient[term.slot]! += ("kind" in term.free ? sourceFactor : factor) * term.coefficient(slots) * sum;
  }
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
