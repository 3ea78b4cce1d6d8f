import { describe, expect, test } from "vitest";
import { compile } from "../../src/training/compile.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { codesOf, transformed } from "./transform-text.ts";

const usesSubcircuits = (text: string): boolean => /^x\w/im.test(text);
const decks = [
  ...galleryDecks().filter(({ text }) => /^x|^\.param|\{/im.test(text)),
  ...corpusDecks(30, 3, usesSubcircuits),
  ...corpusDecks(20, 4, (text) => /\{/.test(text)),
];

describe("--flatten", () => {
  test("expands subcircuits and evaluates parameters; other cards stay byte for byte", () => {
    const text = `t
.param r=1k two=2
V1  in 0   ac 1 ; a remark
X1 in out sec r={two*r}
.subckt sec a b r=10 c=1n
R1 a n {r}  ; the resistor
Cx n b {c*two}
.ends
R2 out 0 {r}
.ac dec 5 1 1k
.end
`;
    expect(transformed(text, "flatten")).toBe(`t
V1  in 0   ac 1 ; a remark
* X1 (sec)
R.X1.R1 in X1.n 2000
C.X1.Cx X1.n out 2e-9
R2 out 0 1000
.ac dec 5 1 1k
.end
`);
  });

  test("keeps cards of other simulators", () => {
    const text = "t\nV1 a 0 1\nX1 a s\n.subckt s a\nR1 a 0 1k\n.ends\n.backanno\n.op\n.end\n";
    expect(transformed(text, "flatten")).toContain("\n.backanno\n");
  });

  test("keeps what is trained, and one shared value one value", () => {
    const text = `t
.param load=1k
V1 in 0 ac 1
X1 in m sec
X2 m out sec
RL out 0 {2*load}
.subckt sec a b
R1 a b 50
C1 b 0 1n
.ends
.ac dec 10 1k 1meg
* @train sec.C1 min=10p
* @train param:load
* @goal mag(v(X2.b)) = 0.5 at 100k
.end
`;
    const names = (deck: string) => {
      const compiled = compile({ name: "t.cir", text: deck });
      if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join("\n"));
      const { trainables } = compiled.value.circuit;
      return trainables.map(({ start, min, max, scale }) => ({
        start,
        min: min.toPrecision(12),
        max: max.toPrecision(12),
        scale,
      }));
    };
    const flat = transformed(text, "flatten");
    expect(flat).toContain(".param sec_C1=1n");
    expect(flat).toContain("C.X2.C1 out 0 {sec_C1}");
    expect(flat).toContain("v(out)");
    expect(names(flat)).toEqual(names(text));
  });

  test("hands on m, initial voltages, models and functions", () => {
    const text = `t
.param k=3
.func sq(x)={x*x*k}
V1 in 0 1
X1 in out sub m=2
.subckt sub a b
.model dm d(is={1e-14*k})
D1 a n dm
R1 n b 1k
B1 b 0 i={sq(v(a,b))*1u}
.ic v(n)=0.5
.ends
R2 out 0 1k
.op
.end
`;
    expect(transformed(text, "flatten")).toContain(`.model dm_X1 d(is=3e-14)
.ic v(X1.n)=0.5
D.X1.D1 in X1.n dm_X1 m=2
R.X1.R1 X1.n out 1k m=2
B.X1.B1 out 0 i={((v(in,out))*(v(in,out))*3)*1u}`);
  });

  test("hands on m to a card with a remark behind it", () => {
    const text =
      "t\nV1 a 0 1\nX1 a s m=3\n.subckt s p\nR1 p 0 1k $ a remark\nR2 p\n* inside\n+ 0 2k ; m\n.ends\n.op\n.end\n";
    const flat = transformed(text, "flatten");
    expect(flat).toContain("R.X1.R1 a 0 1k m=3\n");
    expect(flat).toMatch(/R\.X1\.R2 a\s+\+ 0 2k m=3\n/);
  });

  test("says why not, and where", () => {
    expect(codesOf("t\nV1 a 0 1\nX1 a 0 nothing\n.op\n.end\n", "flatten")).toContain(
      "circuit/unknown-subcircuit",
    );
  });

  test.skipIf(nativeMissing).each(decks)("keeps every voltage of $name", ({ text }) => {
    const flat = transformed(text, "flatten");
    expect(flat).not.toMatch(/^\.subckt|^x\w/im);
    expectSameVoltages(runDeck(text), runDeck(flat), { complete: true, tolerance: 1e-8 });
  });
});
