import type { CircuitState, SlotDerivative } from "../circuit.ts";
import type { Slot } from "../element.ts";
import type { Tape, TapeNode } from "./tape.ts";

/** Everything that is needed to compute one node and its derivatives again, without looking anything up. */
interface ActiveNode {
  readonly node: TapeNode;
  readonly operation: NonNullable<ReturnType<Tape["entry"]>["operation"]>;
  readonly operands: readonly TapeNode[];
  /** Place of the first derivative of this node; they stand in the order of its parameters. */
  readonly offset: number;
  readonly width: number;
  /** For each operand that depends on a parameter: its place, and where each of its derivatives is to be added. */
  readonly feeds: readonly {
    readonly argument: number;
    readonly from: number;
    readonly places: Int32Array;
  }[];
}

/**
 * Compile the evaluation of all slots in the parameters θ, by forward mode: each node that depends on a parameter carries
 * its non-zero ∂node/∂θ, and  ∂node/∂θ = Σ_operands ∂node/∂operand · ∂operand/∂θ.  Nodes that depend on none keep
 * their value of elaboration.
 *
 * @param slotNodes the node that each slot shows.
 * @param leaves the leaf that each parameter is.
 */
export function compileState(
  tape: Tape,
  slotNodes: readonly TapeNode[],
  leaves: readonly TapeNode[],
): (theta: Float64Array) => CircuitState {
  const values = new Float64Array(tape.length);
  for (let node = 0; node < values.length; node++) values[node] = tape.valueOf(node);
  const { active, dependence, offsets, derivativeCount } = planDerivatives(tape, leaves);
  const derivatives = new Float64Array(derivativeCount);
  leaves.forEach((leaf) => {
    derivatives[offsets.get(leaf)!] = 1;
  });
  const partials = new Float64Array(3);
  const constantDerivatives: SlotDerivative[] = [];
  const computedSlots: { readonly slot: Slot; readonly offset: number; readonly parameters: Int32Array }[] =
    [];
  const trainedSlots = leaves.length === 0 ? [] : slotNodes;
  trainedSlots.forEach((node, slot) => {
    const parameters = dependence.get(node);
    if (parameters === undefined) return;
    if (tape.entry(node).operation === undefined) {
      constantDerivatives.push({ slot, parameter: parameters[0]!, derivative: 1 });
    } else computedSlots.push({ slot, offset: offsets.get(node)!, parameters });
  });

  return (theta) => {
    leaves.forEach((leaf, parameter) => {
      values[leaf] = theta[parameter]!;
    });
    for (const { node, operation, operands, offset, width, feeds } of active) {
      const a = operands.length > 0 ? values[operands[0]!]! : 0;
      const b = operands.length > 1 ? values[operands[1]!]! : 0;
      const c = operands.length > 2 ? values[operands[2]!]! : 0;
      const value = operation.value(a, b, c);
      values[node] = Number.isFinite(value) ? value : Number.NaN;
      operation.partials(a, b, c, partials);
      derivatives.fill(0, offset, offset + width);
      for (const { argument, from, places } of feeds) {
        const partial = partials[argument]!;
        if (partial === 0) continue;
        for (let k = 0; k < places.length; k++) {
          const place = places[k]!;
          derivatives[place] = derivatives[place]! + partial * derivatives[from + k]!;
        }
      }
    }
    const slots = new Float64Array(slotNodes.length);
    for (let slot = 0; slot < slots.length; slot++) slots[slot] = values[slotNodes[slot]!]!;
    const nonZero = constantDerivatives.slice();
    for (const { slot, offset, parameters } of computedSlots) {
      for (let k = 0; k < parameters.length; k++) {
        const derivative = derivatives[offset + k]!;
        if (derivative !== 0) nonZero.push({ slot, parameter: parameters[k]!, derivative });
      }
    }
    return { slots, derivatives: nonZero };
  };
}

/** Find the nodes that depend on a leaf, in the tape's order, and lay out their derivatives. */
function planDerivatives(tape: Tape, leaves: readonly TapeNode[]) {
  const dependence = new Map<TapeNode, Int32Array>();
  const offsets = new Map<TapeNode, number>();
  const active: ActiveNode[] = [];
  let derivativeCount = 0;
  const reserve = (node: TapeNode, parameters: Int32Array): number => {
    const offset = derivativeCount;
    dependence.set(node, parameters);
    offsets.set(node, offset);
    derivativeCount += parameters.length;
    return offset;
  };
  leaves.forEach((leaf, parameter) => {
    reserve(leaf, Int32Array.of(parameter));
  });
  for (let node = 0; leaves.length > 0 && node < tape.length; node++) {
    const { operation, operands } = tape.entry(node);
    if (operation === undefined) continue;
    const parameters = union(operands.map((operand) => dependence.get(operand)));
    if (parameters === undefined) continue;
    const offset = reserve(node, parameters);
    const feeds = operands.flatMap((operand, argument) => {
      const own = dependence.get(operand);
      if (own === undefined) return [];
      return [
        { argument, from: offsets.get(operand)!, places: own.map((p) => offset + parameters.indexOf(p)) },
      ];
    });
    active.push({ node, operation, operands, offset, width: parameters.length, feeds });
  }
  return { active, dependence, offsets, derivativeCount };
}

/** The sorted union of parameter lists; a node with one dependent operand shares its operand's list. */
function union(lists: readonly (Int32Array | undefined)[]): Int32Array | undefined {
  const present = lists.filter((list) => list !== undefined);
  if (present.length <= 1) return present[0];
  return Int32Array.from(new Set(present.flatMap((list) => [...list]))).sort();
}
