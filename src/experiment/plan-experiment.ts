import type { Circuit } from "../circuit/circuit.ts";
import type { CircuitElement } from "../circuit/element.ts";
import { invariant } from "../diagnostic/invariant.ts";
import type { Objective } from "../goal/objective.ts";
import type { Excitation, Probe } from "../goal/observable.ts";
import { type DevicePorts, devicePorts } from "./deck/device-ports.ts";
import type { Experiment, Phase, Quantity } from "./experiment.ts";
import { type LocalTerm, localTerms } from "./local-term.ts";

/** Where one observable of the objective is found among the phases of its experiment. */
export interface ObservedPlace {
  /** Index into `Experiment.probes`. */
  readonly probe: number;
  /** Index into `ExperimentPlan.excitations`. */
  readonly excitation: number;
  /** Index into `ExperimentPlan.nudges`. */
  readonly nudge: number;
}

/** How the response to a unit nudge is obtained. */
export type NudgePlan =
  | { readonly kind: "run"; readonly phase: Phase & { readonly kind: "nudge" } }
  /** A reciprocal network's nudge at a port is its free response to that port's own drive, `factor` times. */
  | { readonly kind: "scaled"; readonly excitation: number; readonly factor: number };

/** One objective turned into runs: which phases exist, what they must return, where each observable is found. */
export interface ExperimentPlan {
  readonly experiment: Experiment;
  readonly objective: Objective;
  readonly excitations: readonly Excitation[];
  readonly freePhases: readonly Phase[];
  /** One entry per probe and termination state. */
  readonly nudges: readonly NudgePlan[];
  /** One entry per observable of the objective. */
  readonly observed: readonly ObservedPlace[];
  /** The local rule of every slot that depends on a trainable. */
  readonly terms: readonly LocalTerm[];
  /** Row of a quantity in every phase's matrix. */
  rowOf(quantity: Quantity): number;
}

/**
 * Plan the AC runs of one objective. A gradient then costs one sweep per excitation and one per nudge,
 * however many values are trained.
 */
export function planExperiment(circuit: Circuit, objective: Objective): ExperimentPlan {
  const probes = collect<Probe>((probe) => JSON.stringify(probe));
  const excitations = collect<Excitation>((excitation) => JSON.stringify(excitation));
  const nudges = collect<{ probe: number; terminated: boolean }>(JSON.stringify);
  const quantities = collect<Quantity>(quantityKey);

  const observed = objective.observables.map(({ probe, excitation }): ObservedPlace => {
    const probeIndex = probes.add(probe);
    for (const quantity of probeQuantities(probe)) quantities.add(quantity);
    return {
      probe: probeIndex,
      excitation: excitations.add(excitation),
      nudge: nudges.add({ probe: probeIndex, terminated: excitation.kind === "port" }),
    };
  });
  const terms = trainedTerms(circuit, objective.kind);
  for (const quantity of terms.flatMap(termQuantities)) quantities.add(quantity);
  if (objective.kind === "ac") {
    for (const { reference, terminals } of bentDevices(circuit))
      for (const node of [reference, ...terminals]) if (node !== 0) quantities.add({ kind: "node", node });
  }

  const plain = circuit.elements.every((element) => PLAIN_KINDS.has(element.kind));
  return {
    experiment: buildExperiment(objective, { circuit, probes: probes.items, quantities: quantities.items }),
    objective,
    excitations: excitations.items,
    freePhases: excitations.items.map((excitation) => ({ kind: "free", excitation })),
    nudges: nudges.items.map((nudge) => planNudge(circuit, nudge, probes.items, excitations.items, plain)),
    observed,
    terms,
    rowOf(quantity) {
      const row = quantities.indexOf(quantity);
      invariant(row !== undefined, `quantity ${quantityKey(quantity)} was not planned`);
      return row;
    },
  };
}

/** The plan of the same objective over other samples: the same runs, at other points where the samples are points. */
export function planOver(plan: ExperimentPlan, objective: Objective): ExperimentPlan {
  const { experiment } = plan;
  if (experiment.kind !== "dc" || objective.kind !== "dc") return { ...plan, objective };
  return { ...plan, objective, experiment: { ...experiment, points: objective.points } };
}

/** Kinds whose MNA stamps are symmetric, so that the transposed network is the network itself. */
const PLAIN_KINDS: ReadonlySet<CircuitElement["kind"]> = new Set([
  "resistor",
  "capacitor",
  "inductor",
  "coupling",
  "voltage-source",
  "current-source",
]);

function buildExperiment(
  objective: Objective,
  core: Pick<Experiment, "circuit" | "probes" | "quantities">,
): Experiment {
  switch (objective.kind) {
    case "ac":
      return {
        kind: "ac",
        ...core,
        analysis: objective.analysis,
        grids: objective.grids,
        frequencies: objective.frequencies,
      };
    case "tran":
      return { kind: "tran", ...core, analysis: objective.analysis, grid: objective.grid };
    case "dc":
      return { kind: "dc", ...core, analysis: objective.analysis, points: objective.points };
  }
}

function planNudge(
  circuit: Circuit,
  nudge: { probe: number; terminated: boolean },
  probes: readonly Probe[],
  excitations: readonly Excitation[],
  plain: boolean,
): NudgePlan {
  const probe = probes[nudge.probe]!;
  if (plain && nudge.terminated && probe.kind === "voltage") {
    const excitation = excitations.findIndex((candidate) => {
      if (candidate.kind !== "port") return false;
      const port = circuit.ports[candidate.port]!;
      return port.positive === probe.positive && port.negative === probe.negative;
    });
    const found = excitations[excitation];
    // The drive is 2/z0 amperes into the port (Norton form); the nudge is 1 A.
    if (found?.kind === "port")
      return { kind: "scaled", excitation, factor: circuit.ports[found.port]!.z0 / 2 };
  }
  return { kind: "run", phase: { kind: "nudge", probe: nudge.probe, terminated: nudge.terminated } };
}

/** The devices that are not linear: what they are in AC depends on where they stand. */
export function bentDevices(circuit: Circuit): readonly DevicePorts[] {
  return circuit.elements.flatMap((element) =>
    element.kind === "device" && !element.linear ? [devicePorts(element)] : [],
  );
}

/** The local terms of all slots that depend on a trainable, in one kind of analysis. */
export function trainedTerms(circuit: Circuit, analysis: Objective["kind"]): readonly LocalTerm[] {
  const start = Float64Array.from(circuit.trainables, (trainable) => trainable.start);
  const slots = new Set(circuit.evaluate(start).derivatives.map((derivative) => derivative.slot));
  return circuit.elements
    .flatMap((element) => localTerms(element, circuit, analysis))
    .filter((term) => slots.has(term.slot));
}

function termQuantities({ free, nudge }: LocalTerm): readonly Quantity[] {
  const sides = "kind" in free ? [nudge] : [free, nudge];
  return sides.flatMap(({ plus, minus }) => [plus, minus].filter((quantity) => quantity !== undefined));
}

function probeQuantities(probe: Probe): readonly Quantity[] {
  return probe.kind === "current"
    ? [{ kind: "branch", element: probe.element }]
    : [probe.positive, probe.negative].filter((node) => node !== 0).map((node) => ({ kind: "node", node }));
}

function quantityKey(quantity: Quantity): string {
  return quantity.kind === "node" ? `n${quantity.node}` : `b${quantity.element}`;
}

/** A list of distinct items in order of first appearance. */
function collect<Item>(key: (item: Item) => string) {
  const items: Item[] = [];
  const index = new Map<string, number>();
  return {
    items,
    add(item: Item): number {
      const known = index.get(key(item));
      if (known !== undefined) return known;
      index.set(key(item), items.length);
      return items.push(item) - 1;
    },
    indexOf: (item: Item) => index.get(key(item)),
  };
}
