import { invariant } from "../diagnostic/invariant.ts";
import { type HummingCircuit, hummingCircuit } from "../experiment/derived/humming-circuit.ts";
import type { DcExperiment, Phase, TransientExperiment } from "../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { succeed } from "../numeric/outcome.ts";
import { hasDevices, refuseMemory } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { chooseBeta, rootMeanSquare } from "./nudge-strength.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/** Whole periods that are read after the operating point, and samples of each. */
const PERIODS = 2;
const SAMPLES = 64;
/** So slow [Hz] that the capacitances inside devices carry no current. */
const FREQUENCY = 1e-3;
/** Change of the outputs, as a part of themselves: on linear networks any will do, with devices the error is of its square. */
const DEVIATION = { linear: 1e-2, nonlinear: 1e-4 };

const freePhase: Phase = { kind: "free", excitation: { kind: "sources" } };

/**
 * Frequency propagation: activity and error travel through the network at the same time, the drive at one frequency (here 0) and the nudge
 * -β ∂C/∂X sin(2πft) at another, and each element multiplies the two Fourier coefficients that it sees, ∂C/∂slot = -Σ coefficient · a · b/β
 * with a the mean and b the sine part. Exact for every β on linear networks, error O(β²) with devices. One run per operating point.
 * Source: Anisetti, Scellier & Schwarz, arXiv:2208.08862.
 */
export const frequencyPropagation: Estimator = {
  name: "frequency-propagation",
  givesJacobian: false,
  refuse: refuseMemory,
  async estimate(problem, free, { beta: asked }) {
    const { slots } = free.state;
    const slotGradient = startSlotGradient(free);
    const part = hasDevices(problem.circuit) ? DEVIATION.nonlinear : DEVIATION.linear;
    for (const [index, { plan, run: runPlanned }] of problem.experiments.entries()) {
      const experiment = free.experiments[index]!;
      const moved = part * (rootMeanSquare(experiment.observed) || 1);
      const beta =
        asked === "auto" ? await chooseBeta(plan, experiment, slots, runPlanned, moved) : succeed(asked);
      if (beta.kind === "failed") return beta;
      const { experiment: resting } = plan;
      invariant(resting.kind === "dc", "frequencies propagate about operating points");
      const opened = await problem.openOnce(`humming ${index}`, () => humExperiment(resting));
      if (opened.kind === "failed") return opened;
      const { run, stateAt } = opened.value;
      const amplitudes = nudgeAmplitudes(plan, experiment, 0, beta.value);
      const mean = complexMatrix(resting.quantities.length, resting.points.length);
      const sine = complexMatrix(resting.quantities.length, resting.points.length);
      for (const [point, { overrides }] of resting.points.entries()) {
        const state = stateAt(
          slots,
          resting.probes.map((_, probe) => amplitudes.re[probe * amplitudes.columns + point]!),
        );
        for (const { slot, value } of overrides) state[slot] = value;
        const response = await run(state, [freePhase]);
        if (response.kind === "failed") return response;
        readCoefficients(response.value[0]!, point, mean, sine);
      }
      const product = { free: mean, nudge: sine, factor: -1 / beta.value };
      addLocalProducts(plan, slots, 0, product, slotGradient);
    }
    return finishSlotGradient(problem, free, slotGradient);
  },
};

function humExperiment(resting: DcExperiment): HummingCircuit & { readonly experiment: TransientExperiment } {
  const derived = hummingCircuit(resting.circuit, resting.probes, FREQUENCY);
  const step = 1 / (FREQUENCY * SAMPLES);
  const count = PERIODS * SAMPLES;
  return {
    ...derived,
    experiment: {
      kind: "tran",
      circuit: derived.circuit,
      analysis: {
        kind: "tran",
        step,
        stop: count * step,
        start: 0,
        useInitialConditions: false,
        span: resting.analysis.span,
      },
      grid: { step, count },
      probes: [],
      quantities: resting.quantities,
    },
  };
}

/** Mean and sine part of every waveform over its whole periods, sample 0 left out; into column `point`. */
function readCoefficients(
  { re, rows, columns }: ComplexMatrix,
  point: number,
  mean: ComplexMatrix,
  sine: ComplexMatrix,
): void {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let projection = 0;
    for (let n = 1; n < columns; n++) {
      const sample = re[row * columns + n]!;
      sum += sample;
      projection += sample * Math.sin((2 * Math.PI * n) / SAMPLES);
    }
    mean.re[row * mean.columns + point] = sum / (columns - 1);
    sine.re[row * sine.columns + point] = (2 * projection) / (columns - 1);
  }
}
