import type { Circuit } from "../circuit/circuit.ts";
import type {
  CircuitElement,
  CurrentControlledSource,
  Device,
  VoltageControlledSource,
} from "../circuit/element.ts";
import { type ComplexVector, complexVector } from "../numeric/complex-vector.ts";
import { createRandom, type Random } from "../numeric/random.ts";
import { createSparseSolver } from "../numeric/sparse-solver.ts";
import type { ElementStamp, StampContext } from "./element-stamp.ts";
import { buildLinearSystem } from "./linear-system.ts";
import { buildNetwork, type Network } from "./network.ts";
import { stampTable } from "./stamp-table.ts";

type ControlledSource = VoltageControlledSource | CurrentControlledSource;

/** Experiments per verdict. One already tells with probability 1; three make a coincidence of rounding harmless. */
const TRIALS = 3;

/** Two contributions cancel when their sum is this much smaller than they are. */
const CANCELLATION = 1e-7;

/**
 * The elements that make a circuit non-reciprocal, none if it is reciprocal.
 *
 * Reciprocal means: the response at b to an injection at a equals that at a to b, for currents into nodes and voltages in
 * series with branches. With y = A⁻ᵀ u and z = A⁻ᵀ w for random injections u, w
 *
 *     wᵀ A⁻¹ u - uᵀ A⁻¹ w = Σ_elements zᵀ (A_eᵀ - A_e) y
 *
 * so the asymmetry is a sum of one number per controlled source. A source that contributes nothing (a G across its own control) and two
 * that cancel (the E and F of an ideal transformer, two equal G in opposite directions) are reciprocal; what is left is to blame. Nodes
 * that only join two voltage branches in series take no injection: nothing is connected there, and a current sensor in
 * series with its source is the same branch. `slots` default to the values as written; a device of more than two terminals
 * is to blame by itself, since its inside is not known.
 */
export function findNonReciprocal(
  circuit: Circuit,
  slots: Float64Array = circuit.evaluate(Float64Array.from(circuit.trainables, ({ start }) => start)).slots,
): readonly CircuitElement[] {
  const network = buildNetwork(circuit);
  const suspects = circuit.elements.filter(isControlledSource);
  const blamed = new Set<CircuitElement>(network.devices.filter((device) => !isReciprocalDevice(device)));
  if (suspects.length > 0) {
    const contributions = asymmetries(network, slots, suspects);
    // Without a solution nothing can be shown, and every controlled source stays under suspicion.
    for (const suspect of contributions ? uncancelled(suspects, contributions) : suspects)
      blamed.add(suspect);
  }
  return circuit.elements.filter((element) => blamed.has(element));
}

function isControlledSource(element: CircuitElement): element is ControlledSource {
  return (
    element.kind === "vcvs" || element.kind === "vccs" || element.kind === "cccs" || element.kind === "ccvs"
  );
}

/** Diodes, R, L and C by expression or model, and lossless or lossy lines are reciprocal whatever their values. */
function isReciprocalDevice({ letter }: Device): boolean {
  return ["d", "r", "l", "c", "t", "o", "u"].includes(letter);
}

/** zᵀ (A_eᵀ - A_e) y of every suspect in every trial, as [re, im, re, im, …]; undefined if the equations are singular. */
function asymmetries(
  network: Network,
  slots: Float64Array,
  suspects: readonly ControlledSource[],
): readonly Float64Array[] | undefined {
  const system = buildLinearSystem(network);
  if (system.assemble(slots) >= 0) return undefined;
  const solver = createSparseSolver(system.pattern);
  const values = complexVector(system.pattern.rowIndex.length);
  const places = injectionRows(network);
  const random = createRandom(1);
  const result = suspects.map(() => new Float64Array(2 * TRIALS));
  for (let trial = 0; trial < TRIALS; trial++) {
    system.valuesAt(
      typicalAngularFrequency(system.constant, system.reactive) * (0.5 + random.uniform()),
      values,
    );
    const factorisation = solver.factorise(values);
    if (factorisation.kind !== "factor") return undefined;
    const [y, z] = [0, 1].map(() => {
      const solution = complexVector(network.unknowns.length);
      const finite = solver.solveTransposed(
        factorisation.factor,
        values,
        injections(network, places, random),
        solution,
      );
      return finite ? solution : undefined;
    });
    if (!y || !z) return undefined;
    suspects.forEach((element, k) => {
      const sum = antisymmetricForm(network, slots, element, y, z);
      result[k]!.set([sum.re, sum.im], 2 * trial);
    });
  }
  return result;
}

/** Rows where something may be injected: nodes that are more than a joint, and the branches of V and L. */
function injectionRows(network: Network): readonly number[] {
  const { circuit } = network;
  const joints = new Set(findJoints(network));
  return [...network.unknowns.keys()].filter((row) => {
    const unknown = network.unknowns[row]!;
    if (unknown.kind === "node") return !joints.has(unknown.node);
    const { kind } = circuit.elements[unknown.element]!;
    return kind === "voltage-source" || kind === "inductor";
  });
}

/**
 * The nodes that only join two voltage branches in series: by Kirchhoff's law these carry one current, as a source and the 0 V sensor
 * beside it.
 */
export function findJoints(network: Network): readonly number[] {
  const { circuit } = network;
  const joints = new Int32Array(circuit.nodes.length);
  const isMore = new Uint8Array(circuit.nodes.length);
  for (const element of circuit.elements) {
    if (element.kind === "coupling") continue;
    const isVoltageBranch = network.branchRow(element.index) >= 0 && element.kind !== "inductor";
    for (const node of element.nodes) {
      if (isVoltageBranch) joints[node] = joints[node]! + 1;
      else isMore[node] = 1;
    }
    if ("control" in element) for (const node of element.control) isMore[node] = 1;
  }
  for (const port of circuit.ports) for (const node of [port.positive, port.negative]) isMore[node] = 1;
  return [...joints.keys()].filter((node) => node !== 0 && isMore[node] === 0 && joints[node] === 2);
}

function injections(network: Network, rows: readonly number[], random: Random): ComplexVector {
  const b = complexVector(network.unknowns.length);
  for (const row of rows) b.re[row] = random.normal();
  return b;
}

/** The ω at which the reactive part of the equations weighs as much as the constant part: a frequency at which the circuit does something. */
function typicalAngularFrequency(constant: Float64Array, reactive: Float64Array): number {
  const meanLog = (part: Float64Array): number => {
    const logs = [...part].filter((value) => value !== 0).map((value) => Math.log(Math.abs(value)));
    return logs.length === 0 ? 0 : logs.reduce((sum, value) => sum + value, 0) / logs.length;
  };
  return Math.exp(meanLog(constant) - meanLog(reactive));
}

/** A contribution this small against its own terms is their rounding. */
const ROUNDING = 1e-11;

/**
 * zᵀ (A_eᵀ - A_e) y for the entries of one element: the sum of value · (y_row z_column - z_row y_column).
 * Exactly 0 where the terms cancel but for rounding.
 */
function antisymmetricForm(
  network: Network,
  slots: Float64Array,
  element: ControlledSource,
  y: ComplexVector,
  z: ComplexVector,
): { readonly re: number; readonly im: number } {
  const context: StampContext = {
    elements: network.circuit.elements,
    nodeRow: network.nodeRow,
    branchRow: network.branchRow,
    valueOf: (slot) => slots[slot]!,
  };
  let re = 0;
  let im = 0;
  let weight = 0;
  const add = (row: number, column: number, value: number): void => {
    if (row < 0 || column < 0) return;
    re += value * (y.re[row]! * z.re[column]! - y.im[row]! * z.im[column]!);
    im += value * (y.re[row]! * z.im[column]! + y.im[row]! * z.re[column]!);
    re -= value * (z.re[row]! * y.re[column]! - z.im[row]! * y.im[column]!);
    im -= value * (z.re[row]! * y.im[column]! + z.im[row]! * y.re[column]!);
    const size = (x: ComplexVector, k: number) => Math.hypot(x.re[k]!, x.im[k]!);
    weight += Math.abs(value) * (size(y, row) * size(z, column) + size(z, row) * size(y, column));
  };
  const stamp = stampTable[element.kind] as ElementStamp<ControlledSource>;
  stamp.stamp(element, context, { addConstant: add, addReactive: add });
  return Math.hypot(re, im) <= ROUNDING * weight ? { re: 0, im: 0 } : { re, im };
}

/** The suspects that are left when those that vanish, and pairs that cancel, are taken out; none if the rest cancels as a whole. */
function uncancelled(
  suspects: readonly ControlledSource[],
  contributions: readonly Float64Array[],
): readonly ControlledSource[] {
  const size = (vector: Float64Array): number => Math.hypot(...vector);
  const left = [...suspects.keys()].filter((k) => size(contributions[k]!) > 0);
  for (let a = 0; a < left.length; a++) {
    const first = contributions[left[a]!]!;
    const partner = left.findIndex((k, b) => b > a && cancel(first, contributions[k]!));
    if (partner < 0) continue;
    left.splice(partner, 1);
    left.splice(a--, 1);
  }
  const total = new Float64Array(2 * TRIALS);
  let weight = 0;
  for (const k of left) {
    contributions[k]!.forEach((value, n) => {
      total[n] = total[n]! + value;
    });
    weight += size(contributions[k]!);
  }
  return size(total) <= CANCELLATION * weight ? [] : left.map((k) => suspects[k]!);
}

function cancel(first: Float64Array, second: Float64Array): boolean {
  const sum = first.map((value, n) => value + second[n]!);
  return Math.hypot(...sum) <= CANCELLATION * (Math.hypot(...first) + Math.hypot(...second));
}
