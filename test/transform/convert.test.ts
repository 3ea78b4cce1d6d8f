import { describe, expect, test } from "vitest";
import type { Dialect } from "../../src/transform/dialects.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages, runDeck } from "./run-deck.ts";
import { codesOf, transformed } from "./transform-text.ts";

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
B1 d 0 V=v(a)**3
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
    expect(other).toContain("B1 d 0 V={v(a)**3}\n");
    expect(other).toContain(".model nm nmos(level=54)\n.options device temp=85\n");
  });

  test("hspice", () => {
    const other = transformed(text, to("hspice"));
    expect(other).toContain("R1 in a 'r*2'\nR2 a 0 'r^2'\n");
    expect(other).toContain(".param sq(x)='x*x'\n");
    expect(other).toContain(
      "E1 b 0 vol='v(a)>1 ? v(a)^2 : 0'\nG1 0 c cur='v(a)*sq(2)'\nEB1 d 0 vol='v(a)^3'\n",
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
