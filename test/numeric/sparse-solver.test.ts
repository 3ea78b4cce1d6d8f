import { all, type Complex, create, type Matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { type ComplexVector, complexVector } from "../../src/numeric/complex-vector.ts";
import { createRandom, type Random } from "../../src/numeric/random.ts";
import { buildSparsePattern, type SparsePattern } from "../../src/numeric/sparse-pattern.ts";
import { createSparseSolver } from "../../src/numeric/sparse-solver.ts";

interface Entry {
  readonly row: number;
  readonly column: number;
  readonly re: number;
  readonly im: number;
}

function assemble(
  size: number,
  entries: readonly Entry[],
): { pattern: SparsePattern; values: ComplexVector } {
  const { pattern, positions } = buildSparsePattern(
    size,
    entries.map((e) => e.row),
    entries.map((e) => e.column),
  );
  const values = complexVector(pattern.rowIndex.length);
  entries.forEach((entry, n) => {
    values.re[positions[n]!]! += entry.re;
    values.im[positions[n]!]! += entry.im;
  });
  return { pattern, values };
}

/** A matrix like those of modified nodal analysis: a symmetric admittance part of wide spread and branch rows with zero diagonals. */
function randomNodalEntries(random: Random, nodes: number, branches: number): Entry[] {
  const entries: Entry[] = [];
  const stamp = (a: number, b: number, re: number, im: number) => {
    for (const [row, column, sign] of [
      [a, a, 1],
      [b, b, 1],
      [a, b, -1],
      [b, a, -1],
    ] as const) {
      if (row >= 0 && column >= 0) entries.push({ row, column, re: sign * re, im: sign * im });
    }
  };
  const magnitude = () => 10 ** (6 * random.uniform() - 6);
  for (let node = 0; node < nodes; node++) {
    stamp(node, node - 1 - random.integer(node + 1), magnitude(), magnitude() * random.normal());
    stamp(node, random.integer(nodes + 1) - 1, magnitude(), magnitude() * random.normal());
  }
  for (let k = 0; k < branches; k++) {
    // A voltage source from a node of its own to ground: the loop-free case.
    const row = nodes + k;
    const node = Math.floor((k * nodes) / branches);
    entries.push({ row, column: node, re: 1, im: 0 }, { row: node, column: row, re: 1, im: 0 });
    const control = random.integer(nodes);
    if (k % 2 === 1 && control !== node) entries.push({ row, column: control, re: -0.5, im: 0 });
  }
  return entries;
}

function residualOf(
  pattern: SparsePattern,
  values: ComplexVector,
  x: ComplexVector,
  b: ComplexVector,
  transposed: boolean,
) {
  const re = Float64Array.from(b.re);
  const im = Float64Array.from(b.im);
  const weight = Float64Array.from(b.re, (value, i) => Math.hypot(value, b.im[i]!));
  for (let column = 0; column < pattern.size; column++) {
    for (let p = pattern.columnStart[column]!; p < pattern.columnStart[column + 1]!; p++) {
      const [to, from] = transposed ? [column, pattern.rowIndex[p]!] : [pattern.rowIndex[p]!, column];
      re[to]! -= values.re[p]! * x.re[from]! - values.im[p]! * x.im[from]!;
      im[to]! -= values.re[p]! * x.im[from]! + values.im[p]! * x.re[from]!;
      weight[to]! += Math.hypot(values.re[p]!, values.im[p]!) * Math.hypot(x.re[from]!, x.im[from]!);
    }
  }
  return Math.max(...Array.from(re, (value, i) => Math.hypot(value, im[i]!) / (weight[i]! || 1)));
}

function randomVector(random: Random, size: number): ComplexVector {
  const vector = complexVector(size);
  for (let i = 0; i < size; i++) {
    vector.re[i] = random.normal();
    vector.im[i] = random.normal();
  }
  return vector;
}

describe("createSparseSolver", () => {
  it("solves a two by two system with zero diagonal by closed form", () => {
    // [0 2; 3i 0] x = [2; 6]  =>  x = [-2i; 1]
    const { pattern, values } = assemble(2, [
      { row: 0, column: 1, re: 2, im: 0 },
      { row: 1, column: 0, re: 0, im: 3 },
    ]);
    const solver = createSparseSolver(pattern);
    const result = solver.factorise(values);
    if (result.kind !== "factor") throw new Error(result.kind);
    const x = complexVector(2);
    solver.solve(result.factor, values, { re: Float64Array.of(2, 6), im: new Float64Array(2) }, x);
    expect([...x.re, ...x.im]).toEqual([0, 1, -2, 0]);
    // Transposed: [0 3i; 2 0] x = [2; 6]  =>  x = [3; -2i/3]
    solver.solveTransposed(result.factor, values, { re: Float64Array.of(2, 6), im: new Float64Array(2) }, x);
    expect(x.re[0]).toBeCloseTo(3, 15);
    expect(x.im[1]).toBeCloseTo(-2 / 3, 15);
  });

  it.each(Array.from({ length: 25 }, (_, seed) => [seed]))(
    "has a componentwise small residual, seed %i",
    (seed) => {
      const random = createRandom(seed);
      const nodes = 2 + random.integer(60);
      const branches = random.integer(Math.max(1, nodes >> 1));
      const { pattern, values } = assemble(nodes + branches, randomNodalEntries(random, nodes, branches));
      const solver = createSparseSolver(pattern);
      const result = solver.factorise(values);
      if (result.kind !== "factor") throw new Error(result.kind);
      for (let rhs = 0; rhs < 3; rhs++) {
        const b = randomVector(random, pattern.size);
        const x = complexVector(pattern.size);
        expect(solver.solve(result.factor, values, b, x)).toBe(true);
        expect(residualOf(pattern, values, x, b, false)).toBeLessThan(1e-13);
        expect(solver.solveTransposed(result.factor, values, b, x)).toBe(true);
        expect(residualOf(pattern, values, x, b, true)).toBeLessThan(1e-13);
      }
    },
  );

  it("agrees with the dense elimination of mathjs", () => {
    const math = create(all, { absTol: 0 });
    const random = createRandom(11);
    const { pattern, values } = assemble(12, randomNodalEntries(random, 9, 3));
    const dense = math.zeros(12, 12) as Matrix;
    for (let column = 0; column < 12; column++) {
      for (let p = pattern.columnStart[column]!; p < pattern.columnStart[column + 1]!; p++) {
        dense.set([pattern.rowIndex[p]!, column], math.complex(values.re[p]!, values.im[p]!));
      }
    }
    const b = randomVector(random, 12);
    const right = Array.from(b.re, (re, i) => [math.complex(re, b.im[i]!)]);
    const oracle = (math.lusolve(dense, right as never) as Matrix).toArray() as unknown as Complex[][];
    const solver = createSparseSolver(pattern);
    const result = solver.factorise(values);
    if (result.kind !== "factor") throw new Error(result.kind);
    const x = complexVector(12);
    solver.solve(result.factor, values, b, x);
    const largest = Math.max(...oracle.map(([z]) => Math.hypot(z!.re, z!.im)));
    oracle.forEach(([z], i) => {
      expect(Math.hypot(x.re[i]! - z!.re, x.im[i]! - z!.im) / largest).toBeLessThan(1e-10);
    });
  });

  it("keeps its pivots over a change of values, and chooses new ones where the old would lose all digits", () => {
    // A tiny diagonal: with the old pivots kept, 1e-20 would be divided by.
    const entries = (d: number): Entry[] => [
      { row: 0, column: 0, re: d, im: 0 },
      { row: 0, column: 1, re: 1, im: 0 },
      { row: 1, column: 0, re: 1, im: 0 },
      { row: 1, column: 1, re: 1, im: 0 },
    ];
    const { pattern, values } = assemble(2, entries(2));
    const solver = createSparseSolver(pattern);
    const first = solver.factorise(values);
    if (first.kind !== "factor") throw new Error(first.kind);
    const again = solver.factorise(assemble(2, entries(1.5)).values, first.factor);
    expect(again.kind === "factor" && again.factor).toBe(first.factor);
    const tiny = assemble(2, entries(1e-20)).values;
    const second = solver.factorise(tiny, first.factor);
    if (second.kind !== "factor") throw new Error(second.kind);
    const x = complexVector(2);
    solver.solve(second.factor, tiny, { re: Float64Array.of(1, 2), im: new Float64Array(2) }, x);
    expect(x.re[0]).toBeCloseTo(1, 15);
    expect(x.re[1]).toBeCloseTo(1, 15);
  });

  it("gives bit for bit the same after a restart, whatever was solved before", () => {
    const random = createRandom(5);
    const one = assemble(40, randomNodalEntries(createRandom(1), 34, 6));
    const other = { re: one.values.re.map((v) => v * 10 ** (4 * random.normal())), im: one.values.im };
    const b = randomVector(random, 40);
    const solve = (solver: ReturnType<typeof createSparseSolver>) => {
      solver.restart();
      const result = solver.factorise(one.values);
      if (result.kind !== "factor") throw new Error(result.kind);
      const x = complexVector(40);
      solver.solve(result.factor, one.values, b, x);
      return x;
    };
    const fresh = solve(createSparseSolver(one.pattern));
    const used = createSparseSolver(one.pattern);
    used.factorise(other);
    expect(solve(used)).toEqual(fresh);
  });

  describe("says which unknowns are not determined", () => {
    const verdict = (size: number, entries: readonly Entry[]) => {
      const { pattern, values } = assemble(size, entries);
      return createSparseSolver(pattern).factorise(values);
    };
    it("an empty column", () => {
      const result = verdict(3, [
        { row: 0, column: 0, re: 1, im: 0 },
        { row: 2, column: 2, re: 1, im: 0 },
      ]);
      expect(result).toMatchObject({ kind: "singular", column: 1 });
      expect(result.kind === "singular" && [...result.undetermined]).toEqual([0, 1, 0]);
    });
    it("a floating pair of nodes, in spite of rounding", () => {
      const g = 1 / 3e3;
      const conductances = [0.1 * g, 0.7 * g, g / 7];
      const entries: Entry[] = [{ row: 0, column: 0, re: 1, im: 0 }];
      // Nodes 1, 2, 3 in a triangle without a way to ground.
      for (const [a, b, n] of [
        [1, 2, 0],
        [2, 3, 1],
        [3, 1, 2],
      ] as const) {
        const re = conductances[n]!;
        entries.push({ row: a, column: a, re, im: 0 }, { row: b, column: b, re, im: 0 });
        entries.push({ row: a, column: b, re: -re, im: 0 }, { row: b, column: a, re: -re, im: 0 });
      }
      const result = verdict(4, entries);
      expect(result.kind).toBe("singular");
      if (result.kind !== "singular") return;
      expect(result.undetermined[0]).toBe(0);
      for (const node of [1, 2, 3]) expect(result.undetermined[node]).toBeCloseTo(1, 12);
    });
    it("two voltage sources in parallel", () => {
      // Unknowns v, i1, i2: the currents may circulate.
      const one = (row: number, column: number): Entry => ({ row, column, re: 1, im: 0 });
      const result = verdict(3, [
        one(0, 1),
        one(0, 2),
        one(1, 0),
        one(2, 0),
        { row: 0, column: 0, re: 1e-3, im: 0 },
      ]);
      expect(result.kind).toBe("singular");
      expect(result.kind === "singular" && [...result.undetermined].map((z) => Math.round(z))).toEqual([
        0, 1, 1,
      ]);
    });
    it("refuses NaN and infinity as such", () => {
      expect(verdict(1, [{ row: 0, column: 0, re: Number.NaN, im: 0 }]).kind).toBe("not-finite");
      expect(verdict(1, [{ row: 0, column: 0, re: 1, im: Number.POSITIVE_INFINITY }]).kind).toBe(
        "not-finite",
      );
    });
    it("finds a matrix that becomes singular while its pivots are kept", () => {
      const entries = (d: number): Entry[] => [
        { row: 0, column: 0, re: 1, im: 0 },
        { row: 0, column: 1, re: 1, im: 0 },
        { row: 1, column: 0, re: 1, im: 0 },
        { row: 1, column: 1, re: d, im: 0 },
      ];
      const { pattern, values } = assemble(2, entries(3));
      const solver = createSparseSolver(pattern);
      expect(solver.factorise(values).kind).toBe("factor");
      expect(solver.factorise(assemble(2, entries(1)).values).kind).toBe("singular");
    });
    it("does not call singular what is only badly scaled", () => {
      // 1 fS beside 1 MS, and a nearly singular 2 by 2 whose determinant is exact.
      const result = verdict(2, [
        { row: 0, column: 0, re: 1e-15, im: 0 },
        { row: 1, column: 1, re: 1e6, im: 0 },
      ]);
      expect(result.kind).toBe("factor");
    });
  });

  it("factorises a ladder without fill", () => {
    const size = 300;
    const entries: Entry[] = [];
    for (let i = 0; i < size; i++) {
      entries.push({ row: i, column: i, re: 2, im: 0.1 });
      if (i > 0)
        entries.push({ row: i, column: i - 1, re: -1, im: 0 }, { row: i - 1, column: i, re: -1, im: 0 });
    }
    const { pattern, values } = assemble(size, entries);
    const result = createSparseSolver(pattern).factorise(values);
    if (result.kind !== "factor") throw new Error(result.kind);
    expect(result.factor.structure.lowerRow.length + result.factor.structure.upperRow.length).toBe(
      2 * (size - 1),
    );
  });
});

describe("solveReal", () => {
  it("is the complex solution of a real system, transposed as well", () => {
    for (let seed = 0; seed < 30; seed++) {
      const random = createRandom(seed);
      const [nodes, branches] = [5 + random.integer(40), 3];
      const entries = randomNodalEntries(random, nodes, branches).map((entry) => ({ ...entry, im: 0 }));
      const { pattern, values } = assemble(nodes + branches, entries);
      const solver = createSparseSolver(pattern);
      const result = solver.factorise(values);
      if (result.kind !== "factor") throw new Error(`seed ${seed} is ${result.kind}`);
      const b = complexVector(pattern.size);
      b.re.forEach((_, k) => {
        b.re[k] = random.normal();
      });
      const expected = complexVector(pattern.size);
      const actual = new Float64Array(pattern.size);
      for (const transposed of [false, true]) {
        if (transposed) solver.solveTransposed(result.factor, values, b, expected);
        else solver.solve(result.factor, values, b, expected);
        expect(solver.solveReal(result.factor, values.re, b.re, actual, transposed)).toBe(true);
        const largest = Math.max(...expected.re.map(Math.abs));
        actual.forEach((value, k) => {
          expect(Math.abs(value - expected.re[k]!)).toBeLessThanOrEqual(1e-13 * largest);
        });
      }
    }
  });

  it("says when the solution overflows", () => {
    const { pattern, values } = assemble(1, [{ row: 0, column: 0, re: 1e-300, im: 0 }]);
    const solver = createSparseSolver(pattern);
    const result = solver.factorise(values);
    if (result.kind !== "factor") throw new Error(result.kind);
    expect(
      solver.solveReal(result.factor, values.re, Float64Array.of(1e300), new Float64Array(1), false),
    ).toBe(false);
  });
});
