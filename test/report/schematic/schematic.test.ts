import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../src/numeric/random.ts";
import { arrangeNodes } from "../../../src/report/schematic/arrange-nodes.ts";
import { collectBranches } from "../../../src/report/schematic/collect-branches.ts";
import { formatSchematic } from "../../../src/report/schematic/format-schematic.ts";
import { layOut } from "../../../src/report/schematic/lay-out.ts";
import type { SchematicBranch } from "../../../src/report/schematic/schematic-branch.ts";
import { type Compilation, compile } from "../../../src/training/compile.ts";

function compiled(text: string): Compilation {
  const result = compile({ name: "c.cir", text });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join("; "));
  return result.value;
}

function schematic(text: string): ReturnType<typeof formatSchematic> {
  const { circuit } = compiled(text);
  const out = circuit.findNode("out");
  return formatSchematic(
    circuit,
    Float64Array.from(circuit.trainables, ({ start }) => start),
    new Set(out === undefined ? [] : [out]),
  );
}

function svgOf(text: string): string {
  const drawn = schematic(text);
  if ("omitted" in drawn) throw new Error(drawn.omitted);
  return drawn.svg;
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

const length = (order: readonly number[], edges: readonly (readonly [number, number])[]): number =>
  edges.reduce((sum, [a, b]) => sum + Math.abs(order.indexOf(a) - order.indexOf(b)), 0);

describe("arrangement of nodes", () => {
  test("has the least total length, as trying every order finds it", () => {
    const random = createRandom(4);
    for (let trial = 0; trial < 20; trial++) {
      const count = 3 + Math.floor(4 * random.uniform());
      const edges = Array.from({ length: count + 2 }, () => {
        const a = Math.floor(count * random.uniform());
        const b = (a + 1 + Math.floor((count - 1) * random.uniform())) % count;
        return [a, b] as const;
      });
      const order = arrangeNodes({ count, edges, left: new Set(), right: new Set() });
      expect([...order].sort()).toEqual([...Array(count).keys()]);
      const least = Math.min(...permutations([...Array(count).keys()]).map((one) => length(one, edges)));
      expect(length(order, edges)).toBe(least);
    }
  });

  test("the signal runs from left to right, whatever the order of the netlist", () => {
    const edges = [
      [2, 0],
      [0, 3],
      [3, 1],
    ] as const;
    expect(arrangeNodes({ count: 4, edges, left: new Set([1]), right: new Set([2]) })).toEqual([1, 3, 0, 2]);
    expect(arrangeNodes({ count: 4, edges, left: new Set([2]), right: new Set([1]) })).toEqual([2, 0, 3, 1]);
  });

  test("too many nodes are refused", () => {
    expect(() => arrangeNodes({ count: 17, edges: [], left: new Set(), right: new Set() })).toThrow(
      RangeError,
    );
  });
});

describe("layout", () => {
  const branch = (from: number, to: number): SchematicBranch => ({ from, to, elements: [] });
  const names = ["0", "a", "b", "c", "d"];

  test("branches on one track never lie over one another", () => {
    const branches = [
      branch(1, 2),
      branch(1, 2),
      branch(2, 4),
      branch(4, 1),
      branch(3, 4),
      branch(2, 3),
      branch(3, 0),
    ];
    const { series, shunts } = layOut(branches, [1, 2, 3, 4], names);
    expect(series).toHaveLength(6);
    expect(shunts).toHaveLength(1);
    for (const one of series)
      for (const other of series)
        if (one !== other && one.track === other.track)
          expect(one.toX <= other.fromX || one.fromX >= other.toX).toBe(true);
    expect(series.filter(({ track }) => track === 0)).toHaveLength(3);
  });

  test("a branch over a ladder crosses nothing; two that overlap cross once", () => {
    const ladder = [branch(1, 2), branch(2, 3), branch(3, 4)];
    expect(layOut([...ladder, branch(1, 4)], [1, 2, 3, 4], names).crossings).toBe(0);
    expect(layOut([...ladder, branch(1, 3), branch(2, 4)], [1, 2, 3, 4], names).crossings).toBe(1);
  });
});

describe("schematic", () => {
  const ladder =
    "a ladder\nV1 src 0 ac 1\nRs src a 50\nC1 a 0 1n\nL1 a out 4.7u\nC2 out x 2n\nLx x 0 1u\nRl out 0 50\n.ac dec 5 1k 1meg\n* @train C1\n.end\n";

  test("shows every element once, with its value; trained ones are marked", () => {
    const svg = svgOf(ladder);
    for (const name of ["V1", "Rs", "C1", "L1", "C2", "Lx", "Rl"])
      expect(svg.match(new RegExp(`>${name}<`, "g")), name).toHaveLength(1);
    expect(svg).toContain(">4.7 µH<");
    expect(svg).toMatch(/text-decoration="underline">1 nF</);
    expect(svg.match(/underline/g)).toHaveLength(1);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("a chain to ground hangs as one branch, unless its middle is looked at", () => {
    const { circuit } = compiled(ladder);
    const theta = Float64Array.of(1e-9);
    const joined = collectBranches(circuit, theta, new Set());
    if (typeof joined === "string") throw new Error(joined);
    expect(joined.map(({ elements }) => elements.map(({ name }) => name))).toContainEqual(["C2", "Lx"]);
    const kept = collectBranches(circuit, theta, new Set([circuit.findNode("x")!]));
    expect((kept as readonly SchematicBranch[]).every(({ elements }) => elements.length === 1)).toBe(true);
  });

  test("controls, bases and couplings are named", () => {
    const svg = svgOf(
      "active\nV1 in 0 ac 1\nR1 in b 1k\nQ1 out b e npn1\n.model npn1 npn\nRe e 0 1k\nV2 vcc 0 5\nRc vcc out 1k\nE1 y 0 out e 2\nR2 y 0 1\nL1 y 0 1u\nL2 z 0 1u\nR3 z 0 1\nK1 L1 L2 0.5\n.ac dec 5 1k 1meg\n.end\n",
    );
    expect(svg).toContain(">npn1, b: b<");
    expect(svg).toContain(">· v(out,e)<");
    expect(svg).toContain(">K1: L1 and L2 coupled with k = 0.5<");
  });

  test("is left out, with the reason, where it would not be legible", () => {
    const mesh = Array.from({ length: 20 }, (_, k) => `R${k} n${k} n${(k + 1) % 20} 1`).join("\n");
    expect(schematic(`mesh\nV1 n0 0 1\n${mesh}\nRg n5 0 1\n.op\n.end\n`)).toEqual({
      omitted: "20 nodes that hang together are too many for a legible drawing",
    });
    const full = [0, 1, 2, 3, 4, 5, 6].flatMap((a) =>
      [0, 1, 2, 3, 4, 5, 6].filter((b) => b > a).map((b) => `R${a}${b} n${a} n${b} 1`),
    );
    expect(schematic(`full\nV1 n0 0 1\n${full.join("\n")}\n.op\n.end\n`)).toMatchObject({
      omitted: expect.stringMatching(/^its wires would cross \d+ times/) as string,
    });
    const line = schematic("line\nV1 a 0 1\nT1 a 0 b 0 z0=50 td=1n\nR1 b 0 50\n.tran 1n 10n\n.end\n");
    expect(line).toEqual({ omitted: "T1 is of a kind that has no symbol here" });
  });

  test("every netlist of the gallery is drawn well formed or left out with a reason", () => {
    const folder = join(import.meta.dirname, "../../../netlists");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".cir"),
    );
    let drawn = 0;
    for (const file of files) {
      const path = join(folder, file);
      const result = compile(
        { name: file, text: readFileSync(path, "utf8") },
        {
          readInclude: () => ({ kind: "missing", reason: "none" }),
          readTable: (name) => ({
            kind: "text",
            source: { name, text: readFileSync(join(dirname(path), name), "utf8") },
          }),
        },
      );
      if (!result.ok) continue;
      const { circuit } = result.value;
      const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
      const outcome = formatSchematic(circuit, theta, new Set());
      if ("omitted" in outcome) {
        expect(outcome.omitted).not.toBe("");
        continue;
      }
      drawn += 1;
      expect(outcome.svg, file).not.toMatch(/NaN|undefined|Infinity/);
      const names = circuit.elements.filter(({ kind }) => kind !== "coupling").map(({ name }) => name);
      for (const name of names)
        expect(outcome.svg, `${file}: ${name}`).toContain(`>${name.length > 15 ? name.slice(0, 14) : name}`);
    }
    expect(drawn).toBeGreaterThan(15);
  });
});
