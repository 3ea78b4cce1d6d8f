import { expect, test } from "vitest";
import { createModelEngine } from "../../src/engine/model/model-engine.ts";
import { createNgspiceEngine } from "../../src/engine/ngspice/ngspice-engine.ts";
import { generateNetlist } from "../../src/generator/generate-netlist.ts";
import type { Topology } from "../../src/generator/topology-options.ts";
import { checkNetlist } from "../../src/training/check-netlist.ts";
import { compile, emptyHost } from "../../src/training/compile.ts";
import { train } from "../../src/training/train.ts";
import type { TrainingResult } from "../../src/training/training-result.ts";

type Options = Readonly<Record<string, number | string | readonly number[]>>;

function generate(topology: Topology, options: Options): string {
  const generated = generateNetlist(topology, options);
  if (generated.kind === "failed") throw new Error(generated.explanation);
  return generated.value;
}

async function trained(text: string, name: "model" | "ngspice"): Promise<TrainingResult> {
  const compiled = compile({ name: "generated.cir", text });
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
  const engine = name === "model" ? createModelEngine() : createNgspiceEngine();
  try {
    const result = await train(compiled.value, { engine });
    if (result.kind === "failed") throw new Error(result.explanation);
    return result.value;
  } finally {
    await engine.close();
  }
}

const linear: readonly (readonly [Topology, Options])[] = [
  ["disordered", { nodes: 12, outputs: 1, frequencies: 3 }],
  ["disordered", { nodes: 24, degree: 5, drives: 2, outputs: 2, frequencies: 4 }],
  ["disordered", {}],
  ["ladder", {}],
  ["ladder", { order: 2, impedance: 600, frequency: 1e4 }],
  ["ladder", { order: 8, frequency: 1e8 }],
  ["lattice", {}],
  ["lattice", { rows: 3, columns: 4, outputs: 2 }],
  ["lattice", { task: "regression", rows: 4, columns: 6, outputs: 4 }],
  ["springs", { masses: 6, columns: 3 }],
  ["springs", { masses: 9, columns: 3 }],
  ["springs", { masses: 6, columns: 3, drive: "rest" }],
];

const all: readonly (readonly [Topology, Options])[] = [
  ...linear,
  ["springs", {}],
  ["layered", {}],
  ["layered", { layers: [2, 4, 1], gain: 1 }],
  ["layered", { layers: [2, 4, 2], amplifiers: "forward" }],
  ["layered", { layers: [3, 5, 4, 3] }],
  ["layered", { layers: [12, 2] }],
];

test.each(all)("%s %j: nothing is wrong with it, and the seed decides every byte", (topology, options) => {
  const texts = [1, 2, 3].map((seed) => generate(topology, { ...options, seed }));
  expect(new Set(texts).size).toBe(3);
  for (const [k, text] of texts.entries()) {
    expect(checkNetlist({ name: "generated.cir", text }, emptyHost)).toEqual([]);
    expect(generate(topology, { ...options, seed: k + 1 })).toBe(text);
  }
});

test.each(linear)("%s %j: what is asked for can be learned", async (topology, options) => {
  for (const seed of [1, 2, 3]) {
    const { outcome, cost } = await trained(generate(topology, { ...options, seed }), "model");
    expect([seed, outcome, cost.final < 1e-3 * cost.initial]).toEqual([seed, "goals-met", true]);
  }
});

test.each([[{ layers: [2, 6, 2] }], [{ layers: [2, 5, 1], gain: 1 }]])(
  "layered %j learns exclusive or in ngspice",
  async (options) => {
    const { outcome } = await trained(generate("layered", { ...options, seed: 2 }), "ngspice");
    expect(outcome).toBe("goals-met");
  },
);

test("the options stand in the netlist, as the command that writes it", () => {
  const text = generate("ladder", { order: 3, seed: 9 });
  expect(text).toContain(
    "* Written by: tellegen new ladder --order 3 --impedance 50 --frequency 1000000 --seed 9\n",
  );
});

test.each([
  ["ladder", { order: 1 }, "order is a whole number from 2 to 25, not 1"],
  ["ladder", { impedance: -50 }, "impedance is a positive number, not -50"],
  ["ladder", { rows: 3 }, "ladder has no option rows; it has order, impedance, frequency, seed"],
  ["lattice", { task: "sorting" }, 'task is one of allostery, regression, not "sorting"'],
  ["lattice", { rows: 2, columns: 2, outputs: 3 }, /right half .* room for 2 outputs, not 3/],
  ["layered", { layers: [4] }, /two or more whole numbers/],
  ["layered", { layers: [784, 100, 10] }, /make \d+ resistors/],
  ["disordered", { nodes: 10, degree: 1 }, /degree is from 2 to nodes - 1 \(9\)/],
  ["disordered", { nodes: 10, degree: 3, drives: 5, outputs: 6 }, /more than 10 nodes/],
] as const)("%s %j is refused", (topology, options, message) => {
  const generated = generateNetlist(topology, options as Options);
  expect(generated).toMatchObject({ kind: "failed", reason: "unsupported" });
  if (generated.kind === "failed") expect(generated.explanation).toMatch(message);
});
