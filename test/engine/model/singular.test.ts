import { describe, expect, it } from "vitest";
import type { AcAnalysis } from "../../../src/circuit/analysis.ts";
import { simulateModel } from "../../../src/engine/model/simulate-model.ts";
import { createRandom } from "../../../src/numeric/random.ts";
import { circuitOf } from "../../circuit-builder.ts";
import { randomNetwork } from "../../network/random-network.ts";

const span = { source: { name: "test", text: "" }, start: 0, end: 0 };
const sweep: AcAnalysis = { kind: "ac", variation: "dec", points: 2, from: 1e-2, to: 1e10, span };

/** Values of SPICE's whole range. */
function widely(seed: number) {
  const random = createRandom(seed);
  return {
    random,
    value: (low: number, high: number) => (low * (high / low) ** random.uniform()).toExponential(5),
  };
}

/** Nodes f0, f1, … joined among themselves by R, C and L, and to nothing else. */
function floatingCluster(seed: number): string {
  const { random, value } = widely(seed);
  const size = 2 + random.integer(20);
  const cards: string[] = [];
  for (let k = 1; k < size; k++) cards.push(`Rf${k} f${k} f${random.integer(k)} ${value(1e-2, 1e7)}`);
  for (let k = 0; k < size; k++) {
    const [a, b] = [random.integer(size), random.integer(size)];
    if (a === b) continue;
    cards.push(`Rg${k} f${a} f${b} ${value(1e-2, 1e7)}`, `Cg${k} f${a} f${b} ${value(1e-12, 1e-6)}`);
    cards.push(`Lg${k} f${b} f${a} ${value(1e-9, 1e-2)}`);
  }
  return cards.join("\n");
}

/** Every node tied to ground through resistors, values spread over ten decades and more. */
function wildNetwork(seed: number): string {
  const { random, value } = widely(seed);
  const size = 3 + random.integer(25);
  const node = () => random.integer(size + 1);
  const cards = ["V1 1 0 ac 1"];
  for (let k = 2; k <= size; k++) cards.push(`Rt${k} ${k} ${random.integer(k)} ${value(1e-2, 1e8)}`);
  for (let k = 0; k < size; k++) {
    cards.push(
      `Rg${k} ${node()} ${node()} ${value(1e-2, 1e8)}`,
      `C${k} ${node()} ${node()} ${value(1e-14, 1e-4)}`,
    );
    cards.push(`L${k} ${node()} m${k} ${value(1e-10, 1)}`, `Rm${k} m${k} ${node()} ${value(1e-3, 1e3)}`);
  }
  return cards.join("\n");
}

describe("the verdict on singular circuits", () => {
  it("finds a floating cluster of any values, in spite of rounding, and names only its nodes", () => {
    for (let seed = 0; seed < 50; seed++) {
      const cards = `${randomNetwork(seed, { controlled: seed % 2 === 1 })}\n${floatingCluster(seed)}`;
      const plot = simulateModel(circuitOf(cards), sweep);
      expect(plot, `seed ${seed}`).toMatchObject({ kind: "failed", reason: "singular" });
      if (plot.kind === "ok") continue;
      const named = /node (.*?) is not determined/.exec(plot.explanation)?.[1] ?? plot.explanation;
      for (const name of named.replace(/ and \d+ more$/, "").split(/, | and /))
        expect(name).toMatch(/^f\d+$/);
    }
  });

  it("does not condemn a network that is only badly scaled", () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(simulateModel(circuitOf(wildNetwork(seed)), sweep), `seed ${seed}`).toMatchObject({
        kind: "ok",
      });
    }
  });

  it("condemns what rounding has made singular: 1 mΩ among two nodes that only 1 EΩ ties to ground", () => {
    const cards = "V1 in 0 ac 1\nR0 in 0 1\nI1 0 a ac 1\nR1 a b 1m\nR2 a b 3m\nR3 b 0 1e18";
    expect(simulateModel(circuitOf(cards), sweep)).toMatchObject({ kind: "failed", reason: "singular" });
  });
});
