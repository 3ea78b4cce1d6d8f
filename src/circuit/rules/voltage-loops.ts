import type { CircuitElement } from "../element.ts";
import { createDisjointSets } from "./disjoint-sets.ts";
import { needsOperatingPoint } from "./operating-point.ts";
import type { Rule } from "./rule.ts";

type Loopable = CircuitElement & { readonly nodes: readonly [number, number] };

/**
 * Loops of elements that each fix their voltage: the current around such a loop is not determined, and the matrix is singular, unless something
 * measures that current. Inductors are short circuits at an operating point only; ngspice finds a point by stepping gmin, so a
 * loop that contains one is a warning.
 */
export const voltageLoops: Rule = ({ nodes, elements, analyses, collector }) => {
  const sets = createDisjointSets(nodes.length);
  const tree = new Map<number, { readonly to: number; readonly element: Loopable }[]>();
  const measured = new Set(
    elements.flatMap((element) =>
      element.kind === "cccs" || element.kind === "ccvs" ? [element.controlSource] : [],
    ),
  );
  const close = (element: Loopable): readonly Loopable[] | undefined => {
    const [a, b] = element.nodes;
    if (!sets.join(a, b)) return [element, ...pathBetween(tree, a, b)];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      tree.set(from, [...(tree.get(from) ?? []), { to, element }]);
    return undefined;
  };
  for (const element of elements) {
    if (!fixesVoltage(element)) continue;
    const loop = close(element);
    if (loop === undefined) continue;
    const open =
      loop.some(({ kind }) => kind !== "voltage-source") && loop.some(({ index }) => measured.has(index));
    if (open) continue;
    collector.report(
      "circuit/voltage-loop",
      element.span,
      { names: loop.map(({ name }) => name) },
      {
        related: loop.slice(1).map(({ name, span }) => ({ message: `${name} is part of the loop`, span })),
      },
    );
  }
  if (!needsOperatingPoint({ analyses, elements })) return;
  for (const element of elements) {
    if (element.kind !== "inductor") continue;
    const loop = close(element);
    if (loop !== undefined) {
      collector.report("circuit/inductor-loop", element.span, { names: loop.map(({ name }) => name) });
    }
  }
};

function fixesVoltage(element: CircuitElement): element is Loopable {
  return element.kind === "voltage-source" || element.kind === "vcvs" || element.kind === "ccvs";
}

/** The elements on the way through a tree, found breadth first. */
function pathBetween(
  tree: ReadonlyMap<number, readonly { readonly to: number; readonly element: Loopable }[]>,
  from: number,
  to: number,
): readonly Loopable[] {
  const reached = new Map<number, { readonly before: number; readonly element: Loopable } | undefined>([
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
  const path: Loopable[] = [];
  for (let step = reached.get(to); step !== undefined; step = reached.get(step.before))
    path.push(step.element);
  return path;
}
