import type { Circuit } from "../../circuit/circuit.ts";
import {
  type CircuitDerivation,
  type DerivedCircuit,
  deriveCircuit,
  directSource,
  moveCard,
} from "../../circuit/derive-circuit.ts";
import type { DeckTemplate, Device } from "../../circuit/element.ts";
import { devicePorts } from "../deck/device-ports.ts";
import type { Quantity } from "../experiment.ts";
import { type FreePoint, transposeElements } from "./transpose-elements.ts";

/** A circuit and its adjoint side by side in one: every original element, and copies of what they are to the second state. */
export interface DoubledCircuit extends DerivedCircuit {
  /** The second state's twin of a node. */
  twinNode(node: number): number;
  /** What has the second state's twin of an element's branch current. */
  twinElement(element: number): number;
  /** A state in which the search for the operating point begins with m at the original's. */
  stateAt(point: FreePoint): Float64Array;
}

/**
 * Half the difference [V] between the copies of a device at one terminal: the error is of its square, and below it the rounding of
 * the copies' currents keeps Newton's method from settling.
 */
const SHIFT = 3e-5;

/**
 * The doubled state (m, d) of E(m, d) = -d·F(m) + βC(m): m is the circuit itself, d the transposed network with sources off,
 * Jᵀ d = -β ∂C/∂m when it is nudged. A device enters d through the differences of two copies of it that follow m:
 *
 *     i_j = Σ_k d_k [I_k(m + ε at j) - I_k(m - ε at j)] / 2ε
 *
 * Source: Scurria, Vanden Abeele, Mognetti & Massar, arXiv:2602.03670, the dyadic form.
 */
export function doubledCircuit(circuit: Circuit): DoubledCircuit {
  const derivation = deriveCircuit(circuit);
  const twins = circuit.nodes.map((name, node) => (node === 0 ? 0 : derivation.node(`${name}'`)));
  const twinNode = (node: number): number => twins[node]!;
  const places = transposeElements({
    derivation,
    sources: "off",
    node: twinNode,
    put: (_, element) => derivation.add(element),
    device(device) {
      if (device.linear) copyDevice(derivation, device, twinNode);
      else addDifferences(derivation, device, twinNode);
    },
  });
  const isBent = circuit.elements.some((element) => element.kind === "device" && !element.linear);
  const starts = (isBent ? circuit.nodes.slice(1) : []).map((_, index) => {
    const slot = derivation.slot(0);
    derivation.startAt(index + 1, slot);
    return slot;
  });
  const derived = derivation.finish();
  return {
    ...derived,
    twinNode,
    twinElement: (element) => places.get(element)!,
    stateAt(point) {
      const state = derived.extend(point.slots);
      starts.forEach((slot, index) => {
        state[slot] = point.voltage(index + 1, 0);
      });
      return state;
    },
  };
}

/** The quantity of the second state that corresponds to one of the first. */
export function twinQuantity(
  { twinNode, twinElement }: Pick<DoubledCircuit, "twinNode" | "twinElement">,
  quantity: Quantity,
): Quantity {
  return quantity.kind === "node"
    ? { kind: "node", node: twinNode(quantity.node) }
    : { kind: "branch", element: twinElement(quantity.element) };
}

function copyDevice(derivation: CircuitDerivation, device: Device, node: (original: number) => number): void {
  derivation.add({ ...device, nodes: device.nodes.map(node), card: moveCard(device.card, node) });
}

/** The current law of a device in the second state, one source per terminal. */
function addDifferences(
  derivation: CircuitDerivation,
  device: Device,
  twinNode: (original: number) => number,
): void {
  const { reference, terminals } = devicePorts(device);
  const twinReference = twinNode(reference);
  for (const shifted of terminals) {
    const [above, below] = [SHIFT, -SHIFT].map((shift) => addFollower(derivation, device, shifted, shift));
    const products = terminals.map((terminal): DeckTemplate => {
      const difference = [
        "*(i(",
        { element: above!.get(terminal)! },
        ")-i(",
        { element: below!.get(terminal)! },
        "))",
      ];
      return [
        "+(",
        ...potential(twinNode(terminal)),
        "-",
        ...potential(twinReference),
        ")",
        ...difference,
      ] as DeckTemplate;
    });
    const nodes: readonly [number, number] = [twinNode(shifted), twinReference];
    if (nodes[0] === nodes[1]) continue;
    derivation.add({
      kind: "device",
      letter: "b",
      name: device.name,
      nodes,
      card: [
        { node: nodes[0] },
        " ",
        { node: nodes[1] },
        " i=(0",
        ...products.flat(),
        `)*${1 / (2 * SHIFT)}`,
      ],
      linear: false,
    });
  }
}

function potential(node: number): DeckTemplate {
  return node === 0 ? ["0"] : ["v(", { node }, ")"];
}

/**
 * A copy of a device whose terminals follow those of the original, one of them shifted [V]; draws nothing from them. Gives the voltage source
 * at each terminal, whose current flows into the copy.
 */
function addFollower(
  derivation: CircuitDerivation,
  device: Device,
  shifted: number,
  shift: number,
): ReadonlyMap<number, number> {
  const { name } = device;
  const { reference, terminals } = devicePorts(device);
  const one = derivation.slot(1);
  const own = new Map<number, number>();
  const sources = new Map<number, number>();
  for (const terminal of [reference, ...terminals]) {
    const node = derivation.node(`${name}.${terminal}`);
    const followed = derivation.node(`${name}.${terminal}'`);
    own.set(terminal, node);
    derivation.add({
      kind: "vcvs",
      name,
      nodes: [followed, 0],
      control: [terminal, 0],
      value: one,
      factor: 1,
    });
    const dc = derivation.slot(terminal === shifted ? -shift : 0);
    sources.set(
      terminal,
      derivation.add(directSource(derivation, "voltage-source", name, [followed, node], dc)),
    );
  }
  copyDevice(derivation, device, (original) => own.get(original)!);
  return sources;
}
