import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../src/transform/dialects.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { codesOf, transformed, tryTransform } from "./transform-text.ts";

const to = (dialect: Dialect) => ({ pass: "to", argument: dialect }) as const;

const text = `t
V1 in 0 ac 1V ; the source
R1 in a 'r*2'
R2 a 0 {r^2}
.param r=50
.func sq(x) {x*x}
E1 b 0 vol='v(a)>1 ? v(a)^2 : 0'
G1 0 c value={v(a)*sq(2)}
B1 d 0 v=v(a)^3
M1 d c 0 0 nm
.model nm nmos(level=14)
.temp 85
.save v(a)
.ac dec 5 1 1k
.control
run
.endc
.end
`;

describe("--to", () => {
  test("ltspice", () => {
    expect(transformed(text, to("ltspice"))).toBe(`t
* the source
V1 in 0 ac 1
R1 in a {r*2}
R2 a 0 {r**2}
.param r=50
.func sq(x) {x*x}
E1 b 0 value={if(v(a)>1, v(a)**2, 0)}
G1 0 c value={v(a)*sq(2)}
B1 d 0 V=abs(v(a))**3
M1 d c 0 0 nm
.model nm nmos(level=14)
.temp 85
.save v(a)
.ac dec 5 1 1k
.control
run
.endc
.end
`);
  });

  test("xyce", () => {
    const other = transformed(text, to("xyce"));
    expect(other).toContain("E1 b 0 value={v(a)>1 ? v(a)**2 : 0}\n");
    expect(other).toContain("B1 d 0 V={abs(v(a))**3}\n");
    expect(other).toContain(".model nm nmos(level=54)\n.options device temp=85\n");
  });

  test("hspice", () => {
    const other = transformed(text, to("hspice"));
    expect(other).toContain("R1 in a 'r*2'\nR2 a 0 'r**2'\n");
    expect(other).toContain(".param sq(x)='x*x'\n");
    expect(other).toContain(
      "E1 b 0 vol='v(a)>1 ? v(a)**2 : 0'\nG1 0 c cur='v(a)*sq(2)'\nEB1 d 0 vol='abs(v(a))**3'\n",
    );
    expect(other).toContain(".probe v(a)\n");
  });

  test("takes delimiters on lines of their own with it", () => {
    const deck = "t\nV1 a 0 1\nB1 b 0 v={\n+ v(a)\n+ }\nR1 b 0 1\n.op\n.end\n";
    expect(transformed(deck, to("hspice"))).toContain("EB1 b 0 vol='v(a)'\nR1");
  });

  test("says what has no counterpart", () => {
    for (const dialect of ["ltspice", "xyce", "hspice"] as const)
      expect(codesOf(text, to(dialect))).toContain("transform/no-counterpart");
    const plain = "t\nV1 a 0 1\nR1 a 0 1\n.op\n.end\n";
    expect(codesOf(plain, to("xyce"))).toEqual([]);
    expect(codesOf("t\nV1 a 0 1\nS1 a 0 a 0 sm\n.model sm sw\n.op\n.end\n", to("hspice"))).toContain(
      "transform/no-counterpart",
    );
  });

  describe("each rule", () => {
    test.each<readonly [Dialect, string, string]>([
      // Delimiters, those inside an expression too.
      ["ltspice", "R1 a 0 'r'", "R1 a 0 {r}"],
      ["xyce", "R1 a 0 'r'", "R1 a 0 {r}"],
      ["hspice", "R1 a 0 {r}", "R1 a 0 'r'"],
      ["hspice", ".param x={2*{r}}", ".param x='2*(r)'"],
      ["ltspice", "B1 b 0 v='r'*v(a)", "B1 b 0 V=(r)*v(a)"],
      ["hspice", "B1 b 0 v=v(a)*'r+1.5Ohm'", "EB1 b 0 vol='v(a)*(r+1.5)'"],
      ["xyce", "R1 a 0 {r<2 ? '1k' : 'r*2'}", "R1 a 0 {r<2 ? (1k) : (r*2)}"],
      ["hspice", "R1 a 0 r={1k+v(a)}", "R1 a 0 r='1k+v(a)'"],
      ["xyce", "E1 b 0 table 'v(a)' = (0,0) (1,2)", "E1 b 0 table {v(a)} = (0,0) (1,2)"],
      // Powers: ngspice's are of the magnitude, and read from the left.
      ["ltspice", "R1 a 0 {r^2}", "R1 a 0 {r**2}"],
      ["xyce", "R1 a 0 {r ^ 3}", "R1 a 0 {abs(r) ** 3}"],
      ["hspice", "R1 a 0 {r^1.5}", "R1 a 0 'abs(r)**1.5'"],
      ["ltspice", "B1 b 0 v=(v(a)-1)^3", "B1 b 0 V=abs((v(a)-1))**3"],
      ["ltspice", "R1 a 0 {10^(r/20)}", "R1 a 0 {10**(r/20)}"],
      ["ltspice", "R1 a 0 {2^3^2}", "R1 a 0 {(2**3)**2}"],
      ["xyce", "R1 a 0 {abs(r)^3*exp(r)^0.5}", "R1 a 0 {abs(r)**3*exp(r)**0.5}"],
      ["xyce", "B1 b 0 v=pow(v(a),3)", "B1 b 0 V={pow(abs(v(a)),3)}"],
      ["xyce", "R1 a 0 {pow(r,3)}", "R1 a 0 {pow(r,3)}"],
      ["xyce", "B1 b 0 v=pwr(v(a),3)", "B1 b 0 V={pwrs(v(a),3)}"],
      ["ltspice", "R1 a 0 {pwr(r,3)}", "R1 a 0 {pwr(r,3)}"],
      ["hspice", "E1 b 0 vol='pwr(v(a),3)'", "E1 b 0 vol='pwr(v(a),3)'"],
      ["xyce", "R1 a 0 {pwr(r-1,3)}", "R1 a 0 {pwr(abs(r-1),3)}"],
      ["hspice", "R1 a 0 {pwr(r,2)}", "R1 a 0 'pwr(abs(r),2)'"],
      // HSPICE's pow takes the integer part of the exponent.
      ["hspice", "R1 a 0 {pow(r,3)+1}", "R1 a 0 'pow(r,3)+1'"],
      ["hspice", "R1 a 0 {2*pow(r+1, 1.5)}", "R1 a 0 '2*((r+1)**(1.5))'"],
      ["hspice", "B1 b 0 v=pow(v(a),r)", "EB1 b 0 vol='((abs(v(a)))**(r))'"],
      ["ltspice", "R1 a 0 {sqr(r+1)}", "R1 a 0 {pow(r+1,2)}"],
      ["hspice", "R1 a 0 {2*sqr(sqr(r))}", "R1 a 0 '2*pow(pow(r,2),2)'"],
      // Conditions, one inside another too.
      ["ltspice", "B1 b 0 v=v(a)>1 ? 1 : v(a)>0 ? 2 : 3", "B1 b 0 V=if(v(a)>1, 1, if(v(a)>0, 2, 3))"],
      ["ltspice", "R1 a 0 {(r>1?r>2?1:2:3)*2}", "R1 a 0 {(if(r>1,if(r>2,1,2),3))*2}"],
      ["xyce", "R1 a 0 {ternary_fcn(r>1,1,2)}", "R1 a 0 {if(r>1,1,2)}"],
      ["ltspice", "R1 a 0 {r>1 && r<2 || r==3 ? 1 : 2}", "R1 a 0 {if(r>1 & r<2 | (r>=3 & r<=3), 1, 2)}"],
      ["ltspice", "R1 a 0 {r!=1 ? 1 : 2}", "R1 a 0 {if((r<1 | r>1), 1, 2)}"],
      ["ltspice", "B1 b 0 v=v(a)+1==2 ? 1 : 2", "B1 b 0 V=if(((v(a)+1)>=2 & (v(a)+1)<=2), 1, 2)"],
      ["xyce", "R1 a 0 {!(r>1) ? 1 : 2}", "R1 a 0 {~(r>1) ? 1 : 2}"],
      ["ltspice", "R1 a 0 {!(r>1) ? 1 : 2}", "R1 a 0 {if(!(r>1), 1, 2)}"],
      ["xyce", "R1 a 0 {r>1&&r<2?1:2}", "R1 a 0 {r>1&r<2?1:2}"],
      ["hspice", "R1 a 0 {r>1&r<2?1:2}", "R1 a 0 'r>1&&r<2?1:2'"],
      // Functions and variables.
      ["ltspice", "B1 b 0 v=temper*nint(v(a))", "B1 b 0 V=temp*round(v(a))"],
      ["xyce", "B1 b 0 v=u(v(a))+log(temper)+ln(2)", "B1 b 0 V={stp(v(a))+ln(temp)+ln(2)}"],
      ["xyce", "B1 b 0 v=hertz", "B1 b 0 V={freq}"],
      ["hspice", "R1 a 0 {ln(r)*arctan(r)}", "R1 a 0 'log(r)*atan(r)'"],
      ["ltspice", ".param f(x)='x+1'", ".func f(x) {x+1}"],
      ["xyce", ".func f(x,y)={x+y}", ".func f(x,y) {x+y}"],
      ["hspice", ".func f(x) {x^2}", ".param f(x)='x**2'"],
      // Behavioural sources.
      ["ltspice", "E1 b 0 vol='v(a)'", "E1 b 0 value={v(a)}"],
      ["hspice", "G1 b 0 value={v(a)}", "G1 b 0 cur='v(a)'"],
      ["xyce", "B1 b 0 i='v(a)'", "B1 b 0 I={v(a)}"],
      ["hspice", "B1 b 0 i={v(a)}", "GB1 b 0 cur='v(a)'"],
      [
        "hspice",
        "EB1 c 0 a 0 1\nB1 b 0 v=v(a)\nF1 d 0 B1 1",
        "EB1 c 0 a 0 1\nEB1_ b 0 vol='v(a)'\nF1 d 0 EB1_ 1",
      ],
      [
        "hspice",
        "B1 b 0 v=v(a)\nB2 c 0 v=i(B1)\n.print dc i(B1)",
        "EB1 b 0 vol='v(a)'\nEB2 c 0 vol='i(EB1)'\n.print dc i(EB1)",
      ],
      // Ground.
      ["xyce", "R1 a gnd 1", "R1 a 0 1"],
      ["xyce", "B1 b GND v=v(a,gnd)", "B1 b 0 V={v(a,0)}"],
      ["hspice", "R1 a gnd 1", "R1 a gnd 1"],
      ["ltspice", "R1 a gnd 1", "R1 a gnd 1"],
      // Temperature coefficients.
      ["ltspice", "R1 a 0 1k tc1=1m tc2=1u", "R1 a 0 1k tc=1m,1u"],
      ["ltspice", "R1 a 0 1k tc2=1u m=1", "R1 a 0 1k tc=0,1u m=1"],
      ["ltspice", "R1 a 0 1k tc=1m 1u", "R1 a 0 1k tc=1m,1u"],
      ["ltspice", "R1 a 0 1k tc1=1m", "R1 a 0 1k tc=1m"],
      ["xyce", "R1 a 0 1k tc1=1m tc2=1u", "R1 a 0 1k tc1=1m tc2=1u"],
      ["xyce", "R1 a 0 1k tc=1m 2u", "R1 a 0 1k tc1=1m tc2=2u"],
      ["hspice", "R1 a 0 1k tc=1m 2u", "R1 a 0 1k tc1=1m tc2=2u"],
      // What is inside subcircuits.
      ...(["ltspice", "xyce"] as const).map(
        (dialect) =>
          [
            dialect,
            "X1 a s\n.subckt s p\nV1 p n 0\nR1 n 0 1\n.ends\n.print ac v(x1.n) i(v.x1.v1) v(a)\nB1 b 0 v=v(X1.n)",
            `X1 a s\n.subckt s p\nV1 p n 0\nR1 n 0 1\n.ends\n.print ac v(x1:n) i(x1:v1) v(a)\nB1 b 0 V=${dialect === "xyce" ? "{v(X1:n)}" : "v(X1:n)"}`,
          ] as const,
      ),
      ["xyce", "R.X1.R1 a x1.n 1\n.print ac v(x1.n)", "R.X1.R1 a x1.n 1\n.print ac v(x1.n)"],
      [
        "hspice",
        "X1 a s params: r=2\n.subckt s p params: r=1\nR1 p 0 {r}\n.ends",
        "X1 a s r=2\n.subckt s p r=1\nR1 p 0 'r'\n.ends",
      ],
      // Levels of MOSFETs.
      ["xyce", ".model n nmos(level=8)", ".model n nmos(level=49)"],
      ["hspice", ".model n pmos(level=14)", ".model n pmos(level=54)"],
      ["ltspice", ".model n nmos(level=49)", ".model n nmos(level=8)"],
      ["ltspice", ".model n pmos(level=54)", ".model n pmos(level=14)"],
      ["xyce", ".model n npn(level=8)", ".model n npn(level=8)"],
      // Cards.
      ["xyce", ".meas ac x find v(a) at=1", ".measure ac x find v(a) at=1"],
      ["xyce", ".temp 50", ".options device temp=50"],
      ["hspice", ".save v(a)", ".probe v(a)"],
    ])("%s: %s", (dialect, from, expected) => {
      expect(transformed(`t\nV1 a 0 1\n${from}\n.end\n`, to(dialect))).toBe(
        `t\nV1 a 0 1\n${expected}\n.end\n`,
      );
    });

    test.each<readonly [Dialect, string, string]>([
      ...["hertz", "u2(v(a))", "gauss(1,1,1)", "agauss(1,1,1)", "aunif(1,1)", "unif(1,1)"].map(
        (name) => ["ltspice", `B1 b 0 v=${name}`, name.replace(/\(.*/, "")] as const,
      ),
      ["xyce", "B1 b 0 v=u2(v(a))", "u2"],
      ...["ternary_fcn(1,2,3)", "u(1)", "u2(1)", "uramp(1)"].map(
        (name) => ["hspice", `B1 b 0 v=${name}`, name.replace(/\(.*/, "")] as const,
      ),
      ["ltspice", "R1 a 0 {limit(1,2)}", "limit"],
      ["xyce", "R1 a 0 {limit(1,2)}", "limit"],
      ["hspice", "R1 a 0 {asinh(r)}", "asinh"],
      ["xyce", "E1 b 0 laplace {v(a)} = {1/(1+s)}", "laplace"],
      ["ltspice", "R1 a 0 {r%2}", "%"],
      ["ltspice", "A1 a b gain1\n.model gain1 gain", "A elements"],
      ["ltspice", "P1 a 0 b 0 m1\n.model m1 cpl", "P elements"],
      ["xyce", "U1 a b 0 m1\n.model m1 urc", "U elements"],
      ["xyce", "Y1 a 0 b 0 m1\n.model m1 txl", "Y elements"],
      ["hspice", "O1 a 0 b 0 m1\n.model m1 ltra", "O elements"],
      ["hspice", "Z1 a b 0 m1\n.model m1 nmf", "Z elements"],
      ...[
        ".sens v(a)",
        ".pz a 0 a 0 vol pol",
        ".disto dec 1 1 10",
        ".sp dec 1 1 10",
        ".csparam x=1",
        ".probe v(a)",
      ].map((card) => ["ltspice", card, card.split(" ")[0]!] as const),
      ...[
        ".pz a 0 a 0 vol pol",
        ".disto dec 1 1 10",
        ".tf v(a) V1",
        ".csparam x=1",
        ".save v(a)",
        ".plot dc v(a)",
        ".options gmin=1n",
        ".sens v(a)",
        ".probe v(a)",
        ".if (1)\n.endif",
      ].map((card) => ["xyce", card, card.split(" ")[0]!] as const),
      ...[".csparam x=1", ".sp dec 1 1 10", ".noise v(a) V1 dec 1 1 10"].map(
        (card) => ["hspice", card, card.split(" ")[0]!] as const,
      ),
      ...["sw", "csw", "vdmos"].map(
        (type) => ["xyce", `.model m1 ${type}`, `the model type ${type}`] as const,
      ),
      ...["sw", "csw", "vdmos", "ltra"].map(
        (type) => ["hspice", `.model m1 ${type}`, `the model type ${type}`] as const,
      ),
      ...["am(1 1 1 1 1)", "trnoise(1 1 0 0)", "trrandom(1 1 0 1)"].flatMap((waveform) =>
        (["ltspice", "xyce"] as const).map(
          (dialect) =>
            [dialect, `V2 b 0 ${waveform}`, `the waveform ${waveform.replace(/\(.*/, "")}`] as const,
        ),
      ),
      ["hspice", "V2 b 0 trnoise(1 1 0 0)", "the waveform trnoise"],
      ["ltspice", "V2 b 0 pwl(0 0 1 1) r=0", "r= of pwl"],
      ["ltspice", "V2 b 0 pwl(0 0 1 1) td=1", "td= of pwl"],
      ["ltspice", "R1 a 0 1 dtemp=1", "dtemp="],
      ["ltspice", "R1 a 0 1 scale=2", "scale="],
      ["ltspice", "R1 a 0 1 m=2", "m= of a resistor"],
      ["ltspice", "C1 a 0 1 tc1=1m", "tc1="],
      ["xyce", "C1 a 0 1 scale=2", "scale="],
      ["hspice", "R1 a 0 1 temp=2", "temp="],
      ["hspice", "E1 b 0 table {v(a)} = (0,0) (1,2)", "table"],
      ["hspice", "L1 a 0 1\nL2 b 0 1\nL3 c 0 1\nK1 L1 L2 L3 0.5", "a coupling of more than two inductors"],
      ["ltspice", ".control\nrun\n.endc", "a .control block"],
    ])("%s lacks: %s", (dialect, cards, what) => {
      const result = tryTransform(`t\nV1 a 0 1\n${cards}\n.end\n`, [to(dialect)]);
      const said = (result.ok ? result.value.remarks : result.diagnostics).flatMap(
        ({ code, message, span }) =>
          code === "transform/no-counterpart"
            ? [{ message, text: span.source.text.slice(span.start, span.end) }]
            : [],
      );
      expect(said.map(({ message }) => message).join("\n")).toContain(`has no counterpart of ${what}`);
      // Nothing is said of a netlist that has none of it.
      expect(codesOf("t\nV1 a 0 1\nR1 a 0 {2^2}\n.op\n.end\n", to(dialect))).toEqual([]);
    });

    test("ltspice lacks sections of a library", () => {
      const name = fileURLToPath(new URL("convert.test.ts", import.meta.url));
      const result = tryTransform("t\nV1 a 0 1\n.lib models.lib tt\n.end\n", [to("ltspice")], name);
      const said = result.ok ? result.value.remarks : result.diagnostics;
      expect(said.map(({ message }) => message)).toContain(
        "LTspice has no counterpart of the section tt of a library",
      );
    });
  });

  test.skipIf(nativeMissing).each(["xyce", "hspice"] as const)(
    "%s: powers and conditions keep their values",
    (dialect) => {
      const deck = `t
V1 a 0 -2
.param x=-2 y={x^3} z={2^3^2} w={x<0 ? x<-1 ? 5 : 6 : 7}
R1 a 0 {10+y}
R2 a c {10+z}
R3 c 0 {w}
B1 d 0 v=v(a)^3+v(a)**2+pow(v(a),3)
B2 e 0 v=v(a)<0 ? v(a)<-1 ? 5 : 6 : 7
R4 d 0 1
R5 e 0 1
.op
.end
`;
      const before = runDeck(deck);
      // |-2|^3 in parameters and sources alike.
      expect(before[0]!.get("v(d)")!.re[0]).toBeCloseTo(20, 9);
      expect(before[0]!.get("v(c)")!.re[0]).toBeCloseTo((-2 * 5) / (5 + 74), 9);
      const after = runDeck(transformed(deck, to(dialect)));
      expect(expectSameVoltages(before, after, { complete: true })).toBe(4);
    },
  );

  test.each(["ltspice", "xyce", "hspice"] as const)("%s: a second time changes nothing", (dialect) => {
    for (const deck of galleryDecks()) {
      const once = transformed(deck.text, to(dialect));
      expect(transformed(once, to(dialect))).toBe(once);
    }
  });

  // ngspice reads both kinds of delimiters and both signs of a power, so that it can say whether the meaning is still there.
  const decks = [
    ...galleryDecks(),
    ...corpusDecks(30, 12, (deck) => !/^\s*\.(?:temp|func)|pwr|temper|^[be]\w.*\?/im.test(deck)),
  ];
  test.skipIf(nativeMissing).each(decks)("keeps every voltage of $name", ({ text: deck }) => {
    const before = runDeck(deck);
    expectSameVoltages(before, runDeck(transformed(deck, to("hspice"))), { complete: true });
    expectSameVoltages(before, runDeck(transformed(deck, to("xyce"))), { complete: true });
  });
});
