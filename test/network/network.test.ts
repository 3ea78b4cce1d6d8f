import { describe, expect, it } from "vitest";
import type { Circuit } from "../../src/circuit/circuit.ts";
import { incidenceMatrix } from "../../src/network/incidence.ts";
import { buildLinearSystem } from "../../src/network/linear-system.ts";
import { buildNetwork } from "../../src/network/network.ts";
import { buildNodalTriple, nodalAdmittance } from "../../src/network/nodal-triple.ts";
import { findNonReciprocal } from "../../src/network/reciprocity.ts";
import { complexVector } from "../../src/numeric/complex-vector.ts";
import { createRandom } from "../../src/numeric/random.ts";
import { circuitOf, slotsOf } from "../circuit-builder.ts";
import { add, distance, magnitude, multiply, type Z, z } from "../complex.ts";
import { solveFree } from "../engine/model/run-phases.ts";
import { randomNetwork } from "./random-network.ts";

const frequencies = [2e3, 1.7e5, 2.3e6];
const seeds = Array.from({ length: 8 }, (_, seed) => [seed] as const);

/** The current of a two-terminal element from its own law, not from the node laws. */
function branchCurrent(circuit: Circuit, name: string, read: (text: string) => Z, frequency: number): Z {
  const slots = slotsOf(circuit);
  const element = circuit.elements[circuit.findElement(name)!]!;
  const between = (nodes: readonly [number, number]) =>
    read(`v(${circuit.nodes[nodes[0]]},${circuit.nodes[nodes[1]]})`);
  switch (element.kind) {
    case "resistor":
      return multiply(between(element.nodes), z(1 / slots[element.value]!));
    case "capacitor":
      return multiply(between(element.nodes), z(0, 2 * Math.PI * frequency * slots[element.value]!));
    case "current-source": {
      const angle = (slots[element.acPhase]! * Math.PI) / 180;
      return multiply(z(slots[element.acMagnitude]!), z(Math.cos(angle), Math.sin(angle)));
    }
    case "vccs":
      return multiply(between(element.control), z(slots[element.value]!));
    case "cccs":
      return multiply(read(`i(${circuit.elements[element.controlSource]!.name})`), z(slots[element.value]!));
    default:
      return read(`i(${name})`);
  }
}

describe("Tellegen's theorem", () => {
  it.each(seeds)(
    "Σ v_b i_b = 0, also between two different networks of one graph (seed %i)",
    async (seed) => {
      const cards = randomNetwork(seed, { controlled: true });
      const circuit = circuitOf(cards);
      // The same graph with other values: only Kirchhoff's laws are used.
      const random = createRandom(seed + 1000);
      const other = slotsOf(circuit).map((value) => value * (0.5 + random.uniform()));
      const network = buildNetwork(circuit);
      const here = await solveFree(circuit, frequencies);
      const there = await solveFree(circuit, frequencies, other);
      frequencies.forEach((frequency, point) => {
        const at = (text: string) => here(text, point);
        for (const voltages of [here, there]) {
          const powers = network.branches.map(({ element, from, to }) => {
            const { name } = circuit.elements[element]!;
            const v = voltages(`v(${circuit.nodes[from]},${circuit.nodes[to]})`, point);
            return multiply(v, branchCurrent(circuit, name, at, frequency));
          });
          const weight = powers.reduce((sum, power) => sum + magnitude(power), 0);
          expect(magnitude(add(...powers)) / weight).toBeLessThan(1e-11);
        }
      });
    },
  );
});

describe("incidenceMatrix", () => {
  it("has +1 where a branch leaves a node and -1 where it enters; the ground has no row", () => {
    const network = buildNetwork(
      circuitOf("V1 a 0 ac 1\nR1 a b 1\nL1 b 0 1\nL2 a 0 1\nK1 L1 L2 0.5\nG1 b b a 0 1"),
    );
    const { rows, columns, entries } = incidenceMatrix(network);
    expect([rows, columns]).toEqual([2, 5]);
    expect([...entries]).toEqual([1, 1, 0, 1, 0, 0, -1, 1, 0, 0]);
  });

  it("has columns that sum to zero with the ground's row, in every random network", () => {
    const network = buildNetwork(circuitOf(randomNetwork(3, { controlled: true })));
    const { rows, columns, entries } = incidenceMatrix(network);
    network.branches.forEach(({ from, to }, column) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += entries[row * columns + column]!;
      expect(sum).toBe(from === to ? 0 : Number(from > 0) - Number(to > 0));
    });
  });
});

describe("the nodal form", () => {
  it.each(seeds)("Y(ω) v = i for the solution of the modified nodal equations (seed %i)", async (seed) => {
    const circuit = circuitOf(randomNetwork(seed, { voltageSources: false }));
    const network = buildNetwork(circuit);
    const triple = buildNodalTriple(network, slotsOf(circuit));
    if (triple.kind === "failed") throw new Error(triple.explanation);
    const read = await solveFree(circuit, frequencies);
    frequencies.forEach((frequency, point) => {
      const y = nodalAdmittance(triple.value, 2 * Math.PI * frequency);
      for (let row = 0; row < y.rows; row++) {
        const terms = Array.from({ length: y.columns }, (_, column) => {
          const entry = z(y.re[row * y.columns + column], y.im[row * y.columns + column]!);
          return multiply(entry, read(`v(${circuit.nodes[column + 1]})`, point));
        });
        const node = row + 1;
        for (const source of circuit.elements) {
          if (source.kind !== "current-source") continue;
          const current = branchCurrent(circuit, source.name, (text) => read(text, point), frequency);
          if (source.nodes[0] === node) terms.push(current);
          if (source.nodes[1] === node) terms.push(multiply(z(-1), current));
        }
        const weight = terms.reduce((sum, term) => sum + magnitude(term), 0);
        expect(magnitude(add(...terms)) / weight).toBeLessThan(1e-11);
      }
    });
  });

  it.each(seeds)("is symmetric if and only if the network is reciprocal (seed %i)", (seed) => {
    const asymmetry = (cards: string): number => {
      const circuit = circuitOf(cards);
      const triple = buildNodalTriple(buildNetwork(circuit), slotsOf(circuit));
      if (triple.kind === "failed") throw new Error(triple.explanation);
      const { re, im, rows } = nodalAdmittance(triple.value, 1e6);
      let largest = 0;
      let difference = 0;
      for (let a = 0; a < rows; a++) {
        for (let b = 0; b < rows; b++) {
          const [here, there] = [a * rows + b, b * rows + a];
          difference = Math.max(difference, Math.hypot(re[here]! - re[there]!, im[here]! - im[there]!));
          largest = Math.max(largest, Math.hypot(re[here]!, im[here]!));
        }
      }
      return difference / largest;
    };
    const cards = randomNetwork(seed, { voltageSources: false });
    expect(asymmetry(cards)).toBeLessThan(1e-14);
    expect(findNonReciprocal(circuitOf(cards))).toEqual([]);
    const broken = `${cards}\nG9 4 0 5 0 10m`;
    expect(asymmetry(broken)).toBeGreaterThan(1e-4);
    expect(findNonReciprocal(circuitOf(broken)).map(({ name }) => name)).toEqual(["G9"]);
  });

  it("refuses unity coupling, whose inductance matrix has no inverse", () => {
    const circuit = circuitOf("I1 0 a ac 1\nL1 a 0 1m\nL2 b 0 4m\nK1 L1 L2 1\nR1 b 0 1");
    expect(buildNodalTriple(buildNetwork(circuit), slotsOf(circuit))).toMatchObject({ reason: "singular" });
  });
});

describe("the modified nodal equations", () => {
  it.each(seeds)("do not depend on the names or the order of cards (seed %i)", async (seed) => {
    const cards = randomNetwork(seed, { controlled: true }).split("\n");
    const random = createRandom(seed);
    const shuffled = cards
      .map((card) => ({ card, key: random.uniform() }))
      .sort((a, b) => a.key - b.key)
      .map(({ card }) => card);
    const original = circuitOf(cards.join("\n"));
    const changed = circuitOf(shuffled.join("\n"));
    const [first, second] = [await solveFree(original, frequencies), await solveFree(changed, frequencies)];
    for (const node of original.nodes.slice(1)) {
      frequencies.forEach((_, point) => {
        const largest = magnitude(first("v(1)", point));
        expect(distance(second(`v(${node})`, point), first(`v(${node})`, point), largest)).toBeLessThan(
          1e-11,
        );
      });
    }
  });

  it.each(seeds)("scale: impedances by a, frequencies by b (seed %i)", async (seed) => {
    const [a, b] = [7.3, 0.031];
    const circuit = circuitOf(randomNetwork(seed));
    const slots = slotsOf(circuit);
    for (const element of circuit.elements) {
      if (element.kind === "resistor") slots[element.value]! *= a;
      if (element.kind === "capacitor") slots[element.value]! /= a * b;
      if (element.kind === "inductor") slots[element.value]! *= a / b;
      if (element.kind === "current-source") slots[element.acMagnitude]! /= a;
    }
    const first = await solveFree(circuit, frequencies);
    const second = await solveFree(
      circuit,
      frequencies.map((f) => f * b),
      slots,
    );
    for (const node of circuit.nodes.slice(1)) {
      frequencies.forEach((_, point) => {
        expect(distance(second(`v(${node})`, point), first(`v(${node})`, point), 1e-3)).toBeLessThan(1e-11);
      });
    }
  });

  it("assemble to the same numbers again and do not remember the state before", () => {
    const circuit = circuitOf(randomNetwork(1, { controlled: true }));
    const system = buildLinearSystem(buildNetwork(circuit));
    const slots = slotsOf(circuit);
    const values = () => {
      system.assemble(slots);
      const at = complexVector(system.pattern.rowIndex.length);
      system.valuesAt(1e6, at);
      return at;
    };
    const first = values();
    system.assemble(slots.map((value) => 2 * value));
    expect(values()).toEqual(first);
  });
});
