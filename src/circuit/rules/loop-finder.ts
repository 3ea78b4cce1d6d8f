import type { CircuitElement } from "../element.ts";
import { createDisjointSets } from "./disjoint-sets.ts";

/** An element between two nodes. */
export type TwoTerminal = CircuitElement & { readonly nodes: readonly [number, number] };

/** Finds loops while elements are added one by one. */
export interface LoopFinder {
  /** Add an element. When it closes a loop, the loop is returned, the element first, and the element is left out. */
  add(element: TwoTerminal): readonly TwoTerminal[] | undefined;
}

/**
 * Whether the current around a loop may be determined after all: a controlled source is in the loop, and something measures the current
 * of one of its elements.
 */
export function mayBeDetermined(loop: readonly TwoTerminal[], elements: readonly CircuitElement[]): boolean {
  if (!loop.some(({ kind }) => kind === "vcvs" || kind === "ccvs")) return false;
  const inLoop = new Set(loop.map(({ index }) => index));
  return elements.some((element) => "controlSource" in element && inLoop.has(element.controlSource));
}

type Tree = Map<number, { readonly to: number; readonly element: TwoTerminal }[]>;

/** Start with no element among `nodeCount` nodes. */
export function createLoopFinder(nodeCount: number): LoopFinder {
  const sets = createDisjointSets(nodeCount);
  const tree: Tree = new Map();
  const connect = (from: number, to: number, element: TwoTerminal): void => {
    const branches = tree.get(from);
    if (branches === undefined) tree.set(from, [{ to, element }]);
    else branches.push({ to, element });
  };
  return {
    add(element) {
      const [a, b] = element.nodes;
      if (!sets.join(a, b)) return [element, ...pathBetween(tree, a, b)];
      connect(a, b, element);
      connect(b, a, element);
      return undefined;
    },
  };
}

/** The elements on the way through a tree, found breadth first. */
function pathBetween(tree: Tree, from: number, to: number): readonly TwoTerminal[] {
  const reached = new Map<number, { readonly before: number; readonly element: TwoTerminal } | undefined>([
    [from, undefined],
  ]);
  const queue = [from];
  for (let head = 0; head < queue.length && !reached.has(to); head++) {
    const at = queue[head]!;
    for (const { to: next, element } of tree.get(at) ?? []) {
      if (reached.has(next)) continue;
      reached.set(next, { before: at, element });
      queue.push(next);
    }
  }
  const path: TwoTerminal[] = [];
  for (let step = reached.get(to); step !== undefined; step = reached.get(step.before))
    path.push(step.element);
  return path;
}
