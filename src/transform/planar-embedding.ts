/** A branch of a graph by its two ends. */
export type Edge = readonly [number, number];

/** A part of a graph without cut vertices, drawn in the plane: the faces on both sides of each of its edges, seen from its first end to its second. */
export interface PlaneBlock {
  /** Positions in the list of edges. */
  readonly edges: readonly number[];
  readonly faceCount: number;
  readonly left: ReadonlyMap<number, number>;
  readonly right: ReadonlyMap<number, number>;
}

/**
 * Draw one block of a graph in the plane, path by path: each path goes through a face that all of its fragment can be reached from.
 * Undefined where the block is not planar. It must be two-connected and without loops; parallel edges are fine.
 *
 * Source: Demoucron, Malgrange & Pertuiset, Graphes planaires (Revue française de recherche opérationnelle 8, 1964).
 */
export function embedBlock(graph: readonly Edge[], edges: readonly number[]): PlaneBlock | undefined {
  // A vertex in the middle of every edge makes parallel edges simple, and is a name for the edge on a face.
  const middle = (edge: number): number => -1 - edge;
  const neighbours = new Map<number, number[]>();
  const connect = (from: number, to: number): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const edge of edges)
    for (const end of graph[edge]!) {
      connect(end, middle(edge));
      connect(middle(edge), end);
    }

  const first = edges[0]!;
  const [start, end] = graph[first]!;
  const around = findPath(
    neighbours,
    end,
    (vertex) => vertex !== middle(first),
    (vertex) => vertex === start,
  );
  const cycle = [middle(first), ...around];
  const placed = new Set(cycle);
  const faces: (readonly number[])[] = [cycle, [...cycle].reverse()];
  while (placed.size < neighbours.size) {
    const chosen = chooseFragment(neighbours, placed, faces);
    if (chosen === undefined) return undefined;
    const { face, inside, attachments } = chosen;
    const begin = [...attachments][0]!;
    const path = findPath(
      neighbours,
      begin,
      (vertex) => inside.has(vertex) || attachments.has(vertex),
      (vertex) => attachments.has(vertex) && vertex !== begin,
    );
    faces.splice(face, 1, ...splitFace(faces[face]!, path));
    for (const vertex of path) placed.add(vertex);
  }
  return sides(graph, edges, faces, middle);
}

/** The shortest way from a vertex to one that is wanted; it ends there, and passes only through what is allowed. */
function findPath(
  neighbours: ReadonlyMap<number, readonly number[]>,
  from: number,
  isAllowed: (vertex: number) => boolean,
  isWanted: (vertex: number) => boolean,
): readonly number[] {
  const before = new Map<number, number>([[from, from]]);
  let frontier = [from];
  while (frontier.length > 0) {
    const next: number[] = [];
    for (const vertex of frontier)
      for (const other of neighbours.get(vertex)!) {
        if (before.has(other) || !isAllowed(other)) continue;
        before.set(other, vertex);
        if (isWanted(other)) return trace(before, other);
        next.push(other);
      }
    frontier = next;
  }
  return [];
}

function trace(before: ReadonlyMap<number, number>, last: number): readonly number[] {
  const path = [last];
  for (let at = last; before.get(at) !== at; at = before.get(at)!) path.push(before.get(at)!);
  return path.reverse();
}

interface Fragment {
  readonly face: number;
  readonly inside: ReadonlySet<number>;
  readonly attachments: ReadonlySet<number>;
}

/** A part that is not drawn yet, with a face it fits into: one that fits into a single face comes first. Undefined if any fits into none. */
function chooseFragment(
  neighbours: ReadonlyMap<number, readonly number[]>,
  placed: ReadonlySet<number>,
  faces: readonly (readonly number[])[],
): Fragment | undefined {
  const borders = faces.map((face) => new Set(face));
  const seen = new Set<number>();
  let chosen: Fragment | undefined;
  for (const vertex of neighbours.keys()) {
    if (placed.has(vertex) || seen.has(vertex)) continue;
    const inside = new Set([vertex]);
    const attachments = new Set<number>();
    for (const at of inside)
      for (const other of neighbours.get(at)!) (placed.has(other) ? attachments : inside).add(other);
    for (const at of inside) seen.add(at);
    const fitting = borders.flatMap((border, face) =>
      [...attachments].every((attachment) => border.has(attachment)) ? [face] : [],
    );
    if (fitting.length === 0) return undefined;
    if (fitting.length === 1) return { face: fitting[0]!, inside, attachments };
    chosen ??= { face: fitting[0]!, inside, attachments };
  }
  return chosen;
}

/** The two faces that a path across a face makes of it; each half-edge stays on the border of one face. */
function splitFace(face: readonly number[], path: readonly number[]): readonly (readonly number[])[] {
  const from = face.indexOf(path[0]!);
  const to = face.indexOf(path.at(-1)!);
  const between = (a: number, b: number): readonly number[] =>
    a <= b ? face.slice(a, b + 1) : [...face.slice(a), ...face.slice(0, b + 1)];
  const inner = path.slice(1, -1);
  return [
    [...between(from, to), ...[...inner].reverse()],
    [...between(to, from), ...inner],
  ];
}

function sides(
  graph: readonly Edge[],
  edges: readonly number[],
  faces: readonly (readonly number[])[],
  middle: (edge: number) => number,
): PlaneBlock {
  const faceOf = new Map<string, number>();
  faces.forEach((face, index) => {
    face.forEach((vertex, k) => {
      faceOf.set(`${vertex} ${face[(k + 1) % face.length]!}`, index);
    });
  });
  const left = new Map<number, number>();
  const right = new Map<number, number>();
  for (const edge of edges) {
    const [from, to] = graph[edge]!;
    left.set(edge, faceOf.get(`${from} ${middle(edge)}`)!);
    right.set(edge, faceOf.get(`${to} ${middle(edge)}`)!);
  }
  return { edges, faceCount: faces.length, left, right };
}
