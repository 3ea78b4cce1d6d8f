import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { transformed } from "./transform-text.ts";

const decks = [...galleryDecks(), ...corpusDecks(40, 1, () => true)];

describe("--format", () => {
  test("puts one space between words and none around an equals sign or inside parentheses", () => {
    const text =
      "  a title \nV1   in 0  pulse ( 0 1, 1n )\n  R1\tin 0 {2 * r}   tc = 1m , 2m\n.param   r = 1k\n\n\n\n.end\n\n";
    expect(transformed(text, "format")).toBe(
      "  a title\nV1 in 0 pulse (0 1, 1n)\nR1 in 0 {2 * r} tc=1m, 2m\n.param r=1k\n\n.end\n",
    );
  });

  test("keeps remarks: those between the lines of a card in front, the last behind it", () => {
    const text = "t\nR1 a 0\n* between\n+ 1k $ behind\nC1 a 0 1n;@train   min=1p\n*@train  R1\n.end\n";
    expect(transformed(text, "format")).toBe(
      "t\n* between\nR1 a 0 1k $ behind\nC1 a 0 1n ;@train   min=1p\n* @train R1\n.end\n",
    );
  });

  test("keeps the lines of a card with remarks behind several of them", () => {
    const text = `t
.param   rl = 50        ; ohms
+   cl={2*rl*1p}      ; farads
  * the pass band
+ f0=1meg
+ ; nothing
+ f1=2meg   f2 = 3   $ hertz
R1 a
+ 0  1k ; only one
.end
`;
    expect(transformed(text, "format")).toBe(`t
.param rl=50 ; ohms
+ cl={2*rl*1p} ; farads
* the pass band
+ f0=1meg
* nothing
+ f1=2meg f2=3 $ hertz
R1 a 0 1k ; only one
.end
`);
  });

  test("breaks long cards and joins short ones", () => {
    const long = `t\nV1 a 0 pwl(${Array.from({ length: 60 }, (_, k) => `${k}u ${k % 7}`).join(" ")})\nR1 a\n+ 0\n+ 1k\n.end\n`;
    const text = transformed(long, "format");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(102);
    expect(text).toContain("\nR1 a 0 1k\n");
  });

  test("leaves .control blocks and the text below .end alone", () => {
    const text = "t\nR1 a 0 1\n.control\n  run   \n\n\n  print  a\n.endc\n.end\nnotes   here\n\n\n  more\n";
    expect(transformed(text, "format")).toBe(text);
  });

  test("keeps CR LF", () => {
    expect(transformed("t\r\nR1  a 0 1\r\n.end\r\n", "format")).toBe("t\r\nR1 a 0 1\r\n.end\r\n");
  });

  test.each(decks)("is idempotent on $name", ({ text }) => {
    const once = transformed(text, "format");
    expect(transformed(once, "format")).toBe(once);
  });

  test.skipIf(nativeMissing).each(decks)("keeps the circuit of $name", ({ text }) => {
    expectSameVoltages(runDeck(text), runDeck(transformed(text, "format")), { complete: true });
  });
});
