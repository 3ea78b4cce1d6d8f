import { describe, expect, test } from "vitest";
import { compile } from "../../src/training/compile.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { runDeck } from "./run-deck.ts";
import { codesOf, transformed } from "./transform-text.ts";

const decks = [...galleryDecks(), ...corpusDecks(60, 11, () => true)];

describe("--portable", () => {
  test("writes comments, annotations and numbers as every simulator reads them", () => {
    const text = `t
; a remark
V1 in 0 ac 1V $ the source
C1 in out 10µF ; @train min=1u
R1 out 0 10MegOhm
*@train R1
*#run
R2 out 0 1K // two
* between
+ tc=1m
X1 out 0 load r=50Ohm ; @train
.subckt load a b r=1
R1 a b {r*1kOhm} ; @train max=10
.ends
.ac dec 5 1Hz 1kHz
`;
    expect(transformed(text, "portable")).toBe(`t
* a remark
* the source
V1 in 0 ac 1
C1 in out 10u
* @train C1 min=1u
R1 out 0 10meg
* @train R1
* run
* two
* between
R2 out 0 1k
+ tc=1m
X1 out 0 load r=50
* @train param:X1.r
.subckt load a b r=1
R1 a b {r*1k}
* @train R1 max=10
.ends
.ac dec 5 1 1k
.end
`);
  });

  test("says aloud what a number with digits behind its suffix is", () => {
    const text = "t\nV1 a 0 1\nR1 a 0 4k7\n.op\n.end\n";
    expect(transformed(text, "portable")).toContain("R1 a 0 4k\n");
    expect(codesOf(text, "portable")).toContain("transform/misleading-number");
  });

  test.each(decks)("writes $name once, and keeps what is trained", ({ text }) => {
    const once = transformed(text, "portable");
    expect(transformed(once, "portable")).toBe(once);
    const trainables = (deck: string) => {
      const compiled = compile({ name: "t", text: deck });
      return compiled.ok ? compiled.value.circuit.trainables.map(({ span, ...rest }) => rest) : undefined;
    };
    expect(trainables(once)).toEqual(trainables(text));
  });

  test.skipIf(nativeMissing).each(decks)("keeps every voltage of $name", ({ text }) => {
    expectSameVoltages(runDeck(text), runDeck(transformed(text, "portable")), { complete: true });
  });
});
