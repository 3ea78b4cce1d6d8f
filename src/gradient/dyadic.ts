import { invariant } from "../diagnostic/invariant.ts";
import { type DoubledCircuit, doubledCircuit, twinQuantity } from "../experiment/derived/doubled-circuit.ts";
import type { Experiment } from "../experiment/experiment.ts";
import type { ExperimentPlan } from "../experiment/plan-experiment.ts";
import type { Probe } from "../goal/observable.ts";
import { type ComplexMatrix, complexMatrix } from "../numeric/complex-matrix.ts";
import { type Failure, type Outcome, succeed } from "../numeric/outcome.ts";
import { hasDevices, refuseDoubling } from "./coverage.ts";
import type { Estimator } from "./estimator.ts";
import { findFreePoints } from "./find-free-points.ts";
import { nudgedPhase } from "./nudged-phase.ts";
import type { GradientProblem } from "./problem.ts";
import { addLocalProducts, finishSlotGradient, startSlotGradient } from "./slot-gradient.ts";

/**
 * The largest nudges [A or V] of β = auto. The second state is linear in β, so that any is as good; but where it is large, Newton's method
 * does not settle: then the next is tried.
 */
const NUDGES = [1e-6, 1e-10, 1e-14] as const;

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
      const strengths = asked === "auto" ? NUDGES.map((nudge) => nudge / force) : [asked];
      const opened = await problem.openOnce(`doubled ${index}`, () => doubleExperiment(plan));
      if (opened.kind === "failed") return opened;
      const state = await startState(problem, index, opened.value, free.state.slots);
      if (state.kind === "failed") return state;
      const nudged = await runWeakening(strengths, (beta) =>
        opened.value.run(
          state.value,
          plan.excitations.map((_, excitation) =>
            nudgedPhase(plan, free.experiments[index]!, excitation, beta),
          ),
        ),
      );
      if (nudged.kind === "failed") return nudged;
      const { beta, responses } = nudged.value;
      responses.forEach((response, excitation) => {
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

/** A state of the doubled circuit: with devices the search for m begins where the circuit itself stands. */
async function startState(
  problem: GradientProblem,
  index: number,
  { extend, stateAt }: DoubledCircuit,
  slots: Float64Array,
): Promise<Outcome<Float64Array>> {
  if (!hasDevices(problem.circuit)) return succeed(extend(slots));
  const points = await findFreePoints(problem, index, slots);
  return points.kind === "failed" ? points : succeed(stateAt({ ...points.value[0]!, slots }));
}

interface NudgedRun {
  readonly beta: number;
  readonly responses: readonly ComplexMatrix[];
}

/** The first of some nudges with which a solution is found; the failure of the last. */
async function runWeakening(
  strengths: readonly number[],
  run: (beta: number) => Promise<Outcome<readonly ComplexMatrix[]>>,
): Promise<Outcome<NudgedRun>> {
  let failure: Failure | undefined;
  for (const beta of strengths) {
    const responses = await run(beta);
    if (responses.kind === "ok") return succeed({ beta, responses: responses.value });
    failure = responses;
    if (failure.reason !== "no-convergence") break;
  }
  invariant(failure !== undefined, "a rule without any nudge");
  return failure;
}

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
