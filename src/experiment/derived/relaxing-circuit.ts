import type { Circuit } from "../../circuit/circuit.ts";
import {
  type CircuitDerivation,
  type DerivedCircuit,
  deriveCircuit,
  directSource,
} from "../../circuit/derive-circuit.ts";
import type { DeckTemplate, PassiveElement, Slot } from "../../circuit/element.ts";
import type { Probe } from "../../goal/observable.ts";
import { addLiveNudge, type NudgeWriter } from "./live-nudge.ts";
import type { FreePoint } from "./transpose-elements.ts";

/** The controls of one trained resistance value. */
export interface RelaxingValue {
  /** The slot of the value in the original. */
  readonly slot: Slot;
  readonly resistors: readonly PassiveElement[];
  /** Its voltage is θ: 1 where the conductances are those of the original's state. */
  readonly node: number;
  /** What the control u is set to [V]. */
  readonly control: Slot;
  /** ε of its spring [V/A]. */
  readonly compliance: Slot;
}

/** A circuit whose trained conductances are physical variables. */
export interface RelaxingCircuit extends DerivedCircuit {
  readonly values: readonly RelaxingValue[];
  readonly writeNudge: NudgeWriter;
  /** A state at the slots of a point, from which the search for the relaxed one starts: voltages as they are there, every θ at 1. */
  stateAt(point: FreePoint): Float64Array;
}

/**
 * The circuit of Aeqprop: every trained conductance is G₀ v(θ), and its node θ is held to a control u by a spring, so that the whole rests at
 * the minimum of Σ |u - θ|²/2ε + E(θ, v) + βC over v and θ together. Per value:
 *
 *     Bg a b i=G₀ v(θ) v(a,b)     Vu u 0 <u>     Rs u θ <ε>     Bf θ 0 i=Σ ½ G₀ v(a,b)²
 *
 * Source: Scellier, Mishra, Bengio & Ollivier, arXiv:2205.15021.
 */
export function relaxingCircuit(
  circuit: Circuit,
  trained: readonly Slot[],
  probes: readonly Probe[],
): RelaxingCircuit {
  const derivation = deriveCircuit(circuit);
  const start = derivation.slot(1);
  const starts = circuit.nodes.slice(1).map((_, index): Slot => {
    const slot = derivation.slot(0);
    derivation.startAt(index + 1, slot);
    return slot;
  });
  const units: { readonly slot: Slot; readonly resistor: PassiveElement }[] = [];
  const values = trained.map((slot): RelaxingValue => {
    const resistors = circuit.elements.filter(
      (element): element is PassiveElement => element.kind === "resistor" && element.value === slot,
    );
    const name = resistors[0]!.name;
    const node = derivation.node(`θ of ${name}`);
    derivation.startAt(node, start);
    const forces = resistors.flatMap((resistor): DeckTemplate => {
      const unit = derivation.slot(0);
      units.push({ slot: unit, resistor });
      makeAdjustable(derivation, resistor, unit, node);
      return [
        "+0.5*",
        { slot: unit },
        "*(",
        ...branchVoltage(resistor),
        ")*(",
        ...branchVoltage(resistor),
        ")",
      ];
    });
    const spring = addSpring(derivation, name, node);
    derivation.add({
      kind: "device",
      letter: "b",
      name,
      nodes: [node, 0],
      card: [{ node }, " 0 i=0", ...forces],
      linear: false,
    });
    return { slot, resistors, node, ...spring };
  });
  const writeNudge = addLiveNudge(derivation, probes);
  const derived = derivation.finish();
  return {
    ...derived,
    values,
    writeNudge,
    stateAt({ slots, voltage }) {
      const state = derived.extend(slots);
      starts.forEach((slot, index) => {
        state[slot] = voltage(index + 1, 0);
      });
      for (const { slot, resistor } of units) state[slot] = 1 / (slots[resistor.value]! * resistor.factor);
      return state;
    },
  };
}

/** The resistor as a current of G₀ v(θ) v(a,b). */
function makeAdjustable(
  derivation: CircuitDerivation,
  resistor: PassiveElement,
  unit: Slot,
  theta: number,
): void {
  const [positive, negative] = resistor.nodes;
  const law: DeckTemplate = [{ slot: unit }, "*v(", { node: theta }, ")*(", ...branchVoltage(resistor), ")"];
  derivation.replace(resistor.index, {
    kind: "device",
    letter: "b",
    name: resistor.name,
    nodes: [positive, negative, theta],
    card: [{ node: positive }, " ", { node: negative }, " i=", ...law],
    linear: false,
  });
}

/** The control u, and the spring between it and θ. */
function addSpring(
  derivation: CircuitDerivation,
  name: string,
  theta: number,
): Pick<RelaxingValue, "control" | "compliance"> {
  const control = derivation.slot(1);
  const compliance = derivation.slot(1);
  const node = derivation.node(`u of ${name}`);
  derivation.add(directSource(derivation, "voltage-source", name, [node, 0], control));
  derivation.add({ kind: "resistor", name, nodes: [node, theta], value: compliance, factor: 1 });
  return { control, compliance };
}

function branchVoltage({ nodes: [positive, negative] }: PassiveElement): DeckTemplate {
  return [...potential(positive), "-", ...potential(negative)];
}

function potential(node: number): DeckTemplate {
  return node === 0 ? ["0"] : ["v(", { node }, ")"];
}
