import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { refuseAction } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import type { FreeExperiment } from "./free-run.ts";
import { frequencyAxis } from "./frequency-axis.ts";
import { nudgeContrast } from "./nudge-contrast.ts";
import { nudgeAmplitudes } from "./nudged-phase.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/**
 * Equilibrium propagation by the ordinary action S = ∫ L dt of a lossless network under periodic conditions, which a sweep is at each of its
 * frequencies. Nothing is reversed in time: the nudge runs forward, -β d/dt(∂c/∂v) into a voltage (a cost of voltages is one
 * of Φ', flux being the coordinate; + into a current), and the rule multiplies at equal times,
 *
 *     dC/dC = d/dβ ∫ ½ v² dt        dC/dL = d/dβ ∫ ½ i² dt        with ∫ a b dt = Re Σ a conj(b)
 *
 * Exact for every β on linear networks.
 * Source: Massar, arXiv:2505.07363.
 */
export const lagrangian: Estimator = {
  name: "lagrangian",
  givesJacobian: false,
  refuse: refuseAction,
  async estimate(problem, free, { beta: asked }) {
    const slotGradient = startSlotGradient(free);
    for (const [place, { plan, run }] of problem.experiments.entries()) {
      const experiment = free.experiments[place]!;
      for (const [index, excitation] of plan.excitations.entries()) {
        // Linear: the strength does not matter. The largest nudge is one ampere or volt.
        const forward = forwardNudges(plan, experiment, index);
        const beta = asked === "auto" ? 1 / (largest(forward) || 1) : asked;
        const phases = [beta, -beta].map((strength) => ({
          kind: "nudged" as const,
          excitation,
          amplitudes: scale(forward, strength),
        }));
        const nudged = await run(free.state.slots, phases);
        if (nudged.kind === "failed") return nudged;
        const contrast = nudgeContrast(nudged.value[0]!, nudged.value[1]!, beta);
        const product = { free: experiment.responses[index]!, nudge: reverse(plan, contrast), factor: 1 };
        addLocalProducts(plan, free.state.slots, index, product, slotGradient);
      }
    }
    return finishSlotGradient(problem, free, slotGradient);
  },
};

/** The nudges of β = 1 under one excitation: -jω e into voltages and +jω e into currents, e = ∂C/∂Re X + j ∂C/∂Im X not conjugated. Shape (probes, points). */
function forwardNudges(plan: ExperimentPlan, free: FreeExperiment, excitation: number): ComplexMatrix {
  const reversed = nudgeAmplitudes(plan, free, excitation, 1);
  const frequencies = frequencyAxis(plan);
  const forward = complexMatrix(reversed.rows, reversed.columns);
  plan.experiment.probes.forEach(({ kind }, probe) => {
    const sign = kind === "voltage" ? 1 : -1;
    frequencies.forEach((frequency, point) => {
      const at = probe * reversed.columns + point;
      const rate = sign * 2 * Math.PI * frequency;
      // What is reversed is -conj(e): -jω e = jω (-e).
      forward.re[at] = rate * reversed.im[at]!;
      forward.im[at] = rate * reversed.re[at]!;
    });
  });
  return forward;
}

/**
 * Products at equal times, Re(v conj(y)) and Re(i conj(j)), in terms of those of the convolution, Re(-jω v z) and Re(jω i z): z = j conj(y)/ω
 * of voltages and -j conj(j)/ω of currents.
 */
function reverse(plan: ExperimentPlan, { re, im, rows, columns }: ComplexMatrix): ComplexMatrix {
  const frequencies = frequencyAxis(plan);
  const reversed = complexMatrix(rows, columns);
  plan.experiment.quantities.forEach(({ kind }, row) => {
    const sign = kind === "node" ? 1 : -1;
    frequencies.forEach((frequency, point) => {
      const at = row * columns + point;
      const rate = sign / (2 * Math.PI * frequency);
      reversed.re[at] = rate * im[at]!;
      reversed.im[at] = rate * re[at]!;
    });
  });
  return reversed;
}

function scale({ re, im, ...shape }: ComplexMatrix, factor: number): ComplexMatrix {
  return { ...shape, re: re.map((value) => factor * value), im: im.map((value) => factor * value) };
}

function largest({ re, im }: ComplexMatrix): number {
  return re.reduce((most, value, at) => Math.max(most, Math.hypot(value, im[at]!)), 0);
}
