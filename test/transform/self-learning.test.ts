import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { runDeck, type Vector } from "./run-deck.ts";
import { transformed, tryTransform } from "./transform-text.ts";

const network = `A network of diodes that learns
V1 in 0 2
R1 in a 1k ; @train
R2 a b 470
R3 b out 330
R4 a 0 10k
R5 b 0 3.3k
R6 out 0 1.5k
D1 a 0 dx
D2 b 0 dx
D3 out 0 dx
.model dx d(is=1e-14 n=1.1)
.op
* @train R*
* @goal v(out) = 0.3
* @goal v(a) = 0.55 weight=2
.end
`;

const learn = (text: string, periods = 500): string =>
  transformed(text, { pass: "self-learning", argument: periods });

/** A vector at a time, between its points. */
function at(time: Vector, vector: Vector, wanted: number): number {
  const index = time.re.findIndex((value) => value >= wanted);
  return vector.re[index]!;
}

describe("--self-learning", () => {
  test("writes conductances, controls, springs, nudges and a clock, and takes out what is ours", () => {
    const text = learn(network);
    expect(text).toContain("BR1 in a i=0.001*v(th_R1)*v(in,a)");
    expect(text).toContain(".ic v(u_R6)=1 v(th_R6)=1");
    expect(text).toMatch(/^Vrelease release 0 pulse\(/m);
    expect(text).not.toMatch(/@(train|goal)/);
    expect(text).not.toMatch(/^\.op$/m);
    expect(text.trimEnd().endsWith(".end")).toBe(true);
    expect(text).toContain("D2 b 0 dx\n");
  });

  test.skipIf(nativeMissing !== undefined)("the network trains itself in one transient of ngspice", () => {
    const [plot] = runDeck(learn(network, 800));
    const time = plot!.get("time")!;
    const end = time.re.at(-1)!;
    // Between the nudges the outputs stand freely.
    const free = (node: string, period: number): number =>
      at(time, plot!.get(`v(${node})`)!, (period + 0.4) * 1e-3);
    const costOf = (period: number): number =>
      0.5 * (free("out", period) - 0.3) ** 2 + (free("a", period) - 0.55) ** 2;
    expect(end).toBeCloseTo(0.8, 6);
    expect(costOf(799)).toBeLessThan(1e-4 * costOf(0));
    const costs = [0, 200, 400, 600, 799].map(costOf);
    for (let k = 1; k < costs.length; k++) expect(costs[k]!).toBeLessThan(costs[k - 1]!);
    // What it learned is another network, which meets the goals by itself.
    const learned = network.replace(/^(R\d \w+ \w+) (\S+)(.*)$/gm, (_, card: string, value: string) => {
      const ohms = Number(value.replace("k", "")) * (value.endsWith("k") ? 1000 : 1);
      const theta = plot!.get(`v(th_${card.slice(0, 2).toLowerCase()})`)!.re.at(-1)!;
      return `${card} ${ohms / theta}`;
    });
    const [still] = runDeck(learned);
    for (const [node, goal] of [
      ["out", 0.3],
      ["a", 0.55],
    ] as const) {
      const settled = still!.get(`v(${node})`)!.re[0]!;
      expect(Math.abs(settled - free(node, 799))).toBeLessThan(2e-4);
      expect(Math.abs(settled - goal)).toBeLessThan(5e-3);
    }
  });

  test.each([
    ["R1 in 0 1k\nC1 in 0 1n\n", "C1 stores energy"],
    ["R1 in 0 1k\nE1 in2 0 in 0 2\nR2 in2 0 1k\n", "E1 is a controlled source"],
    ["R1 in out 1k\nR2 out 0 1k\n* @goal v(out) <= 0.4\n", "equality that is linear"],
  ])("refuses what cannot learn by itself: %j", (cards, reason) => {
    const text = `t\nV1 in 0 1\n${cards}.op\n* @train R1\n* @goal v(in) = 1\n.end\n`;
    const result = tryTransform(text, [{ pass: "self-learning", argument: 10 }]);
    expect(result.ok).toBe(false);
    expect(result.diagnostics.map(({ message }) => message).join()).toContain(reason);
  });

  test("refuses a sweep, a resistor of a subcircuit and a circuit without goals", () => {
    const refusalOf = (text: string): string => {
      const result = tryTransform(text, [{ pass: "self-learning", argument: 10 }]);
      expect(result.ok).toBe(false);
      return result.diagnostics.map(({ message }) => message).join();
    };
    const sweep = network.replace(".op", ".dc V1 1 2 0.5");
    expect(refusalOf(sweep)).toContain("must be of .op");
    expect(refusalOf(network.replace(".op", '.op\n* @data "x.csv" V1=x'))).toContain(
      "not the samples of @data",
    );
    const inner =
      "t\nV1 in 0 1\nX1 in out half\n.subckt half a b\nR1 a b 1k\n* @train R1\n.ends\nR2 out 0 1k\n.op\n* @goal v(out) = 0.4\n.end\n";
    expect(refusalOf(inner)).toContain("--flatten comes first");
    expect(refusalOf("t\nV1 in 0 1\nR1 in 0 1k\n.op\n* @train R1\n.end\n")).toContain("there is no goal");
  });
});
