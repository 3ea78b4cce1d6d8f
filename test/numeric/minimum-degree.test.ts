import { expect, test } from "vitest";
import { minimumDegreeOrder } from "../../src/numeric/minimum-degree.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { buildSparsePattern } from "../../src/numeric/sparse-pattern.ts";

/** Degree of every node when it is eliminated, and the least degree there was. */
function degreesAlong(edges: readonly (readonly [number, number])[], order: Int32Array) {
  const around = Array.from(order, () => new Set<number>());
  for (const [a, b] of edges) {
    if (a === b) continue;
    around[a]!.add(b);
    around[b]!.add(a);
  }
  const left = new Set(order);
  return Array.from(order, (node) => {
    const least = Math.min(...[...left].map((other) => around[other]!.size));
    const degree = around[node]!.size;
    for (const one of around[node]!) {
      for (const other of around[node]!) if (one !== other) around[one]!.add(other);
      around[one]!.delete(node);
    }
    left.delete(node);
    around[node]!.clear();
    return { degree, least };
  });
}

test("every node is eliminated when none has fewer neighbours, in random graphs and where many join the same few", () => {
  const random = createRandom(7);
  for (let trial = 0; trial < 30; trial++) {
    const size = 6 + random.integer(20);
    const edges = Array.from({ length: size }, (_, node): [number, number] => [node, node]);
    const few = trial % 2 === 0 ? 4 : size;
    for (let k = 0; k < 2 * size; k++) edges.push([random.integer(size), random.integer(few)]);
    const { pattern } = buildSparsePattern(
      size,
      edges.flat(),
      edges.flatMap(([a, b]) => [b, a]),
    );
    const order = minimumDegreeOrder(
      pattern,
      Int32Array.from({ length: size }, (_, k) => k),
    );
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, k) => k));
    for (const { degree, least } of degreesAlong(edges, order)) expect(degree).toBe(least);
  }
});
