import { orient } from "./collect-branches.ts";
import type { SchematicBranch } from "./schematic-branch.ts";

/** Sizes of a schematic, in CSS pixels. */
export const sizes = {
  /** Between two neighbouring nodes, with an element in it. */
  gap: 112,
  /** Between two branches that hang from one node. */
  shunt: 112,
  /** Between two tracks above the rail. */
  track: 70,
  /** Height of one element in a hanging branch. */
  drop: 92,
} as const;

/** A branch that runs along a track; track 0 is the rail itself. */
export interface SeriesPlace {
  readonly branch: SchematicBranch;
  readonly track: number;
  readonly fromX: number;
  readonly toX: number;
}

/** A branch that hangs from the rail to ground. */
export interface ShuntPlace {
  readonly branch: SchematicBranch;
  readonly x: number;
}

/** A node as a stretch of the rail. */
export interface NodePlace {
  readonly node: number;
  readonly fromX: number;
  readonly toX: number;
  /** The highest track that a wire rises to from here. */
  readonly rise: number;
}

export interface SchematicLayout {
  readonly nodes: readonly NodePlace[];
  readonly series: readonly SeriesPlace[];
  readonly shunts: readonly ShuntPlace[];
  readonly tracks: number;
  /** Elements in the longest hanging branch. */
  readonly depth: number;
  /** Room for the first node's name. */
  readonly lead: number;
  /** Places where a rising wire crosses a track that it has nothing to do with. */
  readonly crossings: number;
}

/**
 * Lay out branches over nodes in a given order (ground left out): every node is a stretch of one rail, branches to ground hang from it,
 * branches between neighbours lie on it, and all others run above on tracks, the shortest lowest.
 *
 * @param names of all nodes of the circuit.
 */
export function layOut(
  branches: readonly SchematicBranch[],
  order: readonly number[],
  names: readonly string[],
): SchematicLayout {
  const place = new Map(order.map((node, k) => [node, k]));
  const hanging = order.map((node) =>
    branches
      .filter(({ from, to }) => (from === 0 && to === node) || (to === 0 && from === node))
      .map((branch) => orient(branch, node)),
  );
  const spans = branches
    .filter(({ from, to }) => from !== 0 && to !== 0)
    .map((branch) => {
      const forward = place.get(branch.from)! < place.get(branch.to)!;
      const oriented = forward ? branch : orient(branch, branch.to);
      return { branch: oriented, left: place.get(oriented.from)!, right: place.get(oriented.to)! };
    })
    .sort((a, b) => a.right - a.left - (b.right - b.left));
  const tracks = assignTracks(spans);

  let x = 0;
  const columns = order.map((_, k) => {
    const fromX = x;
    const toX = fromX + Math.max(hanging[k]!.length - 1, 0) * sizes.shunt;
    const needed = spans.filter(({ left, right }) => left === k && right === k + 1);
    const longest = Math.max(...needed.map(({ branch }) => branch.elements.length), 1);
    x = toX + sizes.gap * longest;
    return { fromX, toX };
  });
  const rises = order.map((_, k) =>
    Math.max(0, ...spans.flatMap(({ left, right }, n) => (left === k || right === k ? [tracks[n]!] : []))),
  );
  const crossings = spans.reduce(
    (sum, { left, right }, n) =>
      sum + rises.filter((rise, k) => k > left && k < right && rise > tracks[n]!).length,
    0,
  );
  return {
    nodes: order.map((node, k) => ({ node, ...columns[k]!, rise: rises[k]! })),
    series: spans.map(({ branch, left, right }, n) => ({
      branch,
      track: tracks[n]!,
      fromX: columns[left]!.toX,
      toX: columns[right]!.fromX,
    })),
    shunts: hanging.flatMap((list, k) =>
      list.map((branch, n) => ({ branch, x: columns[k]!.fromX + n * sizes.shunt })),
    ),
    tracks: Math.max(0, ...tracks),
    depth: Math.max(1, ...hanging.flat().map(({ elements }) => elements.length)),
    lead: 16 + 7.5 * (names[order[0] ?? 0] ?? "").length,
    crossings,
  };
}

interface Interval {
  readonly left: number;
  readonly right: number;
}

/** The lowest free track of each interval, in their order. The rail is for the first branch between neighbours alone. */
function assignTracks(spans: readonly Interval[]): readonly number[] {
  const taken: Interval[][] = [];
  return spans.map((span) => {
    const isFree = (track: number): boolean =>
      (taken[track] ?? []).every(({ left, right }) => right <= span.left || left >= span.right);
    let track = span.right === span.left + 1 ? 0 : 1;
    while (!isFree(track)) track += 1;
    taken[track] = [...(taken[track] ?? []), span];
    return track;
  });
}
