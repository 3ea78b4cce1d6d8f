import type { Circuit } from "../../circuit/circuit.ts";
import { type DrawnElement, describeElement } from "./describe-element.ts";
import type { SchematicBranch } from "./schematic-branch.ts";

/** Longest chain of elements that is drawn as one branch to ground. */
const longestChain = 3;

/**
 * The branches of a circuit as they are drawn: elements, and chains of elements that lead to ground over nodes where nothing else happens.
 * A sentence where an element cannot be drawn.
 *
 * @param kept nodes that must stay visible.
 */
export function collectBranches(
  circuit: Circuit,
  theta: Float64Array,
  kept: ReadonlySet<number>,
): readonly SchematicBranch[] | string {
  const { slots, derivatives } = circuit.evaluate(theta);
  const trained = new Set(derivatives.map(({ slot }) => slot));
  const elements: DrawnElement[] = [];
  for (const element of circuit.elements) {
    const drawn = describeElement(element, circuit, slots, trained);
    if (typeof drawn === "string") return drawn;
    if (drawn !== undefined && drawn.nodes[0] !== drawn.nodes[1]) elements.push(drawn);
  }
  const named = new Set([...kept, ...elements.flatMap((element) => element.named)]);
  return joinChains(
    elements.map(({ nodes: [from, to], named: _, ...element }) => ({
      from,
      to,
      elements: [{ ...element, reversed: false }],
    })),
    named,
  );
}

const isSource = ({ elements }: SchematicBranch): boolean =>
  elements.some(({ symbol }) => symbol.endsWith("-source"));

/** Join two branches at a node that only they meet at, where one of them leads to ground. */
function joinChains(all: readonly SchematicBranch[], kept: ReadonlySet<number>): readonly SchematicBranch[] {
  for (const lower of all) {
    const joint = lower.from === 0 ? lower.to : lower.to === 0 ? lower.from : 0;
    if (joint === 0 || kept.has(joint) || isSource(lower)) continue;
    const meeting = all.filter(({ from, to }) => from === joint || to === joint);
    const upper = meeting.find((branch) => branch !== lower);
    if (meeting.length !== 2 || upper === undefined || isSource(upper)) continue;
    const other = upper.from === joint ? upper.to : upper.from;
    if (other === 0 || upper.elements.length + lower.elements.length > longestChain) continue;
    const chain: SchematicBranch = {
      from: other,
      to: 0,
      elements: [...orient(upper, other).elements, ...orient(lower, joint).elements],
    };
    const joined = all
      .filter((branch) => branch !== upper)
      .map((branch) => (branch === lower ? chain : branch));
    return joinChains(joined, kept);
  }
  return all;
}

/** The same branch, read from one of its ends. */
export function orient(branch: SchematicBranch, start: number): SchematicBranch {
  if (branch.from === start) return branch;
  return {
    from: branch.to,
    to: branch.from,
    elements: branch.elements.map((element) => ({ ...element, reversed: !element.reversed })).reverse(),
  };
}
