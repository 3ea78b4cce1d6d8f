import { describe, expect, it } from "vitest";
import type { Trainable } from "../../src/circuit/circuit.ts";
import { spanText } from "../../src/source/source-text.ts";
import { circuitOfText, codesOf, elaborateText } from "./elaborate-text.ts";

const deck = (cards: string, analysis = ".ac dec 10 1 1meg"): string =>
  `title\n${cards}\n${analysis}\n.end\n`;

/** The trainables of some cards, in short. */
function trained(cards: string, analysis?: string): readonly Trainable[] {
  return circuitOfText(deck(cards, analysis)).trainables;
}

/** Name and the text that would be replaced. */
function texts(cards: string, analysis?: string): readonly (readonly [string, string])[] {
  return trained(cards, analysis).map(({ name, span }) => [name, spanText(span)]);
}

const filter = `.param rl=50 rs={rl*2} k0={rs+1}
.subckt sec in out r0=1k
R1 in out {r0}
C1 out 0 1n
.ends
Vin in 0 dc 2 ac 1.5 30
R1 in a 4.7k
X1 a b sec
X2 b c sec r0=2.2k
C2 c 0 {10p}
L1 c out {-1u}
RL out 0 {rl}
E1 e 0 out 0 3
RE e 0 1k`;

describe("selectors", () => {
  it.each([
    ["R1", [["R1", "4.7k"]]],
    ["r1", [["R1", "4.7k"]]],
    [
      "R?",
      [
        ["R1", "4.7k"],
        ["param:rl", "50"],
        ["RE", "1k"],
      ],
    ],
    ["C*", [["C2", "10p"]]],
    ["C2", [["C2", "10p"]]],
    ["L1", [["L1", "-1u"]]],
    ["RL", [["param:rl", "50"]]],
    ["X1.C1", [["sec.C1", "1n"]]],
    ["x2.c1", [["sec.C1", "1n"]]],
    ["SEC.C1", [["sec.C1", "1n"]]],
    [
      "sec.*",
      [
        ["param:sec.r0", "1k"],
        ["sec.C1", "1n"],
        ["param:X2.r0", "2.2k"],
      ],
    ],
    [
      "X?.R1",
      [
        ["param:sec.r0", "1k"],
        ["param:X2.r0", "2.2k"],
      ],
    ],
    ["X1.R1", [["param:sec.r0", "1k"]]],
    ["param:rl", [["param:rl", "50"]]],
    ["param:RS", [["param:rl", "50"]]],
    ["param:k0", [["param:rl", "50"]]],
    ["param:X2.r0", [["param:X2.r0", "2.2k"]]],
    ["param:sec.r0", [["param:sec.r0", "1k"]]],
    ["param:x1.r0", [["param:sec.r0", "1k"]]],
    ["E1", [["E1", "3"]]],
    ["Vin", [["Vin", "1.5"]]],
  ] as const)("%s", (selector, expected) => {
    expect(texts(`${filter}\n* @train ${selector}`)).toEqual(expected);
  });

  it("takes the DC value of a source where a goal is on DC", () => {
    const goal = "* @goal v(out) = 1 on=op";
    expect(texts(`${filter}\n* @train Vin\n${goal}`)).toEqual([["Vin", "2"]]);
    expect(texts(`${filter}\n* @train Vin\n* @goal vdb(out) = 1`, ".ac dec 1 1 10\n.op")).toEqual([
      ["Vin", "1.5"],
    ]);
    expect(texts(`${filter}\n* @train Vin`, ".op")).toEqual([["Vin", "2"]]);
    expect(texts(`${filter}\n* @train Vin`, ".ac dec 1 1 10\n.op")).toEqual([["Vin", "2"]]);
  });

  it.each(["R-1*", "r-?", "R-*", "?-1"])(
    "fits names with signs that patterns of other kinds know: %s",
    (pattern) => {
      expect(texts(`V1 a 0 ac 1\nR-1 a b 1k\nR.2 b 0 1k\n* @train ${pattern}`)).toEqual([["R-1", "1k"]]);
    },
  );

  it.each(["R+x*", "R/x*", "R|x*", "R$x*", "R^x*", "R!x*", "R~x*", "R&x*", "R%x*", "R@x*", "Rµx*"])(
    "%s",
    (pattern) => {
      const name = pattern.replace("*", "9");
      expect(texts(`V1 a 0 ac 1\n${name} a 0 1k\n* @train ${pattern}`)).toEqual([[name, "1k"]]);
    },
  );

  it("takes the DC value of a named source without ac where that biases something", () => {
    const amplifier = "Vin s 0 ac 1\nVb b s 0.7\nVc c 0 5\nRc c k 1k\nQ1 k b 0 q\n.model q npn";
    const gain = "* @goal vdb(k) = 20";
    expect(texts(`${amplifier}\n* @train Vb Vin\n${gain}`, ".ac dec 1 1 10")).toEqual([
      ["Vb", "0.7"],
      ["Vin", "1"],
    ]);
    // A pattern means what the goals are about.
    expect(texts(`${amplifier}\n* @train V*\n${gain}`, ".ac dec 1 1 10")).toEqual([["Vin", "1"]]);
    const linear = "V1 a 0 ac 1\nV2 b a 3\nR1 b 0 1k\n* @train V2";
    expect(texts(`${linear}\n* @goal mag(v(b)) = 1\n* @goal v(b) = 1 on=op`, ".ac dec 1 1 10\n.op")).toEqual([
      ["V2", "3"],
    ]);
  });

  it("is inline on an element, and trains the numbers that an X card gives", () => {
    expect(texts("V1 a 0 ac 1\nR1 a b 1k ; @train min=10 max=1meg\nC1 b 0 1n $ @train")).toEqual([
      ["R1", "1k"],
      ["C1", "1n"],
    ]);
    expect(trained("V1 a 0 ac 1\nR1 a 0 1k ; @train min=10 max=1meg")).toMatchObject([{ min: 10, max: 1e6 }]);
    expect(texts(`${filter}\nX3 out 0 sec r0=9k ; @train`)).toEqual([["param:X3.r0", "9k"]]);
  });

  it("means the body's own elements inside a subcircuit", () => {
    const cards =
      ".subckt sec a b r0=3\n* @train C1 param:r0 R*\nC1 a b 1n\nR1 a b {r0}\nR2 a b 7\n.ends\nV1 a 0 ac 1\nX1 a 0 sec";
    expect(texts(cards)).toEqual([
      ["sec.C1", "1n"],
      ["param:sec.r0", "3"],
      ["sec.R2", "7"],
    ]);
  });

  it("tells equal texts of different parameters apart, and finds one number by two ways once", () => {
    expect(texts(`${filter}\n* @train RL param:rs param:rl`)).toEqual([["param:rl", "50"]]);
  });

  it("follows functions and nested instances", () => {
    const cards =
      ".param q=2\n.func f(x)={x*q}\n.subckt in a g=1\nR1 a 0 {f(g)}\n.ends\n.subckt out a h=5\nX1 a in g={h}\n.ends\nV1 a 0 ac 1\nX9 a out h=6\n* @train X9.X1.R1";
    expect(texts(cards)).toEqual([
      ["param:X9.h", "6"],
      ["param:q", "2"],
    ]);
    expect(texts(cards.replace("* @train X9.X1.R1", "* @train param:X9.X1.g"))).toEqual([
      ["param:X9.h", "6"],
    ]);
  });

  it("names the elements of a pattern that cannot be trained", () => {
    const { diagnostics } = elaborateText(
      deck(`${filter}\n.model dd d\nD1 out 0 dd\nV2 v2 0 ac\nR9 v2 0 1\n* @train *`),
    );
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["circuit/negative-value", "the inductance of L1 is negative (-0.000001)"],
      ["circuit/not-trained", "* also fits D1, V2, which cannot be trained"],
    ]);
  });
});

describe("bounds and scale", () => {
  const cards = "V1 a 0 dc 5 ac 1\nR1 a b 1k\nL1 b c 1m\nL2 c 0 2m\nK1 L1 L2 0.5\nE1 e 0 c 0 2\nR2 e 0 10";
  it.each([
    ["R1", { min: 1, max: 1e6, scale: "log", unit: "Ohm" }],
    ["L1", { min: 1e-6, max: 1, scale: "log", unit: "H" }],
    ["K1", { min: 0, max: 0.999, scale: "linear", unit: "" }],
    ["E1", { min: -Infinity, max: Infinity, scale: "linear", unit: "" }],
    ["V1", { min: -Infinity, max: Infinity, scale: "linear", unit: "V" }],
    ["R1 min=100", { min: 100, max: 1e6, scale: "log" }],
    ["R1 min=100 max=2k", { min: 100, max: 2000, scale: "log" }],
    ["R1 scale=linear", { min: 1, max: 1e6, scale: "linear" }],
    ["R1 min=0", { min: 0, max: 1e6, scale: "linear" }],
    ["R1 min=-5", { min: -5, max: 1e6, scale: "linear" }],
    ["E1 min=1 max=4 scale=log", { min: 1, max: 4, scale: "log" }],
    ["R1 max=500", { min: 0.5, max: 500, start: 500 }],
    ["R1 min=5meg", { min: 5e6, max: 5e9, start: 5e6 }],
    ["R1 min={2*R0} max={R0*r0}", { min: 200, max: 10000 }],
  ] as const)("%s", (train, expected) => {
    const [trainable] = trained(`.param r0=100\n${cards}\n* @train ${train}`);
    for (const [key, value] of Object.entries(expected)) {
      const found = trainable![key as keyof Trainable];
      if (typeof value === "number" && Number.isFinite(value)) expect(found, key).toBeCloseTo(value, 9);
      else expect(found, key).toBe(value);
    }
  });

  it("keeps an element that begins at 0 from becoming negative, unless that is asked for", () => {
    const empty = `${cards}\nC1 c 0 0`;
    expect(trained(`${empty}\n* @train C1`)).toMatchObject([{ start: 0, min: 0, max: Infinity }]);
    expect(trained(`${empty}\n* @train C1 min=-1n`)).toMatchObject([{ min: -1e-9 }]);
    expect(trained(`${empty}\n* @train C1 max=-1n`)).toMatchObject([{ start: -1e-9, max: -1e-9 }]);
    // A parameter may be an offset, which has no sign.
    const offset = `.param shift=0\n${cards.replace("5 ac", "{5+shift} ac")}`;
    expect(trained(`${offset}\n.op\n* @train param:shift`)).toMatchObject([{ min: -Infinity }]);
  });

  it("keeps a coupling of the other sign on its side", () => {
    expect(trained(`${cards.replace("0.5", "-0.5")}\n* @train K1`)).toMatchObject([
      { start: -0.5, min: -0.999, max: 0 },
    ]);
  });

  it("lets a later directive refine an earlier one", () => {
    const both = trained(`${cards}\n* @train R* min=5 max=50k\n* @train R1 max=2k`);
    expect(both.map(({ name, min, max }) => [name, min, max])).toEqual([
      ["R1", 5, 2000],
      ["R2", 5, 50000],
    ]);
  });

  it("moves a start into its bounds and says so", () => {
    expect(codesOf(deck(`${cards}\n* @train R1 min=2k`))).toEqual(["circuit/start-moved"]);
    expect(trained(`${cards}\n* @train R1 min=2k`)).toMatchObject([{ start: 2000 }]);
  });
});
