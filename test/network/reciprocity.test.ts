import { describe, expect, it } from "vitest";
import { findNonReciprocal } from "../../src/network/reciprocity.ts";
import { circuitOf } from "../circuit-builder.ts";
import { randomNetwork } from "./random-network.ts";

const blamed = (cards: string) => findNonReciprocal(circuitOf(cards)).map(({ name }) => name);
const base = "V1 a 0 ac 1\nR1 a b 50\nC1 b 0 1n\nL1 b c 1u\nR2 c 0 75\nR3 d 0 20\nR4 d c 100\n";

describe("findNonReciprocal", () => {
  it.each([1, 2, 3])("acquits R, L, C, K and sources (seed %i)", (seed) => {
    expect(blamed(randomNetwork(seed))).toEqual([]);
  });

  it.each([
    ["a transconductance", "G1 c 0 b 0 1m", ["G1"]],
    ["an amplifier", "E1 e 0 b 0 2\nR9 e c 10", ["E1"]],
    ["a current mirror", "F1 c 0 V1 2", ["F1"]],
    ["a transresistance", "H1 e 0 V1 20\nR9 e c 10", ["H1"]],
    ["a gyrator: antireciprocal", "G1 b 0 d 0 1m\nG2 0 d b 0 1m", ["G1", "G2"]],
    ["a diode does not break it, a transistor does", "D1 a 0 x\nQ1 c 0 y", ["Q1"]],
  ])("blames %s", (_, cards, names) => {
    expect(blamed(base + cards)).toEqual(names);
  });

  it.each([
    ["a G across its own control", "G1 b 0 b 0 1m"],
    ["two equal G in opposite directions", "G1 b 0 d 0 1m\nG2 d 0 b 0 1m"],
    ["an ideal transformer of E and F", "E1 b x d 0 3\nVs x 0\nF1 d 0 Vs -3"],
    ["the same with the sensor in front of the source", "Vs b x\nE1 x 0 d 0 3\nF1 d 0 Vs -3"],
    ["two H that share a mutual resistance", "Va b xa\nVb d xb\nH1 xa 0 Vb 5\nH2 xb 0 Va 5"],
    [
      "a spring at an angle: two directions, one current",
      "E1 m x b 0 0.6\nE2 x y d 0 0.8\nVs y s\nLs s 0 1m\nF1 b 0 Vs -0.6\nF2 d 0 Vs -0.8\nRm m 0 1k",
    ],
  ])("acquits %s", (_, cards) => {
    expect(blamed(base + cards)).toEqual([]);
  });

  it("blames a transformer whose two ratios differ, or with something at the joint of its two halves", () => {
    expect(blamed(`${base}E1 b x d 0 3\nVs x 0\nF1 d 0 Vs -3.001`)).toEqual(["E1", "F1"]);
    expect(blamed(`${base}E1 b x d 0 3\nVs x 0\nF1 d 0 Vs -3\nR9 x 0 1k`)).toEqual(["E1", "F1"]);
  });

  it("blames only the odd one beside a reciprocal pair", () => {
    expect(blamed(`${base}G1 b 0 d 0 1m\nG2 d 0 b 0 1m\nG3 c 0 d 0 2m`)).toEqual(["G3"]);
  });
});
