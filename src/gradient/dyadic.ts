import { type DoubledCircuit, doubledCircuit, twinQuantity } from "../experiment/derived/doubled-circuit.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { Probe } from "../goal/observable.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { refuseDoubling } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { nudgedPhase } from "./nudged-phase.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/** The largest nudge [A or V] of β = auto. The second state is linear in β, so that any is as good. */
const LARGEST_NUDGE = 1e-6;

/**
 * The dyadic form of equilibrium propagation: one deck holds the network twice, as itself (m) and transposed (d), and the nudge of d by
 * -β ∂C/∂m leaves m free. Then ∂C/∂slot = -Σ coefficient · q(m) · q(d)/β, for every β. One run for each excitation.
 * Source: Scurria, Vanden Abeele, Mognetti & Massar, arXiv:2602.03670.
 */
export const dyadic: Estimator = {
  name: "dyadic",
  givesJacobian: false,
  refuse: refuseDoubling,
  async estimate(problem, free, { beta: asked }) {
    const slotGradient = startSlotGradient(free);
    for (const [index, { plan }] of problem.experiments.entries()) {
      const { costDerivative } = free.experiments[index]!.evaluation;
      const force = largest(costDerivative);
      if (force === 0) continue;
      const beta = asked === "auto" ? LARGEST_NUDGE / force : asked;
      const opened = await problem.openOnce(`doubled ${index}`, () => doubleExperiment(plan));
      if (opened.kind === "failed") return opened;
      const { run, extend } = opened.value;
      const phases = plan.excitations.map((_, excitation) =>
        nudgedPhase(plan, free.experiments[index]!, excitation, beta),
      );
      const responses = await run(extend(free.state.slots), phases);
      if (responses.kind === "failed") return responses;
      responses.value.forEach((response, excitation) => {
        const rows = plan.experiment.quantities.length;
        const product = {
          free: rowsOf(response, 0, rows),
          nudge: rowsOf(response, rows, rows),
          factor: -1 / beta,
        };
        addLocalProducts(plan, free.state.slots, excitation, product, slotGradient);
      });
    }
    return finishSlotGradient(problem, free, slotGradient);
  },
};

/** The experiment on the doubled circuit: the quantities of m, then those of d; the probes are those of d. */
function doubleExperiment({
  experiment,
}: ExperimentPlan): DoubledCircuit & { readonly experiment: Experiment } {
  const doubled = doubledCircuit(experiment.circuit);
  return {
    ...doubled,
    experiment: {
      ...experiment,
      circuit: doubled.circuit,
      probes: experiment.probes.map((probe) => twinProbe(doubled, probe)),
      quantities: [
        ...experiment.quantities,
        ...experiment.quantities.map((quantity) => twinQuantity(doubled, quantity)),
      ],
    },
  };
}

function twinProbe({ twinNode, twinElement }: DoubledCircuit, probe: Probe): Probe {
  return probe.kind === "current"
    ? { kind: "current", element: twinElement(probe.element) }
    : { kind: "voltage", positive: twinNode(probe.positive), negative: twinNode(probe.negative) };
}

function rowsOf({ re, im, columns }: ComplexMatrix, first: number, count: number): ComplexMatrix {
  const rows = complexMatrix(count, columns);
  rows.re.set(re.subarray(first * columns, (first + count) * columns));
  rows.im.set(im.subarray(first * columns, (first + count) * columns));
  return rows;
}

function largest({ re, im }: ComplexMatrix): number {
  return re.reduce((most, value, at) => Math.max(most, Math.hypot(value, im[at]!)), 0);
}
