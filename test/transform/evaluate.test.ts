import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { transformed } from "./transform-text.ts";

const hasParameters = (text: string): boolean => /^\.param/im.test(text) && /\{|'/.test(text);
const decks = [
  ...galleryDecks().filter(({ text }) => hasParameters(text)),
  ...corpusDecks(40, 5, hasParameters),
];

describe("--evaluate", () => {
  test("reads the m of an X card where ngspice does", () => {
    const text =
      "t\n.param k=2\nV1 a 0 1\nX1 a s m={k}\n.subckt s p\n.param k=7\nR1 p 0 1k\n.ends\n.op\n.end\n";
    expect(transformed(text, "evaluate")).toContain("X1 a s m=7\n");
  });

  test("gives numbers for expressions, and for those of subcircuits where all instances agree", () => {
    const text = `t
.param r=1k
.param f0=10k c={1/(2*3*f0)}
.func twice(x) {2*x}
V1 in 0 ac {twice(0.5)}
R1 in a r tc=0
X1 a b sec
X2 b c sec q=3
.subckt sec a b q=1
R1 a b {q*r}
C1 b 0 {c}
.ends
B1 d 0 v='v(a)*f0'
R2 d 0 {r}
.ac dec 5 1 {f0}
.end
`;
    expect(transformed(text, "evaluate")).toBe(`t
.param r=1k
V1 in 0 ac 1
R1 in a 1000 tc=0
X1 a b sec
X2 b c sec q=3
.subckt sec a b q=1
R1 a b {q*r}
C1 b 0 1.66666666666667e-5
.ends
B1 d 0 v='v(a)*10000'
R2 d 0 1000
.ac dec 5 1 10000
.end
`);
  });

  test("keeps what is trained", () => {
    const text = `t
.param r=1k half={r/2} c=1n
V1 in 0 ac 1
R1 in out {half*2}
C1 out 0 {c*3}
.ac dec 5 1 1k
* @train param:r
* @goal mag(v(out)) = 0.5 at 1k
.end
`;
    const text2 = transformed(text, "evaluate");
    expect(text2).toContain(".param r=1k\n");
    expect(text2).toContain("R1 in out {(r/2)*2}");
    expect(text2).toContain("C1 out 0 3e-9");
  });

  test("keeps the comments and the layout of cards that lose some of their parameters", () => {
    const text = `t
* the load
.param rl=50        ; ohms
+ cl={2*rl*1p}      ; farads
* the pass band
+ f0=1meg   f1={2*f0}   $ its ends
+ unused={rl}  q=2  ; the last one is needed
.param gone={rl} ; goes with its card
* a line inside
+ gone2=3
V1 in 0 1
R1 in 0 {rl}
.csparam a={f1}
.csparam b={q}
.op
.end
`;
    expect(transformed(text, "evaluate")).toBe(`t
* the load
* ohms
* farads
* the pass band
.param f1=2000000   $ its ends
+ q=2  ; the last one is needed
* a line inside
V1 in 0 1
R1 in 0 50
.csparam a={f1}
.csparam b={q}
.op
.end
`);
  });

  test("keeps a default that as a number would hide a caller's parameter", () => {
    const text = `t
.param p=50
V1 a 0 1
X1 a o w=1
X2 a o w=2
.subckt o a w=1
X1 a s q={p*w}
.ends
.subckt s a q=1 p={2*2}
R1 a 0 {q+p}
.ends
.op
.end
`;
    expect(transformed(text, "evaluate")).toBe(text);
  });

  test("keeps what functions and expressions that stay need", () => {
    const text = `t
.param k=2 zz=3 h(x)='x+k' other=1
.func glob(x) {x*zz}
V1 in 0 1
X1 in s w=1
X2 in s w=2
.subckt s p w=1
.func loc(x) {x*k}
R1 p 0 {glob(w)*loc(2)+h(w)}
.ends
.op
.end
`;
    expect(transformed(text, "evaluate")).toBe(text.replace(" other=1", ""));
  });

  test("evaluating twice is evaluating once", () => {
    for (const { text } of decks) {
      const once = transformed(text, "evaluate");
      expect(transformed(once, "evaluate")).toBe(once);
    }
  });

  test.skipIf(nativeMissing).each(decks)("keeps every voltage of $name", ({ text }) => {
    expectSameVoltages(runDeck(text), runDeck(transformed(text, "evaluate")), {
      complete: true,
      tolerance: 1e-8,
    });
  });
});
