import type { PassiveElement, Slot } from "../circuit/element.ts";
import { invariant } from "../diagnostic/invariant.ts";
import { allQuantities, readFreePoint } from "../experiment/derived/free-point.ts";
import { heldCircuit } from "../experiment/derived/held-circuit.ts";
import type { QuadraticCost } from "../experiment/derived/live-nudge.ts";
import { type RelaxingCircuit, relaxingCircuit } from "../experiment/derived/relaxing-circuit.ts";
import type { FreePoint } from "../experiment/derived/transpose-elements.ts";
import type { DcExperiment, Phase, Quantity } from "../experiment/experiment.ts";
import { type Failure, fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { FreeRun } from "./free-run.ts";
import type { GradientProblem } from "./problem.ts";
import { quadraticCost } from "./quadratic-cost.ts";

/** How one relaxation is done. */
export interface RelaxationSettings {
  /** The nudge while the controls are adjusted to hold the conductances, and the one under which they relax. */
  readonly hold: number;
  readonly release: number;
  /** How far each spring is stretched, as a part of its conductance; less for those under hardly any force. */
  readonly stretch: number;
}

/** What one relaxation did to the conductances behind one value. */
export interface Relaxation {
  readonly slot: Slot;
  /** G/G₀ - 1 after it. */
  readonly change: number;
  /** ε of the springs, in units in which the conductances are 1. */
  readonly compliance: number;
}

const freePhase: Phase = { kind: "free", excitation: { kind: "sources" } };

/**
 * One step of Aeqprop at every operating point of objective `index`: under the nudge `hold` the controls take the place where the
 * conductances would not move, u = θ + ε ∂E/∂θ with ∂E/∂θ = ½ G₀ v²; then they stay, the nudge is `release`, and conductances and voltages
 * relax together, by -ε (release - hold) ∂C/∂θ and terms of higher order. No derivative is computed; the engine's
 * operating point is the relaxation. Changes of several points are told apart.
 */
export async function relaxConductances(
  problem: GradientProblem,
  free: FreeRun,
  index: number,
  trained: readonly Slot[],
  { hold, release, stretch }: RelaxationSettings,
): Promise<Outcome<readonly Relaxation[]>> {
  const { plan } = problem.experiments[index]!;
  const { experiment } = plan;
  invariant(experiment.kind === "dc", "conductances relax at operating points only");
  const onePoint = { ...experiment, points: [{ overrides: [] }] };
  const held = await problem.openOnce(`held ${index}`, () => {
    const derived = heldCircuit(problem.circuit, experiment.probes);
    const quantities = allQuantities(problem.circuit);
    return { ...derived, experiment: { ...onePoint, circuit: derived.circuit, quantities } };
  });
  if (held.kind === "failed") return held;
  const relaxing = await problem.openOnce(`relaxing ${index}`, () => openRelaxing(onePoint, trained));
  if (relaxing.kind === "failed") return relaxing;

  const points: HeldPoint[] = [];
  for (const [point, { overrides }] of experiment.points.entries()) {
    const slots = free.state.slots.slice();
    for (const { slot, value } of overrides) slots[slot] = value;
    const cost = quadraticCost(plan, free.experiments[index]!, point);
    const state = held.value.extend(slots);
    held.value.writeNudge(state, hold, cost);
    const response = await held.value.run(state, [freePhase]);
    if (response.kind === "failed") return response;
    const resting = readFreePoint(problem.circuit, response.value[0]!, 0, slots);
    const forces = relaxing.value.values.map(({ resistors }) => forceOn(resistors, resting));
    points.push({ resting, cost, forces });
  }
  const { values, stateAt, writeNudge, run } = relaxing.value;
  const compliances = chooseCompliances(points, stretch);
  const relaxations: Relaxation[] = [];
  for (const { resting, cost, forces } of points) {
    const state = stateAt(resting);
    values.forEach(({ control, compliance }, value) => {
      state[compliance] = compliances[value]!;
      state[control] = 1 + compliances[value]! * forces[value]!;
    });
    writeNudge(state, release, cost);
    const relaxed = await run(state, [freePhase]);
    // Conductances that have relaxed to nothing leave nodes without a connection.
    if (relaxed.kind === "failed") return relaxed.reason === "singular" ? tooLarge() : relaxed;
    values.forEach(({ slot }, value) => {
      const change = relaxed.value[0]!.re[value]! - 1;
      relaxations.push({ slot, change, compliance: compliances[value]! });
    });
    const limit = Math.min(LARGEST_CHANGE.stretches * stretch, LARGEST_CHANGE.part);
    if (relaxations.some(({ change }) => Math.abs(change) > limit)) return tooLarge();
  }
  return succeed(relaxations);
}

function tooLarge(): Failure {
  return fail("no-convergence", "the conductances relaxed into another equilibrium: the step is too large");
}

/** A conductance that moves by this many stretches of its spring, or by this part of itself, has left its basin. */
const LARGEST_CHANGE = { stretches: 10, part: 0.5 };

/** One operating point with its conductances held. */
interface HeldPoint {
  readonly resting: FreePoint;
  readonly cost: QuadraticCost;
  /** On each θ. */
  readonly forces: readonly number[];
}

/** A force below this part of the largest one does not soften its spring any more. */
const SMALLEST_FORCE = 0.1;

/** ε of every spring, from the force that the points exert on its θ together: all are stretched alike, whatever power they carry. */
function chooseCompliances(points: readonly HeldPoint[], stretch: number): readonly number[] {
  const totals = (points[0]?.forces ?? []).map((_, value) =>
    points.reduce((total, { forces }) => total + Math.abs(forces[value]!), 0),
  );
  const largest = Math.max(0, ...totals) || 1;
  return totals.map((total) => stretch / Math.max(total, SMALLEST_FORCE * largest));
}

/** The relaxing circuit; its quantities are the θ of all values. */
function openRelaxing(
  experiment: DcExperiment,
  trained: readonly Slot[],
): RelaxingCircuit & { readonly experiment: DcExperiment } {
  const derived = relaxingCircuit(experiment.circuit, trained, experiment.probes);
  const quantities = derived.values.map(({ node }): Quantity => ({ kind: "node", node }));
  return { ...derived, experiment: { ...experiment, circuit: derived.circuit, quantities } };
}

/** ∂E/∂θ = Σ ½ G₀ v² of the resistors behind one value, as a force [A] on its θ. */
function forceOn(resistors: readonly PassiveElement[], { slots, voltage }: FreePoint): number {
  return resistors.reduce((total, { value, factor, nodes }) => {
    const across = voltage(...nodes);
    return total + (0.5 * across * across) / (slots[value]! * factor);
  }, 0);
}
