import { describe, expect, it } from "vitest";
import { nativeMissing, runNative } from "../engine/native-ngspice.ts";
import { circuitOfText, codesOf, effectiveValue, elementOf } from "./elaborate-text.ts";

/**
 * Parameters, functions and subcircuits as netlists whose one question is the resistance between node a and ground. The expected
 * values are closed forms; where the native ngspice is installed it is asked too.
 */
const decks: readonly { readonly name: string; readonly cards: string; readonly ohms: number }[] = [
  {
    name: "the last of two definitions of a parameter",
    cards: ".param r=1\n.param r=2\nr1 a 0 {r}",
    ohms: 2,
  },
  {
    name: "parameters in any order",
    cards: ".param p={q*2}\n.param q={s+1}\nr1 a 0 {p}\n.param s=4",
    ohms: 10,
  },
  { name: "a bare name as a value", cards: ".param g=2\nr1 a 0 g", ohms: 2 },
  { name: "a value in quotes", cards: ".param g=2 h=g*3\nr1 a 0 'h'", ohms: 6 },
  {
    name: "a default that is read where the subcircuit is used",
    cards:
      ".param g=1\n.subckt s a b r={g}\nr1 a b {r}\n.ends\n.subckt o a b\n.param g=5\nx1 a b s\n.ends\nx1 a 0 o",
    ohms: 5,
  },
  {
    name: "a name that the caller defines",
    cards: ".subckt s a b\nr1 a b {g}\n.ends\n.subckt o a b\n.param g=5\nx1 a b s\n.ends\nx1 a 0 o",
    ohms: 5,
  },
  {
    name: "an override against a default and a local parameter",
    cards: ".subckt s a b r=1\n.param r=3\nr1 a b {r}\n.ends\nx1 a 0 s r=7",
    ohms: 7,
  },
  {
    name: "an override of a local parameter",
    cards: ".subckt s a b\n.param r=3\nr1 a b {r}\n.ends\nx1 a 0 s r=7",
    ohms: 7,
  },
  {
    name: "an override in terms of the caller's parameter of the same name",
    cards: ".param r=2\n.subckt s a b r=1\nr1 a b {r}\n.ends\nx1 a 0 s r={r*10}",
    ohms: 20,
  },
  {
    name: "a default in terms of an overridden one, in the other order",
    cards: ".subckt s a b q={2*r} r=1\nr1 a b {q}\n.ends\nx1 a 0 s r=10",
    ohms: 20,
  },
  {
    name: "the word params:",
    cards: ".subckt s a b params: q=3\nr1 a b {q}\n.ends\nx1 a 0 s params: q=4",
    ohms: 4,
  },
  {
    name: "a function that uses a parameter of the place where it is called",
    cards: ".param g=2\n.func f(x)={x*g}\n.subckt s a b\n.param g=5\nr1 a b {f(2)}\n.ends\nx1 a 0 s",
    ohms: 10,
  },
  {
    name: "a function of a subcircuit",
    cards: ".subckt s a b\n.func f(x)={x*7}\nr1 a b {f(2)}\n.ends\nx1 a 0 s",
    ohms: 14,
  },
  {
    name: "m of a subcircuit",
    cards: ".subckt s a\nr1 a 0 6\n.ends\nx1 a s m=3",
    ohms: 2,
  },
  {
    name: "m of a subcircuit, which hides that of an element inside it",
    cards: ".subckt s a\nr1 a 0 6 m=2\n.ends\nx1 a s m=3",
    ohms: 2,
  },
  {
    name: "m of a subcircuit, which hides that of a subcircuit inside it",
    cards: ".subckt s a\nr1 a 0 6\n.ends\n.subckt o a\nx1 a s m=2\n.ends\nx1 a o m=3",
    ohms: 2,
  },
  {
    name: "m of a subcircuit, which another use without it hides as well",
    cards: ".subckt s a b\nr1 a b 6 m=2\n.ends\nx1 a b s m=3\nx2 b 0 s",
    ohms: 8,
  },
  {
    name: "m of a subcircuit, handed on to one whose X card comes later",
    cards: "x1 a o m=3\n.subckt s a\nr1 a 0 6\n.ends\n.subckt o a\nx1 a s\n.ends",
    ohms: 2,
  },
  {
    name: "m of a subcircuit, not handed on to one whose X card comes before",
    cards: ".subckt s a w=1\nr1 a 0 {6*w}\n.ends\n.subckt o a\nx1 a s\n.ends\nx1 a o m=3",
    ohms: 6,
  },
  {
    name: "m of a subcircuit, handed on to one that has an m from elsewhere",
    cards: ".subckt s a\nr1 a 0 6\n.ends\n.subckt o a\nx1 a s m=1\n.ends\nx1 a o m=3",
    ohms: 2,
  },
  {
    name: "m of a subcircuit, handed on to one that declares an m",
    cards: ".subckt s a m=1\nr1 a 0 {6*m}\n.ends\n.subckt o a\nx1 a s\n.ends\nx1 a o m=3",
    ohms: 18,
  },
  {
    name: "m in a subcircuit that nobody uses",
    cards: ".subckt s a\nr1 a 0 6 m=2\n.ends\n.subckt o a\nx1 a s m=3\n.ends\nx2 a s",
    ohms: 3,
  },
  {
    name: "m in a subcircuit that nobody uses, inside one that is used",
    cards:
      ".subckt s a\nr1 a 0 6 m=2\n.ends\n.subckt o a\n.subckt q a\nx1 a s m=3\n.ends\nx2 a s\n.ends\nx2 a o",
    ohms: 6,
  },
  {
    name: "m that the subcircuit declares itself",
    cards: ".subckt s a m=1\nr1 a 0 {m}\n.ends\nx1 a s m=3",
    ohms: 3,
  },
  {
    name: "a subcircuit inside a subcircuit before one outside",
    cards: ".subckt s a\nr1 a 0 3\n.ends\n.subckt o a\n.subckt s a\nr1 a 0 7\n.ends\nx1 a s\n.ends\nx1 a o",
    ohms: 7,
  },
  {
    name: "a global node, and gnd inside a subcircuit",
    cards: ".global vdd\n.subckt s a\nr1 a vdd 3\nr2 vdd gnd 2\n.ends\nx1 a s",
    ohms: 5,
  },
  {
    name: "an override sees the other parameters of its subcircuit before the caller's",
    cards: ".param p=50 q=70\n.subckt s a p=2 q=3\nr1 a 0 {p*100+q}\n.ends\nx1 a s p={q}",
    ohms: 303,
  },
  {
    name: "an override of the parameter that another one names, in any order",
    cards: ".param p=50\n.subckt s a p=2 q=3\nr1 a 0 {p*100+q}\n.ends\nx1 a s q={10+p} p=4",
    ohms: 414,
  },
  {
    name: "an override by the caller's parameter of the same name",
    cards: ".param p=50 q=70\n.subckt s a p=2 q=3\nr1 a 0 {p*100+q}\n.ends\nx1 a s p=p q={2*q}",
    ohms: 5140,
  },
  {
    name: "overrides that exchange the caller's parameters, which ngspice does not: the first is assigned before the second is read",
    cards: ".param p=50 q=70\n.subckt s a p=2 q=3\nr1 a 0 {p*100+q}\n.ends\nx1 a s p={q} q={p}",
    ohms: 7070,
  },
  {
    name: "overrides that exchange the caller's parameters, in the order of the definition",
    cards: ".param p=50 q=70\n.subckt s a q=3 p=2\nr1 a 0 {p*100+q}\n.ends\nx1 a s p={q} q={p}",
    ohms: 5050,
  },
  {
    name: "an override that names a parameter which is assigned after it",
    cards: ".param p=50 q=70\n.subckt s a p=2 q={2*2}\nr1 a 0 {p*100+q}\n.ends\nx1 a s p={q}",
    ohms: 7004,
  },
  {
    name: "overrides in the order in which the defaults need each other",
    cards: ".param p=50 q=70\n.subckt s a p={2*q} q={1+1}\nr1 a 0 {p*100+q}\n.ends\nx1 a s p={q} q={p}",
    ohms: 5050,
  },
  {
    name: "an override of a parameter of the body, which sees the one before it",
    cards: ".param q=70\n.subckt s a\n.param q={3*2} p={1+1}\nr1 a 0 {p}\n.ends\nx1 a s p={q}",
    ohms: 6,
  },
  {
    name: "a default that names itself: the caller's",
    cards: ".param p=50\n.subckt s a p={p}\nr1 a 0 {p}\n.ends\nx1 a s",
    ohms: 50,
  },
  {
    name: "a function in a default that counts as what is in it",
    cards:
      ".param p=50 q=70\n.subckt s a p={f(2)} q=1\n.func f(k) {k*q}\nr1 a 0 {p*100+q}\n.ends\nx1 a s q={p}",
    ohms: 10050,
  },
  {
    name: "a model of a subcircuit before a global one",
    cards: ".model m r(r=3)\n.subckt s a\n.model m r(r=4)\nr1 a 0 m\n.ends\nx1 a s",
    ohms: 4,
  },
  {
    name: "a model of the body around a definition",
    cards: ".subckt o a\n.model m r(r=4)\n.subckt s a\nr1 a 0 m\n.ends\nx1 a s\n.ends\nx1 a o",
    ohms: 4,
  },
];

describe("parameters and subcircuits", () => {
  for (const { name, cards, ohms } of decks) {
    it(name, () => {
      const circuit = circuitOfText(`title\ni1 0 a 1\n${cards}\n.op\n.end\n`);
      const { slots } = circuit.evaluate(new Float64Array(0));
      const total = circuit.elements.reduce(
        (sum, element) => (element.kind === "resistor" ? sum + slots[element.value]! * element.factor : sum),
        0,
      );
      expect(total).toBeCloseTo(ohms, 12);
    });

    it.skipIf(nativeMissing)(`${name} (in ngspice)`, () => {
      expect(runNative(`i1 0 a 1\n${cards}`, ".op").get("v(a)")!.re[0]).toBeCloseTo(ohms, 9);
    });
  }

  it("keeps the user's spelling and finds names in any", () => {
    const circuit = circuitOfText(
      "title\n.subckt Sec In Out\nRa In Mid 1k\nRb Mid Out 1k\n.ends\nV1 A 0 1\nX1 a 0 SEC\n.op\n.end\n",
    );
    expect(circuit.nodes).toEqual(["0", "A", "X1.Mid"]);
    expect(circuit.elements.map(({ name, definition }) => [name, definition])).toEqual([
      ["V1", "V1"],
      ["X1.Ra", "Sec.Ra"],
      ["X1.Rb", "Sec.Rb"],
    ]);
    expect(circuit.findNode("x1.mid")).toBe(2);
    expect(circuit.findNode("x1.in")).toBe(1);
    expect(circuit.findNode("GND")).toBe(0);
    expect(circuit.findNode("mid")).toBeUndefined();
    expect(circuit.findElement("x1.ra")).toBe(1);
    expect(circuit.findElement("r.x1.rb")).toBe(2);
    expect(circuit.findElement("x1")).toBeUndefined();
  });

  it("names a nested definition by its path only where its name is not enough", () => {
    const circuit = circuitOfText(
      [
        "title",
        ".subckt o1 a\n.subckt s a\nR1 a 0 1\n.ends\nX1 a s\n.ends",
        ".subckt o2 a\n.subckt s a\nR1 a 0 2\n.ends\n.subckt t a\nR1 a 0 3\n.ends\nX1 a s\nX2 a t\n.ends",
        "V1 a 0 1\nX1 a o1\nX2 a o2\n.op\n.end\n",
      ].join("\n"),
    );
    expect(circuit.elements.map(({ definition }) => definition)).toEqual([
      "V1",
      "o1.s.R1",
      "o2.s.R1",
      "t.R1",
    ]);
  });

  it("gives global parameters slots for goals", () => {
    const circuit = circuitOfText("title\n.param A=2 b={3*a}\nV1 n 0 1\nR1 n 0 1\n.op\n.end\n");
    const { slots } = circuit.evaluate(new Float64Array(0));
    expect(slots[circuit.parameterSlots.get("b")!]).toBe(6);
  });

  it("does not mind an unused parameter without a value, as ngspice does not", () => {
    expect(codesOf("title\n.param z={1/0}\nV1 n 0 1\nR1 n 0 1\n.op\n.end\n")).toEqual([]);
  });

  it("ends the circuit at .end", () => {
    const circuit = circuitOfText("title\nV1 n 0 1\nR1 n 0 1\n.op\n.end\nR2 n 0 1\n");
    expect(circuit.elements).toHaveLength(2);
  });

  it("reads R, C and L with factors", () => {
    const circuit = circuitOfText(
      [
        "title\n.options tnom=27\n.temp 127\n.model rm r(tc1=1e-3 tc2=1e-5)\n.model cm c(cap=3)\nV1 a 0 1",
        "R1 a 0 5 rm\nR2 a 0 rm 5 tc1=2e-3\nR3 a 0 5 tc=1e-3 temp=77\nR4 a 0 5 tc1=1e-3 dtemp=10\nR5 a 0 5 scale=2 m=4",
        "R6 a 0 5 tce=1\nC1 a 0 2 m=3 tc1=1e-3\nC2 a 0 cm\nL1 a b 2 m=4 scale=3\nRb b 0 1\n.op\n.end\n",
      ].join("\n"),
    );
    const expected = {
      R1: 6,
      R2: 6.5,
      R3: 5.25,
      R4: 5.55,
      R5: 2.5,
      R6: 5 * 1.01 ** 100,
      C1: 6.6,
      C2: 3,
      L1: 1.5,
    };
    for (const [name, value] of Object.entries(expected)) {
      expect(effectiveValue(circuit, name), name).toBeCloseTo(value, 12);
    }
    expect(elementOf(circuit, "R5")).toMatchObject({ factor: 0.5 });
  });
});

describe("conditional parts", () => {
  const choose = (select: number, inner: number): number => {
    const circuit = circuitOfText(
      [
        `title\n.param select=${select} inner=${inner}\nV1 a 0 1`,
        ".if (select == 1)\nR1 a 0 1\n.elseif (select = 2)\n.if (inner > 5)\nR1 a 0 21\n.else\nR1 a 0 22\n.endif",
        ".else\nR1 a 0 3\n.endif\n.op\n.end\n",
      ].join("\n"),
    );
    return effectiveValue(circuit, "R1", new Float64Array(0));
  };

  it("are chosen by global parameters", () => {
    expect(choose(1, 0)).toBe(1);
    expect(choose(2, 9)).toBe(21);
    expect(choose(2, 0)).toBe(22);
    expect(choose(7, 0)).toBe(3);
  });

  it("say what is wrong with their conditions", () => {
    const deck = (condition: string): string =>
      `title\nV1 a 0 1\nR1 a 0 1\n.if (${condition})\nR2 a 0 1\n.endif\n.op\n.end\n`;
    expect(codesOf(deck("nothing"))).toContain("circuit/undefined-parameter");
    expect(codesOf(deck("1+"))).toContain("syntax/bad-expression");
  });
});
