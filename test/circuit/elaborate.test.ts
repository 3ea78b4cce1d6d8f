import { describe, expect, it } from "vitest";
import type { DeckTemplate } from "../../src/circuit/element.ts";
import { circuitOfText, elementOf } from "./elaborate-text.ts";

const deck = (cards: string): string => `A title \n${cards}\n.end\n`;
const fixed = new Float64Array(0);

describe("the circuit of a netlist", () => {
  it("has title, options, temperature and initial voltages", () => {
    const circuit = circuitOfText(
      deck(
        ".param t=40 v0=3\nV1 a 0 1\nR1 a b 1k\n.subckt s n\nC1 n m 1n\nR1 m 0 1\n.ic v(m)={v0}\n.ends\nX1 b s\nX2 b s\n.nodeset v(b)=1\n.options RelTol=1e-6 gmin={v0*1e-12} noacct\n.options temp=30\n.temp {t+5}\n.op",
      ),
    );
    expect(circuit.title).toBe("A title");
    expect(circuit.options).toEqual(
      new Map([
        ["noacct", ""],
        ["reltol", "1e-6"],
        ["gmin", "3e-12"],
        ["temp", "30"],
      ]),
    );
    expect(circuit.temperature).toBe(45);
    const { slots } = circuit.evaluate(fixed);
    const voltages = (list: typeof circuit.nodesets) =>
      list.map(({ node, value }) => [circuit.nodes[node], slots[value]]);
    expect(voltages(circuit.initialConditions)).toEqual([
      ["X1.m", 3],
      ["X2.m", 3],
    ]);
    expect(voltages(circuit.nodesets)).toEqual([["b", 1]]);
  });

  it("takes the option temp where there is no .temp", () => {
    expect(circuitOfText(deck("V1 a 0 1\nR1 a 0 {temper}\n.options temp=30\n.op")).temperature).toBe(30);
    expect(circuitOfText(deck("V1 a 0 1\nR1 a 0 1\n.op")).temperature).toBe(27);
  });

  it("has its analyses in order, with expressions evaluated", () => {
    const circuit = circuitOfText(
      deck(
        ".param n=5\nV1 a 0 1\nR1 a 0 1\n.ac dec {2*n} 1k 1meg\n.ac lin 1 0 0\n.tran 1n 1u\n.tran 1n 1u 0.5u 0.1n uic\n.dc V1 0 5 0.5 temp 10 0 -5\n.op",
      ),
    );
    expect(circuit.analyses.map(({ span: _, ...rest }) => rest)).toEqual([
      { kind: "ac", variation: "dec", points: 10, from: 1e3, to: 1e6 },
      { kind: "ac", variation: "lin", points: 1, from: 0, to: 0 },
      { kind: "tran", step: 1e-9, stop: 1e-6, start: 0, useInitialConditions: false },
      { kind: "tran", step: 1e-9, stop: 1e-6, start: 5e-7, maximumStep: 1e-10, useInitialConditions: true },
      {
        kind: "dc",
        sweeps: [
          { element: 0, from: 0, to: 5, step: 0.5 },
          { element: -1, from: 10, to: 0, step: -5 },
        ],
      },
      { kind: "op" },
    ]);
  });

  it("has its ports in the order of their numbers", () => {
    const circuit = circuitOfText(
      deck("V1 a 0 ac 1\nR1 a b 1\nR2 b c 1\nR3 c 0 1\n* @port 2 b c z0={3*25}\n* @port 1 a\n.ac dec 1 1 10"),
    );
    expect(circuit.ports.map(({ span: _, ...rest }) => rest)).toEqual([
      { number: 1, positive: 1, negative: 0, z0: 50 },
      { number: 2, positive: 2, negative: 3, z0: 75 },
    ]);
  });

  it("couples each pair of several inductors", () => {
    const circuit = circuitOfText(
      deck(
        "V1 a 0 1\nR1 a b 1\nL1 b 0 1m\nL2 c 0 1m\nR2 c 0 1\nL3 d 0 1m\nR3 d 0 1\nK1 L1 L2 L3 0.5\nR4 d 0 1\n.op",
      ),
    );
    const couplings = circuit.elements.filter(({ kind }) => kind === "coupling");
    expect(couplings.map((element) => ("inductors" in element ? element.inductors : []))).toEqual([
      [2, 3],
      [2, 5],
      [3, 5],
    ]);
    expect(circuit.elements.map(({ index }) => index)).toEqual(circuit.elements.map((_, k) => k));
    expect(circuit.elements[circuit.findElement("R4")!]!.name).toBe("R4");
  });

  it("has sources with a bare ac, a phase, and waveforms as slots", () => {
    const circuit = circuitOfText(
      deck(
        ".param f=1k\nV1 a 0 ac\nR1 a 0 1\nI1 0 a dc 2 ac 3 45 sin(0 1 {f}) m=2\nV2 b 0 pwl(0 0 1u 1) r=0 td=1n\nR2 b 0 1\n.op",
      ),
    );
    const { slots } = circuit.evaluate(fixed);
    const source = (name: string) => {
      const element = elementOf(circuit, name);
      if (element.kind !== "voltage-source" && element.kind !== "current-source") throw new Error(name);
      return {
        ...element,
        dc: slots[element.dc],
        ac: slots[element.acMagnitude],
        phase: slots[element.acPhase],
      };
    };
    expect(source("V1")).toMatchObject({ dc: 0, ac: 1, phase: 0, factor: 1 });
    expect(source("I1")).toMatchObject({ dc: 2, ac: 3, phase: 45, factor: 2 });
    expect(source("I1").waveform!.arguments.map((slot) => slots[slot])).toEqual([0, 1, 1000]);
    expect(textOf(source("V2").waveform!.card, slots)).toBe("pwl( 0 0 0.000001 1 ) r=0 td=1n");
  });
});

/** A template with holes in angle brackets and slots filled in. */
function textOf(card: DeckTemplate, slots: Float64Array): string {
  return card
    .map((part) => {
      if (typeof part === "string") return part;
      if ("slot" in part) return String(slots[part.slot]);
      return "node" in part
        ? `<${part.node}>`
        : "element" in part
          ? `<e${part.element}>`
          : `<m${part.model}>`;
    })
    .join("");
}

describe("cards of devices", () => {
  /** The template of D1, E1 … in a deck with a voltage source V0 (element 0) between node in (1) and ground. */
  const cardOf = (cards: string, name: string): string => {
    const circuit = circuitOfText(
      deck(`V0 in 0 1\nR0 in 0 1\n.param p=3 neg=-2\n.func sq(x,y)={x*x+y}\n${cards}\nRb b 0 1\n.op`),
    );
    const element = elementOf(circuit, name);
    if (element.kind !== "device") throw new Error(`${name} is a ${element.kind}`);
    return `${element.letter}: ${textOf(element.card, circuit.evaluate(fixed).slots)}`;
  };

  it.each([
    [".model dm d(is={p*1e-15})\nD1 in b dm area={p} off", "D1", "d: <1> <2> <m0> area=3 off"],
    [".model q npn\nQ1 b in 0 0 q 2 ic=0.6,5", "Q1", "q: <2> <1> <0> <0> <m0> 2 ic=0.6,5"],
    [".model s sw\nS1 b 0 in 0 s on", "S1", "s: <2> <0> <1> <0> <m0> on"],
    [".model w csw\nW1 b 0 V0 w", "W1", "w: <2> <0> <e0> <m0>"],
    ["T1 in 0 b 0 z0={p*25} td=1n", "T1", "t: <1> <0> <2> <0> z0=75 td=1n"],
    ["B1 b 0 v={v(in)^2 + p*i(V0)}", "B1", "b: <2> <0> v='((v(<1>) ^ 2) + ((3) * i(<e0>)))'"],
    [
      "B1 b 0 i=sq(v(in,b), neg) tc1={p}",
      "B1",
      "b: <2> <0> i='(((v(<1>,<2>)) * (v(<1>,<2>))) + ((-2)))' tc1=3",
    ],
    [
      "B1 b 0 v={v(in) > p ? time : -hertz}",
      "B1",
      "b: <2> <0> v='ternary_fcn((v(<1>) > (3)), time, (-hertz))'",
    ],
    ["E1 b 0 value={2*v(in)}", "E1", "e: <2> <0> vol='(2 * v(<1>))'"],
    ["G1 b 0 cur='2*v(in)' m={p}", "G1", "g: <2> <0> cur='(2 * v(<1>))' m=3"],
    [
      "E1 b 0 poly(2) in 0 b 0 1 2 {p} 4",
      "E1",
      "b: <2> <0> v=(1) + (2 * v(<1>,<0>)) + (3 * v(<2>,<0>)) + (4 * v(<1>,<0>) * v(<1>,<0>))",
    ],
    ["F1 b 0 poly(1) V0 0 1 {p}", "F1", "b: <2> <0> i=(0) + (1 * i(<e0>)) + (3 * i(<e0>) * i(<e0>))"],
    ["E1 b 0 table {v(in)} = (0,0) (1,2)", "E1", "b: <2> <0> v=pwl(min(max(v(<1>), 0), 1), 0, 0, 1, 2)"],
    ["R1 in b r='1k*(1+v(b))'", "R1", "r: <1> <2> r='(1000 * (1 + v(<2>)))'"],
    [".model rs r(rsh=10)\nR1 in b rs l=2u w={p*1u}", "R1", `r: <1> <2> <m0> l=2u w=${3 * 1e-6}`],
    ["R1 in b 1k ac=2k", "R1", "r: <1> <2> 1k ac=2k"],
    [".model u urc\nU1 in b 0 u l=50u n=6", "U1", "u: <1> <2> <0> <m0> l=50u n=6"],
  ])("%s", (cards, name, expected) => {
    expect(cardOf(cards, name)).toBe(expected);
  });

  it("carry a multiplier of the subcircuit around them", () => {
    const circuit = circuitOfText(
      deck("V0 in 0 1\n.model dm d\n.subckt s a\nD1 a 0 dm m=2\nD2 a 0 dm\n.ends\nX1 in s m={1+2}\n.op"),
    );
    const { slots } = circuit.evaluate(fixed);
    const cards = circuit.elements.flatMap((element) =>
      element.kind === "device" ? [textOf(element.card, slots)] : [],
    );
    expect(cards).toEqual(["<1> <0> <m0> m=3", "<1> <0> <m0> m=3"]);
  });

  it("share a model, but not where its parameters differ", () => {
    const circuit = circuitOfText(
      deck(
        "V0 in 0 1\n.param p=1\n.model g d(is={p})\n.subckt s a p=2\n.model l d(is={p})\nD1 a 0 l\nD2 a 0 g\n.ends\nX1 in s\nX2 in s p=3\nD3 in 0 g\n.op",
      ),
    );
    const { slots } = circuit.evaluate(fixed);
    expect(circuit.models.map(({ name, card }) => `${name} ${textOf(card, slots)}`)).toEqual([
      "l d is=2",
      "g d is=1",
      "l d is=3",
    ]);
  });

  it("are linear where only their text stands between them and a plain element", () => {
    const circuit = circuitOfText(
      deck(
        "V0 in 0 1\nR0 in 0 1k ac=2k\nT1 in 0 b 0 z0=50 td=1n\nR1 b 0 r='1+v(in)'\nE1 c 0 value={v(in)}\nE2 d 0 in 0 1\nF2 0 e E2 2\nR2 e 0 1\n.op",
      ),
    );
    const linear = circuit.elements.flatMap((element) =>
      element.kind === "device" ? [[element.name, element.linear]] : [],
    );
    expect(linear).toEqual([
      ["R0", true],
      ["T1", true],
      ["R1", false],
      ["E1", false],
      ["F2", true],
    ]);
  });
});
