import { describe, expect, it } from "vitest";
import { marksOf, readMarks, sortMarks } from "../diagnostic/marked-source.ts";
import { elaborateText } from "./elaborate-text.ts";

/** Cards between a title, a sound circuit and an analysis; the expected diagnostics are marked below their lines. */
function expectMarks(marked: string, around = "V0 in 0 dc 1 ac 1\nR0 in 0 50\n"): void {
  const { text, marks } = readMarks(`title\n${around}${marked}\n.op\n.ac dec 1 1 10\n.end\n`);
  expect(marksOf(elaborateText(text).diagnostics)).toEqual(sortMarks(marks));
}

describe("names and parameters", () => {
  it.each([
    "R1 in 0 1k\nr1 in 0 1k\n~~ circuit/duplicate-element",
    "R1 in 0 {2*rlaod}\n           ~~~~~ circuit/undefined-parameter",
    "R1 in 0 rlaod\n        ~~~~~ circuit/undefined-parameter",
    "R1 in 0 {squrt(4)}\n         ~~~~~ circuit/unknown-function",
    "R1 in 0 {1+max(1)}\n           ~~~~~~ circuit/argument-count",
    ".param q={2*v(in)}\n            ~~~~~ circuit/probe-in-parameter",
    "R1 in 0 {2+1/0}\n           ~~~ circuit/not-finite",
    "R1 in 0 {1+2*pi}\n             ~~ circuit/not-in-ngspice",
    "R1 in 0 {1k+agauss(1,2,3)}\n            ~~~~~~~~~~~~~ circuit/random-function",
    ".param a={b} b={a}\n       ~~~~~ circuit/parameter-cycle\nR1 in 0 {a}",
    ".param a=1\n.param a=2\n       ~ circuit/parameter-redefined",
    ".model m r(r=1)\n.model M r(r=2)\n       ~ circuit/redefined\nR1 in 0 m",
    ".func f(x)={f(x)}\n~~~~~~~~~~~~~~~~~ circuit/recursive-function\nR1 in 0 {f(1)}",
    "X1 in 0 nothing\n        ~~~~~~~ circuit/unknown-subcircuit",
    ".subckt s a b\nR1 a b 1\n.ends\nX1 in s\n~~~~~~~ circuit/port-count",
    ".subckt s a r=1\nR1 a 0 {r}\n.ends\nX1 in s rr=2\n        ~~ circuit/unused-override",
    ".subckt s a\nR1 a 0 1k\n.ends\nX1 in s r=2\n        ~ circuit/refused-override",
    ".subckt s a\nR1 a 0 1k\n.ends\nX1 in s r=2\n        ~ circuit/unused-override\nX2 in s m=2",
    ".model film r(tc1=1m)\nR1 in 0 {2*50} film\n               ~~~~ circuit/model-behind-expression",
    ".model film r(tc1=1m)\nR1 in 0 {2*50} film\nR2 in 0 film 50",
    ".model film r(tc1=1m)\nR1 in 0 {2*50} film\n               ~~~~ circuit/model-behind-expression\nR2 in 0 {3*50} film",
    ".subckt s a\nX1 a s\n     ~ circuit/recursive-subcircuit\n.ends\nX1 in s",
    ".subckt s a\nR1 a 0 {q}\n        ~ circuit/undefined-parameter\n.ends\nX1 in s\nX2 in s",
    ".subckt s a\nR1 a 0 1\n* @goal v(a) = 1\n~~~~~~~~~~~~~~~~ circuit/directive-in-subcircuit\n.ends\nX1 in s",
  ])("%s", (marked) => expectMarks(marked));

  it("of a chain of parameters that is too long", () => {
    const chain = Array.from({ length: 2000 }, (_, k) => `.param p${k + 1}={p${k}}`).join("\n");
    const { diagnostics } = elaborateText(
      `title\nV1 a 0 1\nR1 a 0 {p2000}\n.param p0=1\n${chain}\n.op\n.end\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["circuit/parameter-chain-too-long"]);
  });

  it("of subcircuits that are nested too deeply, however they are reached", () => {
    const chain = Array.from(
      { length: 20000 },
      (_, k) => `.subckt s${k + 1} a\nX1 a s${k}\n.ends\nX${k + 1} a s${k + 1}`,
    ).join("\n");
    const { diagnostics } = elaborateText(
      `title\nV1 a 0 1\n.subckt s0 a\nR1 a 0 1\n.ends\n${chain}\n.op\n.end\n`,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["circuit/too-large"]);
  });

  it("say where the other of two definitions stands", () => {
    const { diagnostics } = elaborateText("title\nV1 a 0 1\nR1 a 0 1\nR1 a 0 2\n.op\n.end\n");
    expect(diagnostics[0]!.related.map(({ message, span }) => [message, span.start])).toEqual([
      ["first defined here", "title\nV1 a 0 1\n".length],
    ]);
  });
});

describe("elements", () => {
  it.each([
    "R1 in 0 0\n        ~ circuit/zero-resistance",
    "R1 in 0 {1-1}\n        ~~~~~ circuit/zero-resistance",
    "C1 in 0 0\n        ~ circuit/zero-value",
    "L1 in b 0\n        ~ circuit/zero-value\nR1 b 0 1",
    "R1 in 0 -1k\n        ~~~ circuit/negative-value",
    "C1 in 0 -1n\n        ~~~ circuit/negative-value",
    "R1 in 0 1k noiseless\n           ~~~~~~~~~ circuit/unknown-model",
    "R1 in 0 1k tc3=1\n           ~~~ circuit/unknown-element-parameter",
    "R1 in 0 1k tc=1m,1u\n                 ~~ circuit/coefficient-list",
    "R1 in 0 1k tc=1m ,1u\n                  ~~ circuit/coefficient-list",
    "R1 in 0 1k tc=1m, 1u\nR2 in 0 1k tc={1m} {1u}",
    "C1 in 0 1n tc=1m,1u\n           ~~ circuit/coefficients-of-resistors",
    "L1 in b 1n tc=1m\n           ~~ circuit/coefficients-of-resistors\nR1 b 0 1",
    "R1 in 0 1k tc1=1m,1u\n                  ~~ syntax/unexpected-argument",
    ".model film c(tc1=1m)\nC1 in 0 1n film\n           ~~~~ circuit/model-after-value",
    "C1 in 0 1n ic 0 m 2\nR1 in 0 1k m 2\n             ~ syntax/unused-argument\n           ~ circuit/unknown-model",
    "B1 b 0 V=v(in)*kelvin\n               ~~~~~~ circuit/not-in-ngspice\nR1 b 0 1",
    "B1 b 0 V=v(in)*e*pi\nR1 b 0 1",
    "B1 b 0 V=tmie\n         ~~~~ circuit/undefined-parameter\nR1 b 0 1",
    "C2 in 0 1n Rser=1\n           ~~~~ circuit/unknown-element-parameter",
    "B1 b 0 v={if(v(in)>1,1,0)}\n          ~~ circuit/function-of-another-simulator\nR1 b 0 1",
    "E1 b 0 value={foo(v(in))}\n              ~~~ circuit/unknown-function\nR1 b 0 1",
    "R1 in 0 {table(1,0,0,2,2)}\n         ~~~~~ circuit/function-of-another-simulator",
    "V1 b 0 1 m=2\n         ~ circuit/unknown-element-parameter\nR1 b 0 1",
    "E1 b 0 in 0 1 m=2\n              ~ circuit/unknown-element-parameter\nR1 b 0 1",
    ".model d d\nR1 in 0 1k d\n           ~ circuit/wrong-model-type",
    ".model dio d\nD1 in 0 doi\n        ~~~ circuit/unknown-model",
    ".model n.1 nmos\n.model n.2 nmos\nM1 in in 0 0 n\n             ~ circuit/binned-model",
    "R1 in b 1\nL1 b 0 1u\nK1 L1 L2 0.5\n      ~~ circuit/missing-inductor",
    "L1 in b 1u\nR1 b 0 1\nK1 L1 l1 0.5\n      ~~ circuit/coupled-to-itself",
    "R1 in b 1\nL1 b 0 1u\nL2 c 0 1u\nR2 c 0 1\nK1 L1 L2 {1+1}\n         ~~~~~ circuit/coupling-out-of-range",
    "F1 0 b V9 2\n       ~~ circuit/missing-control\nR1 b 0 1",
    "F1 0 b R0 2\n       ~~ circuit/control-without-current\nR1 b 0 1",
    "B1 b 0 v={v(inn)}\n            ~~~ circuit/unknown-node\nR1 b 0 1",
    "B1 b 0 v={i(V9)}\n            ~~ circuit/missing-control\nR1 b 0 1",
    "E1 b 0 laplace {v(in)} {1/(1+s)}\n       ~~~~~~~~~~~~~~~~~~~~~~~~~ circuit/form-unknown-to-ngspice\nR1 b 0 1",
    "A1 in b gain\n~~ circuit/element-not-simulated\nR1 b 0 1",
    ".model nd numd\nD1 in 0 nd\n        ~~ circuit/element-not-simulated",
    "V1 b 0 ac 1 portnum 1 z0 50\n            ~~~~~~~ circuit/port-on-source\nR1 b 0 1",
    ".subckt s a\nR1 a 0 1 m=2\n         ~~~ circuit/hidden-multiplier\n.ends\nX1 in s m=3",
    ".param x=1k y=3k\n.subckt s a x=1 y=1\nR1 a 0 {x+y}\n.ends\nX1 in s x={y} y={x}\n                 ~ circuit/name-of-callee",
    ".subckt s a w=1\nR1 a 0 {w}\n.ends\n.subckt o a\nX1 a s\n~~ circuit/multiplier-lost\n.ends\nX2 in o m=3",
    ".nodeset v(b)=1\n           ~ circuit/voltage-of-unknown-node",
  ])("%s", (marked) => expectMarks(marked));
});

it("says what LTspice's words of elements are", () => {
  const hints = (card: string) =>
    elaborateText(`title\nV1 in 0 1\nR0 in 0 1k\n${card}\n.op\n.end\n`).diagnostics.map(({ hint }) => hint);
  expect(hints("R1 in 0 1k noiseless")).toEqual([
    "it is one of LTspice's: leave it out, or write noisy=0 on a resistor",
  ]);
  expect(hints("C1 in 0 1n Rpar=1k")).toEqual([
    "it is one of LTspice's: write a resistor in parallel with it",
  ]);
});

describe("topology", () => {
  it("names the current sources that lead into a floating part, not those inside it or elsewhere", () => {
    const { diagnostics } = elaborateText(
      "title\nV0 in 0 1\nR0 in 0 1k\nR1 b c 1k\nI1 b c 1\nI2 0 b 1\nR2 d e 1k\nI3 c e 1\nI4 in 0 1\nI5 d d 1\nR3 f g 1k\n.op\n.end\n",
    );
    const found = diagnostics.flatMap(({ code, message }) =>
      code === "circuit/current-cutset" || code === "circuit/floating-node" ? [`${code}: ${message}`] : [],
    );
    expect(found).toHaveLength(3);
    expect(found.map((text) => text.match(/I\d/g) ?? [])).toEqual([["I2", "I3"], ["I3"], []]);
  });

  it.each([
    "R1 b c 1k\n   ~ circuit/floating-node",
    "V1 b c 1\n   ~ circuit/floating-node\nR1 b c 1k",
    "R1 b c 1k\n   ~ circuit/floating-node\nR2 d e 1k\n   ~ circuit/floating-node",
    "R9 in i 1\nL1 i 0 1u\nL2 b c 1u\n   ~ circuit/floating-node\nR1 b c 1k\nK1 L1 L2 0.5",
    "E1 b 0 c 0 1\n       ~ circuit/floating-node\nR1 b 0 1",
    "G1 b 0 c 0 1\n       ~ circuit/floating-node\nR1 b 0 1",
    "I1 0 b 1\n     ~ circuit/current-cutset",
    "I1 0 b 1\n     ~ circuit/current-cutset\nI2 b 0 1",
    "C1 in b 1n\n      ~ circuit/no-dc-path\nC2 b 0 1n",
    "V1 in 0 1\n~~~~~~~~~ circuit/voltage-loop",
    "V1 b b 1\n~~~~~~~~ circuit/voltage-loop\nR1 b 0 1",
    "E1 in 0 b 0 2\n~~~~~~~~~~~~~ circuit/voltage-loop\nR1 b in 1\nR2 b 0 1",
    "L1 in 0 1u\n~~~~~~~~~~ circuit/inductor-loop",
    "R1 in b 1\nL1 b 0 1u\nL2 b 0 1u\n~~~~~~~~~ circuit/inductor-loop",
    "R1 in b 1\n      ~ circuit/single-connection",
  ])("%s", (marked) => expectMarks(marked));

  it.each([
    [
      "a gyrator, whose inner node only sources touch",
      "G1 0 b in 0 1m\nG2 in 0 b 0 1m\nC1 b 0 1n\nR1 b 0 1meg",
    ],
    [
      "two gyrators in a row without any resistor between",
      "G1 0 b in 0 1m\nG2 in 0 b 0 1m\nG3 0 c b 0 1m\nG4 b 0 c 0 1m\nR1 c 0 1",
    ],
    ["a node that a goal observes", "R1 in b 1\n* @goal v(b) = 1"],
    ["an output of a voltage source", "E1 b 0 in 0 2"],
    [
      "windings that are coupled fully, or in pairs",
      "R1 in b 1\nL1 b 0 1\nL2 c 0 1\nL3 d 0 1\nR2 c 0 1\nR3 d 0 1\nK1 L1 L2 L3 1\nL4 e 0 1\nL5 f 0 1\nR4 e 0 1\nR5 f 0 1\nK2 L4 L5 -1",
    ],
    ["a port", "R1 in b 1\n* @port 1 b"],
    ["a node named as not connected", "R1 in nc_1 1"],
    ["a loop whose current is measured and limited by that", "E1 b 0 in 0 1\nV9 b c 0\nH1 c 0 V9 50"],
    ["a device between an island and ground", ".model d d\nR1 b c 1\nD1 c 0 d\nD2 b 0 d"],
  ])("nothing is wrong with %s", (_, cards) => expectMarks(cards));

  it("is not judged at DC where only AC is asked for", () => {
    const text = "title\nV1 in 0 ac 1\nC1 in b 1n\nC2 b 0 1n\nL1 in 0 1u\n.ac dec 1 1 10\n.end\n";
    expect(elaborateText(text).diagnostics).toEqual([]);
  });

  it("is not judged at DC where a transient begins from given conditions", () => {
    const text = "title\nV1 in 0 1\nC1 in b 1n\nC2 b 0 1n\nL1 in 0 1u\n.tran 1n 1u uic\n.end\n";
    expect(elaborateText(text).diagnostics).toEqual([]);
    expect(elaborateText(text.replace(" uic", "")).diagnostics.map(({ code }) => code)).toEqual([
      "circuit/no-dc-path",
      "circuit/inductor-loop",
    ]);
  });

  it("without ground is one message", () => {
    const { diagnostics } = elaborateText("title\nV1 a b 1\nR1 a b 1\nR2 c d 1\nR3 c d 1\n.op\n.end\n");
    expect(diagnostics.map(({ code }) => code)).toEqual(["circuit/missing-ground"]);
  });

  it("names all elements of a loop", () => {
    const { diagnostics } = elaborateText(
      "title\nV1 a 0 1\nV2 b a 1\nV4 c b 1\nV5 d b 1\nV3 b 0 3\nR1 c d 1k\n.op\n.end\n",
    );
    expect(diagnostics.map(({ message, related }) => [message, related.length])).toEqual([
      ["V3, V1, V2 form a loop in which nothing limits the current", 2],
    ]);
  });
});

describe("analyses, ports and annotations", () => {
  it.each([
    ".ac dec 0 1 10\n        ~ circuit/bad-analysis",
    ".ac dec 10 0 10\n           ~ circuit/bad-analysis",
    ".ac dec 10 10 1\n              ~ circuit/bad-analysis",
    ".ac foo 10 10 1\n    ~~~ circuit/bad-analysis",
    ".ac dec 10 1 10 100 foo\n                ~~~ syntax/unused-argument\n                    ~~~ syntax/unused-argument",
    ".ac dec 2.5 1 10\n        ~~~ circuit/point-count",
    ".ac dec 10 -1 10\n           ~~ circuit/bad-analysis",
    ".tran 0 1\n      ~ circuit/bad-analysis",
    ".tran 1n 1u 2u\n            ~~ circuit/bad-analysis",
    ".tran 1n -1u\n         ~~~ circuit/bad-analysis",
    ".tran 1n 1u -1u\n            ~~~ circuit/time-not-used",
    ".tran 1n 1u 0 0\n              ~ circuit/time-not-used",
    ".tran 1n 1u 0 -1n\n              ~~~ circuit/bad-analysis",
    ".tran 1n 1u 0 1n foo\n                 ~~~ circuit/bad-analysis",
    ".dc V9 0 1 0.1\n    ~~ circuit/bad-analysis",
    ".dc V0 0 1 -0.1\n           ~~~~ circuit/bad-analysis",
    ".dc V0 0 1 0\n           ~ circuit/bad-analysis",
    ".dc R0 -1 1 0.5\n       ~~ circuit/bad-analysis",
    ".dc R0 -1 1 0.4",
    ".dc V0 0 1 0.1 R0 1 2 -1\n                      ~~ circuit/outer-sweep-backwards",
    ".dc V0 0 1 0.1 V0 1 2 1\n               ~~ circuit/swept-twice",
    ".dc V0 0 1 0.1 R0 1 2 1 V0 0\n                        ~~ syntax/unused-argument\n                           ~ syntax/unused-argument",
    "* @port 2 in\n~~~~~~~~~~~~ circuit/port-number",
    "* @port 1 in\n* @port 1 in 0\n        ~ circuit/port-number",
    "* @port 1 in z0=0\n                ~ circuit/port-impedance",
    "* @port 1 0\n~~~~~~~~~~~ circuit/port-shorted",
    "* @port 1 inn\n          ~~~ circuit/unknown-node",
    "* @train R9\n         ~~ circuit/selector-matches-nothing",
    "* @train param:r9\n         ~~~~~~~~ circuit/selector-matches-nothing",
    ".model d d\nD1 in 0 d\n* @train D1\n         ~~ circuit/nothing-to-train",
    "R1 in 0 {2*3}\n* @train R1\n         ~~ circuit/nothing-to-train",
    "V1 b 0 ac\nR1 b 0 1\n* @train V1\n         ~~ circuit/bare-ac\n* @goal vdb(b) = 0",
    "* @train R0 min={1/0}\n                ~~~~~ circuit/bound-not-finite",
    "* @train R0 min=2 max=1\n         ~~ circuit/bounds-crossed",
    "* @train R0 min=-1 scale=log\n         ~~ circuit/log-of-non-positive",
    "* @train R0 min=100\n         ~~ circuit/start-moved",
    "* @train R0 min=10M\n                ~~~ syntax/milli-or-mega",
    ".tran 1m 1u\n      ~~ circuit/step-beyond-stop",
    ".options retol=1e-4\n         ~~~~~ circuit/misspelt-option",
    ".options reltol 1e-4\n         ~~~~~~ circuit/option-without-value",
    ".options rhstol=1 itl9=3 post",
    "D1 in 0 d\n        ~ circuit/wrong-model-type\n.model d diode",
    "Q1 in in 0 q\n           ~ circuit/wrong-model-type\n.model q nmos",
    "B1 b 0 v={sqtr(v(in))}\n          ~~~~ circuit/unknown-function\nR1 b 0 1",
    "B1 b 0 v={future_function(v(in))}\n          ~~~~~~~~~~~~~~~ circuit/unknown-function\nR1 b 0 1",
  ])("%s", (marked) => expectMarks(marked));

  it.each([
    ["R1 in 0 1\n* @train R1 1 10k", "bounds are written min=10 max=10k"],
    ["R1 in 0 1\n* @train R1 min 1", "write min=…"],
    ["R1 in 0 1\n* @train all", "write *"],
    [".param rr=1\nR1 in 0 {rr}\n* @train rr", "did you mean param:rr?"],
    [".param rr=1\nR1 in 0 {rr}\n* @train param: rr", "param:name without a space"],
    ["* @port 1 inn", "did you mean in?"],
    ["B1 b 0 v={v(im)}\nR1 b 0 1", "did you mean in?"],
    [".ac decade 1 1 10", "did you mean dec?"],
    [".ac 1 1 10 dec", ".ac dec 10 1 1meg"],
    ["R1 in 0 1 kOhm", "write 1kOhm without a space"],
  ])("%s has a hint: %s", (cards, hint) => {
    const { diagnostics } = elaborateText(`title\nV0 in 0 dc 1 ac 1\nR0 in 0 50\n${cards}\n.op\n.end\n`);
    expect(diagnostics.map((diagnostic) => diagnostic.hint).join("\n")).toContain(hint);
  });

  it("says that nothing drives an AC sweep, unless ports do or a model that is not known here may", () => {
    const codes = (cards: string) =>
      elaborateText(`title\nV0 in 0 1\nR0 in 0 50\n${cards}\n.ac dec 1 1 10\n.end\n`).diagnostics.map(
        ({ code }) => code,
      );
    expect(codes("")).toEqual(["circuit/no-ac-source"]);
    expect(codes("* @port 1 in")).toEqual([]);
    expect(codes("I1 0 in ac 1")).toEqual([]);
    expect(codes(".op")).toEqual(["circuit/no-ac-source"]);
  });

  it("does not ask for an analysis beside one that is wrong", () => {
    const text = "title\nV0 in 0 1\nR0 in 0 50\n.ac dec 0 1 10\n.end\n";
    expect(elaborateText(text).diagnostics.map(({ code }) => code)).toEqual(["circuit/bad-analysis"]);
  });
});
