import { describe, expect, test } from "vitest";
import { outlineCard, parseBody } from "./outline.ts";

const element = (letter: string, name: string, more: object) => ({ kind: "element", letter, name, ...more });

describe("R, L and C", () => {
  test.each([
    ["R1 a 0 4.7k", element("r", "R1", { nodes: ["a", "0"], value: 4700 })],
    ["  r1\ta\t0\t4.7kOhm", element("r", "r1", { nodes: ["a", "0"], value: 4700 })],
    ["R1 (a 0) 1k", element("r", "R1", { nodes: ["a", "0"], value: 1000 })],
    ["R1 (a,0) 1k", element("r", "R1", { nodes: ["a", "0"], value: 1000 })],
    ["R1,a,0,1k", element("r", "R1", { nodes: ["a", "0"], value: 1000 })],
    ["R1 a 0 {2*r0}", element("r", "R1", { nodes: ["a", "0"], value: "{2*r0}" })],
    ["R1 a 0 '2*r0'", element("r", "R1", { nodes: ["a", "0"], value: "{2*r0}" })],
    ["R1 a 0 r=1k", element("r", "R1", { nodes: ["a", "0"], value: 1000 })],
    [
      "R1 a 0 R = {2*r0} m=2",
      element("r", "R1", { nodes: ["a", "0"], value: "{2*r0}", parameters: [{ name: "m", value: 2 }] }),
    ],
    [
      "R1 a 0 r=2*(x+1) m=2",
      element("r", "R1", { nodes: ["a", "0"], value: "{2*(x+1)}", parameters: [{ name: "m", value: 2 }] }),
    ],
    ["R1 a 0 rload", element("r", "R1", { nodes: ["a", "0"], value: ":rload" })],
    ["R1 a 0 1k rmod", element("r", "R1", { nodes: ["a", "0"], value: 1000, model: "rmod" })],
    ["R1 a 0 rmod 1k", element("r", "R1", { nodes: ["a", "0"], value: 1000, model: "rmod" })],
    [
      "R1 a 0 rmod l=10u w=1u",
      element("r", "R1", {
        nodes: ["a", "0"],
        value: ":rmod",
        parameters: [
          { name: "l", value: 1e-5 },
          { name: "w", value: 1e-6 },
        ],
      }),
    ],
    [
      "R1 a 0 1k tc=1m,2u",
      element("r", "R1", {
        nodes: ["a", "0"],
        value: 1000,
        parameters: [{ name: "tc", value: 1e-3, more: [2e-6] }],
      }),
    ],
    [
      "C1 net-1 x[3] 1n ic=0.5",
      element("c", "C1", { nodes: ["net-1", "x[3]"], value: 1e-9, parameters: [{ name: "ic", value: 0.5 }] }),
    ],
    ["L1 a 0 l=1u", element("l", "L1", { nodes: ["a", "0"], value: 1e-6 })],
    [
      "R1 a 0 r='1+v(a)'",
      element("r", "R1", { nodes: ["a", "0"], behaviour: { form: "other", expression: "{1+v(a)}" } }),
    ],
    [
      "C1 a 0 {1n*time}",
      element("c", "C1", { nodes: ["a", "0"], behaviour: { form: "other", expression: "{1e-9*time}" } }),
    ],
  ])("%s", (card, expected) => expect(outlineCard(card)).toEqual(expected));
});

describe("K", () => {
  test.each([
    ["K1 L1 L2 0.9", { references: ["L1", "L2"], value: 0.9 }],
    ["K1 L1 L2 L3 {k}", { references: ["L1", "L2", "L3"], value: "{k}" }],
    ["K1 L1 L2 k=0.9", { references: ["L1", "L2"], value: 0.9 }],
    ["K1 L1 L2 kval", { references: ["L1", "L2"], value: ":kval" }],
  ])("%s", (card, more) => expect(outlineCard(card)).toEqual(element("k", "K1", more)));
});

describe("V and I", () => {
  const nodes = ["a", "0"];
  test.each([
    ["V1 a 0 5", { hasAc: false, dc: 5 }],
    ["V1 a 0 DC 5V", { hasAc: false, dc: 5 }],
    ["V1 a 0 dc=5 ac=1,90", { hasAc: true, dc: 5, acMagnitude: 1, acPhase: 90 }],
    ["V1 a 0 ac", { hasAc: true }],
    ["V1 a 0 ac 1", { hasAc: true, acMagnitude: 1 }],
    ["V1 a 0 AC(1 90) DC 2", { hasAc: true, dc: 2, acMagnitude: 1, acPhase: 90 }],
    ["V1 a 0 {vdd}", { hasAc: false, dc: "{vdd}" }],
    ["V1 a 0 vdd", { hasAc: false, dc: ":vdd" }],
    ["V1 a 0 vdd ac {m} {p}", { hasAc: true, dc: ":vdd", acMagnitude: "{m}", acPhase: "{p}" }],
    ["V1 a 0", { hasAc: false }],
    ["V1 a 0 sin(0 1 1k)", { hasAc: false, waveform: { function: "sin", arguments: [0, 1, 1000] } }],
    ["V1 a 0 SIN 0 1 1k", { hasAc: false, waveform: { function: "SIN", arguments: [0, 1, 1000] } }],
    [
      "V1 a 0 sin(0,{a},1k) ac 1",
      { hasAc: true, acMagnitude: 1, waveform: { function: "sin", arguments: [0, "{a}", 1000] } },
    ],
    [
      "V1 a 0 1 pulse (0 1 1n) dc 2",
      { hasAc: false, dc: 2, waveform: { function: "pulse", arguments: [0, 1, 1e-9] } },
    ],
    [
      "V1 a 0 pwl(0 0 1n 1) r=0 td=1n",
      {
        hasAc: false,
        waveform: {
          function: "pwl",
          arguments: [0, 0, 1e-9, 1],
          parameters: [
            { name: "r", value: 0 },
            { name: "td", value: 1e-9 },
          ],
        },
      },
    ],
    ["V1 a 0 pwl (0,0) (1n,1)", { hasAc: false, waveform: { function: "pwl", arguments: [0, 0, 1e-9, 1] } }],
  ])("%s", (card, source) => expect(outlineCard(card)).toEqual(element("v", "V1", { nodes, source })));

  test("m= belongs to the source, not to its waveform", () => {
    expect(outlineCard("I1 a 0 sin(0 1 1k) m=2")).toEqual(
      element("i", "I1", {
        nodes,
        source: { hasAc: false, waveform: { function: "sin", arguments: [0, 1, 1000] } },
        parameters: [{ name: "m", value: 2 }],
      }),
    );
  });

  test("port numbers and distortion are kept", () => {
    expect(outlineCard("V1 a 0 dc 0 ac 1 portnum 1 z0 50 distof1 1")).toMatchObject({
      extra: [":portnum", 1, ":z0", 50, ":distof1", 1],
    });
  });
});

describe("controlled sources", () => {
  test.each([
    ["E1 o 0 a 0 10", { nodes: ["o", "0"], controlNodes: ["a", "0"], value: 10 }],
    ["E1 o 0 (a,0) 10", { nodes: ["o", "0"], controlNodes: ["a", "0"], value: 10 }],
    ["E1 (o 0) (a 0) {g}", { nodes: ["o", "0"], controlNodes: ["a", "0"], value: "{g}" }],
    ["E1 o 0 a 0 gain=3", { nodes: ["o", "0"], controlNodes: ["a", "0"], value: 3 }],
    ["E1 o 0 vcvs a 0 3", { nodes: ["o", "0"], controlNodes: ["a", "0"], value: 3 }],
    ["E1 o 0 value={v(a)*2}", { nodes: ["o", "0"], behaviour: { form: "value", expression: "{v(a)*2}" } }],
    [
      "E1 o 0 VALUE = { v(a) * 2 }",
      { nodes: ["o", "0"], behaviour: { form: "value", expression: "{v(a)*2}" } },
    ],
    ["E1 o 0 value {v(a)*2}", { nodes: ["o", "0"], behaviour: { form: "value", expression: "{v(a)*2}" } }],
    [
      "E1 o 0 vol='v(a)*2' m=2",
      {
        nodes: ["o", "0"],
        behaviour: { form: "vol", expression: "{v(a)*2}" },
        parameters: [{ name: "m", value: 2 }],
      },
    ],
    ["G1 o 0 cur='v(a)*2'", { nodes: ["o", "0"], behaviour: { form: "cur", expression: "{v(a)*2}" } }],
    [
      "E1 o 0 table {v(a)} = (0,0) (1,2)",
      { nodes: ["o", "0"], behaviour: { form: "table", expression: "{v(a)}" } },
    ],
    [
      "E1 o 0 table {v(a)} (0,0) (1,2)",
      { nodes: ["o", "0"], behaviour: { form: "table", expression: "{v(a)}" } },
    ],
    [
      "E1 o 0 laplace {v(a)} {1/(1+s)}",
      { nodes: ["o", "0"], behaviour: { form: "laplace", expression: "{v(a)}" } },
    ],
    [
      "E1 o 0 poly(2) a 0 (b,0) 0 1 2",
      {
        nodes: ["o", "0"],
        controlNodes: ["a", "0", "b", "0"],
        behaviour: { form: "poly" },
        extra: [0, 1, 2],
      },
    ],
    [
      "E1 o 0 poly 1 a 0 0 3",
      { nodes: ["o", "0"], controlNodes: ["a", "0"], behaviour: { form: "poly" }, extra: [0, 3] },
    ],
    ["F1 o 0 V1 2", { nodes: ["o", "0"], references: ["V1"], value: 2 }],
    [
      "H1 o 0 V1 {r} m=2",
      { nodes: ["o", "0"], references: ["V1"], value: "{r}", parameters: [{ name: "m", value: 2 }] },
    ],
    [
      "F1 o 0 poly(2) V1 V2 0 1",
      { nodes: ["o", "0"], references: ["V1", "V2"], behaviour: { form: "poly" }, extra: [0, 1] },
    ],
    ["F1 o 0 value={i(v1)*2}", { nodes: ["o", "0"], behaviour: { form: "value", expression: "{i(v1)*2}" } }],
  ])("%s", (card, more) => {
    expect(outlineCard(card)).toEqual(element(card[0]!.toLowerCase(), card.slice(0, 2), more));
  });

  test.each([
    ["B1 o 0 v=v(a)*2", { behaviour: { form: "v", expression: "{v(a)*2}" } }],
    [
      "B1 o 0 I = v(a) <= 1 ? 2 : -3 m=2",
      { behaviour: { form: "i", expression: "{v(a)<=1 ? 2 : -3}" }, parameters: [{ name: "m", value: 2 }] },
    ],
    ["B1 o 0 v={v(net-1,+in) + i(v1)}", { behaviour: { form: "v", expression: "{v(net-1,+in)+i(v1)}" } }],
    ["B1 o 0 v='a*2'", { behaviour: { form: "v", expression: "{a*2}" } }],
  ])("%s", (card, more) =>
    expect(outlineCard(card)).toEqual(element("b", "B1", { nodes: ["o", "0"], ...more })),
  );
});

describe("devices", () => {
  test.each([
    ["D1 a k dmod", { nodes: ["a", "k"], model: "dmod" }],
    ["D1 a k dmod 2 off", { nodes: ["a", "k"], model: "dmod", extra: [2, ":off"] }],
    ["Q1 c b e npn", { nodes: ["c", "b", "e"], model: "npn" }],
    ["Q1 c b e s npn", { nodes: ["c", "b", "e", "s"], model: "npn" }],
    ["Q1 c b e s 2n3904", { nodes: ["c", "b", "e", "s"], model: "2n3904" }],
    ["Q1 3 2 1 2n3904", { nodes: ["3", "2", "1"], model: "2n3904" }],
    ["Q1 3 2 1 0 2n3904", { nodes: ["3", "2", "1", "0"], model: "2n3904" }],
    ["Q1 3 2 1 npn 2.0 off", { nodes: ["3", "2", "1"], model: "npn", extra: [2, ":off"] }],
    [
      "J1 d g s jmod area=2",
      { nodes: ["d", "g", "s"], model: "jmod", parameters: [{ name: "area", value: 2 }] },
    ],
    [
      "M1 d g s b nch w='2*wn' l=1u",
      {
        nodes: ["d", "g", "s", "b"],
        model: "nch",
        parameters: [
          { name: "w", value: "{2*wn}" },
          { name: "l", value: 1e-6 },
        ],
      },
    ],
    ["M1 1 2 3 4 nch 10u 1u", { nodes: ["1", "2", "3", "4"], model: "nch", extra: [1e-5, 1e-6] }],
    [
      "T1 a 0 b 0 z0=50 td=1n",
      {
        nodes: ["a", "0", "b", "0"],
        parameters: [
          { name: "z0", value: 50 },
          { name: "td", value: 1e-9 },
        ],
      },
    ],
    ["S1 a 0 c 0 sw on", { nodes: ["a", "0", "c", "0"], model: "sw", extra: [":on"] }],
    ["W1 a 0 V1 sw", { nodes: ["a", "0"], references: ["V1"], model: "sw" }],
    ["O1 a 0 b 0 ltra", { nodes: ["a", "0", "b", "0"], model: "ltra" }],
    ["A1 [a b] c and1", { extra: [":[a", ":b]", ":c", ":and1"] }],
    ["Z1 d g s zmod", { nodes: ["d", "g", "s"], model: "zmod" }],
  ])("%s", (card, more) => {
    expect(outlineCard(card)).toEqual(element(card[0]!.toLowerCase(), card.slice(0, 2), more));
  });

  test("a model of the file decides where the nodes end", () => {
    const [, , device] = parseBody(".model 5 npn", "Q1 c b e 5 7").statements;
    expect(device).toMatchObject({
      nodes: [{ text: "c" }, { text: "b" }, { text: "e" }],
      model: { text: "5" },
    });
  });

  test("a power transistor has three nodes where its model is known, or an include may hold it", () => {
    const [, , known] = parseBody(".model pwr vdmos", "M1 d g s pwr").statements;
    expect(known).toMatchObject({ nodes: { length: 3 }, model: { text: "pwr" } });
    const [, , included] = parseBody(".include power.lib", "M1 d g s irf540").statements;
    expect(included).toMatchObject({ nodes: { length: 3 }, model: { text: "irf540" } });
  });

  test.each([
    ["X1 a b sub", { nodes: ["a", "b"], model: "sub" }],
    [
      "X1 a b sub r=1k c = 2p",
      {
        nodes: ["a", "b"],
        model: "sub",
        parameters: [
          { name: "r", value: 1000 },
          { name: "c", value: 2e-12 },
        ],
      },
    ],
    [
      "X1 a b sub params: r={2*x}",
      { nodes: ["a", "b"], model: "sub", parameters: [{ name: "r", value: "{2*x}" }] },
    ],
    ["X1 a b sub PARAMS:r=1", { nodes: ["a", "b"], model: "sub", parameters: [{ name: "r", value: 1 }] }],
    ["X1 (a b) sub (r=1)", { nodes: ["a", "b"], model: "sub", parameters: [{ name: "r", value: 1 }] }],
    ["X1 1 0 741", { nodes: ["1", "0"], model: "741" }],
    ["X1 sub", { model: "sub" }],
  ])("%s", (card, more) => expect(outlineCard(card)).toEqual(element("x", "X1", more)));
});

describe("continuations and comments", () => {
  test("a card goes on over + lines, comments and blank lines between them", () => {
    expect(outlineCard("R1 a ; first", "* between", "", "*+ 7", "  + 0", "+1k $ last")).toEqual(
      element("r", "R1", { nodes: ["a", "0"], value: 1000 }),
    );
  });

  test.each([
    "R1 a 0 1k ; x",
    "R1 a 0 1k;x",
    "R1 a 0 1k $ x",
    "R1 a 0 1k $x",
    "R1 a 0 1k // x",
    "R1 a 0 1k//x",
  ])("%s", (card) => {
    expect(outlineCard(card)).toEqual(element("r", "R1", { nodes: ["a", "0"], value: 1000 }));
  });

  test("an expression may run over lines, with comments inside", () => {
    expect(outlineCard("R1 a 0 {1 ; one", "+ + 2}")).toEqual(
      element("r", "R1", { nodes: ["a", "0"], value: "{1+2}" }),
    );
  });

  test("the span of an element ends with its last physical line", () => {
    const { source, statements } = parseBody("R1 a 0", "+ 1k ; x  ", "C1 a 0 1n");
    const { start, end } = statements[1]!.span;
    expect(source.text.slice(start, end)).toBe("R1 a 0\n+ 1k ; x  ");
  });

  test("the span of a number covers suffix and unit, that of an expression its braces", () => {
    const { source, statements } = parseBody("R1 a 0 4.7kOhm", "R2 a 0 {2*x}");
    const values = statements.slice(1).map((statement) => {
      if (statement.kind !== "element") throw new Error("not an element");
      return source.text.slice(statement.value!.span.start, statement.value!.span.end);
    });
    expect(values).toEqual(["4.7kOhm", "{2*x}"]);
  });

  test("line ends of every kind", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const { statements } = parseBody(["R1 a 0", "+ 1k", "C1 a 0 1n"].join(end));
      expect(statements.map(({ kind }) => kind)).toEqual(["title", "element", "element"]);
    }
  });
});
