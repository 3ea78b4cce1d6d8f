import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { transformed } from "./transform-text.ts";

const decks = [...galleryDecks(), ...corpusDecks(60, 8, () => true)];

describe("--merge", () => {
  test("leaves elements alone whose value is a model's, wherever the model stands", () => {
    const text =
      "t\n.model cm c(cap=1n)\n.inc other.lib\nV1 a 0 ac 1\nX1 a s\nR1 a 0 elsewhere\nR2 a 0 elsewhere\n.subckt s p\nC1 p 0 cm\nC2 p 0 cm\n.ends\n.ac lin 1 1 1\n.end\n";
    expect(transformed(text, "merge")).toBe(text);
    const parameters = "t\n.param r=1k\nV1 a 0 ac 1\nR1 a 0 r\nR2 a 0 r\n.ac lin 1 1 1\n.end\n";
    expect(transformed(parameters, "merge")).toContain("R1 a 0 {1/(1/(r)+1/(r))}\n.ac");
  });

  test("leaves what a flat deck's cards and annotations name by its whole name", () => {
    const text = `t
V1 a 0 ac 1
R.X1.R1 a X1.n 1k
R.X1.R2 X1.n 0 1k
R.X1.R3 a X1.k 1k
R.X1.R4 X1.k 0 1k
R.X1.R5 a 0 1k
R.X1.R6 a 0 2k
.ac lin 1 1 1
.print ac v(X1.n)
.ic v(X1.k)=0.5
* @train R.X1.R5 min=1
.end
`;
    expect(transformed(text, "merge")).toBe(text);
  });

  test("leaves what stands under an .if", () => {
    const text =
      "t\nV1 a 0 1\nR0 a 0 1k\n.param k=1\n.if (k > 0)\nR1 a 0 1k\n.else\nR1 a 0 2k\n.endif\n.op\n.end\n";
    expect(transformed(text, "merge")).toBe(text);
  });

  test("merges in series and in parallel, numbers and expressions, again and again", () => {
    const text = `t
V1 in 0 ac 1
R1 in a 1k
R2 a b 2k
R3 b c {r}
C1 c 0 1n
C2 0 c 2n
C3 c d 3n
C4 d 0 6n
L1 c e 1u
L2 e 0 2u
L3 0 c 3u
.param r=50
.ac dec 5 1 1k
.end
`;
    expect(transformed(text, "merge")).toBe(`t
V1 in 0 ac 1
R1 in c {3000+(r)}
C1 c 0 5e-9
L1 c 0 1.5e-6
.param r=50
.ac dec 5 1 1k
.end
`);
  });

  test("leaves what is trained, coupled, looked at, or has parameters of its own", () => {
    const text = `t
V1 in 0 ac 1
R1 in a 1k
R2 a b 2k
R3 b c 1k
R4 c d 1k
R5 d e 1k
R6 e 0 1k tc=1m
L1 in f 1u
L2 f 0 1u
L3 g 0 1u
R7 g 0 1
K1 L1 L3 0.5
.ac dec 5 1 1k
* @train R1
* @goal v(b) = 1
* @goal i(R4) = 1
.print ac v(d)
.end
`;
    expect(transformed(text, "merge")).toBe(text);
  });

  test.skipIf(nativeMissing).each(decks)(
    "keeps the voltages of every node that remains in $name",
    ({ text }) => {
      const merged = transformed(text, "merge");
      expect(transformed(merged, "merge")).toBe(merged);
      const count = expectSameVoltages(runDeck(text), runDeck(merged), { tolerance: 1e-6, timeFactor: 1 });
      expect(count).toBeGreaterThan(0);
    },
  );
});
