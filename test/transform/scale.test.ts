import { describe, expect, test } from "vitest";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { corpusDecks, galleryDecks } from "./decks.ts";
import { expectSameVoltages } from "./expect-same-voltages.ts";
import { difference, runDeck } from "./run-deck.ts";
import { codesOf, transformed, tryTransform } from "./transform-text.ts";

const impedance = (k: number) => ({ pass: "scale-impedance", argument: k }) as const;
const frequency = (k: number) => ({ pass: "scale-frequency", argument: k }) as const;

const isLinear = (text: string): boolean => !/^[^rlcvkegfhxi.*+\s;$]/im.test(text.replace(/^.*\n/, ""));
/** ngspice takes a resistor of 0 for one of 1 mOhm, whatever the others are scaled by. */
const hasZeroResistor = /SUPERNODE|ISSUE_235/;
const decks = [...galleryDecks(), ...corpusDecks(40, 6, isLinear)].filter(
  ({ name }) => !hasZeroResistor.test(name),
);
const canBe = (text: string, step: ReturnType<typeof impedance> | ReturnType<typeof frequency>): boolean =>
  tryTransform(text, [step]).ok;
const hasCurrentSource = (text: string): boolean => /^i\w/im.test(text.replace(/^.*\n/, ""));
const hasVoltageSource = (text: string): boolean => /^v\w/im.test(text.replace(/^.*\n/, ""));

describe("--scale-impedance", () => {
  test("scales values in their own style, expressions by a factor, and bounds with their values", () => {
    const text = `t
V1 in 0 ac 1
R1 in a 1k
R2 a 0 {2*r}
C1 a 0 4.7nF ; @train max=10n
L1 a b 10u
G1 0 b a 0 2m
H1 c 0 V1 {rm}
E1 d 0 a 0 3
.param r=50 rm=10
.ac dec 5 1 1k
* @train R1 L1 min=1 max=1k
* @train R1 C1 min=1n
* @port 1 in
* @goal i(V1) = 1 at 1k
.end
`;
    expect(transformed(text, impedance(10))).toBe(`t
V1 in 0 ac 1
R1 in a 10k
R2 a 0 {(2*r)*10}
C1 a 0 0.47nF ; @train max=1n
L1 a b 100u
G1 0 b a 0 0.2m
H1 c 0 V1 {(rm)*10}
E1 d 0 a 0 3
.param r=50 rm=10
.ac dec 5 1 1k
* @train R1 L1 min=10 max=10k
* @train R1 min=10n
* @train C1 min=0.1n
* @port 1 in z0=500
* @goal (i(V1)*10) = 1 at 1k
.end
`);
  });

  test("refuses what has no impedance that could be multiplied, with its place", () => {
    const result = tryTransform("t\nV1 a 0 1\nR1 a b 1k\nD1 b 0 dm\n.model dm d\n.op\n.end\n", [
      impedance(2),
    ]);
    expect(result.ok).toBe(false);
    const found = result.diagnostics.find(({ code }) => code === "transform/refused")!;
    expect(found.span.source.text.slice(found.span.start, found.span.end)).toBe("D1");
  });

  test("says what it leaves: goals on what current sources cause", () => {
    const text = "t\nI1 0 a ac 1\nR1 a 0 1k\n.ac lin 1 1 1\n* @goal v(a) = 1\n.end\n";
    expect(codesOf(text, impedance(2))).toContain("transform/left-as-it-is");
  });

  const voltageDriven = decks.filter(({ text }) => !hasCurrentSource(text) && canBe(text, impedance(7)));
  test.skipIf(nativeMissing).each(voltageDriven)(
    "keeps the voltages that voltage sources cause: $name",
    ({ text }) => {
      expectSameVoltages(runDeck(text), runDeck(transformed(text, impedance(7))), {
        complete: true,
        tolerance: 1e-7,
        timeFactor: 1,
      });
    },
  );

  const currentDriven = decks.filter(
    ({ text }) => hasCurrentSource(text) && !hasVoltageSource(text) && canBe(text, impedance(7)),
  );
  test.skipIf(nativeMissing).each(currentDriven)("multiplies those of current sources: $name", ({ text }) => {
    const factor = 7;
    expectSameVoltages(runDeck(text), runDeck(transformed(text, impedance(factor))), {
      factor,
      complete: true,
    });
  });

  test.skipIf(nativeMissing).each(decks.filter(({ text }) => canBe(text, impedance(8))))(
    "there and back is the same circuit: $name",
    ({ text }) => {
      const back = transformed(text, impedance(8), impedance(1 / 8));
      expectSameVoltages(runDeck(text), runDeck(back), { complete: true, tolerance: 1e-7, timeFactor: 1 });
    },
  );
});

describe("--scale-frequency", () => {
  test("scales L, C, ranges, waveforms and goals", () => {
    const text = `t
V1 in 0 ac 1 sin(0 1 1k 1u 5 90)
V2 b 0 pulse(0 1 1u 2u 3u 4u {per})
R1 in a 1k
C1 a 0 {c}
L1 a b 10u
.param c=1n per=20u
.ac dec 5 1 1k
.tran 1u 1m 0 1u uic
* @goal mag(v(a)) >= 1/f from 10 to 1k
* @goal delay(v(a)) <= 1m at 100
* @goal v(a) = t from 0 to 1m on=tran
.end
`;
    expect(transformed(text, frequency(10))).toBe(`t
V1 in 0 ac 1 sin(0 1 10k 0.1u 50 90)
V2 b 0 pulse(0 1 0.1u 0.2u 0.3u 0.4u {(per)*0.1})
R1 in a 1k
C1 a 0 {(c)*0.1}
L1 a b 1u
.param c=1n per=20u
.ac dec 5 10 10k
.tran 0.1u 0.1m 0 0.1u uic
* @goal mag(v(a)) >= 1/(f/10) from 100 to 10k
* @goal (delay(v(a))*10) <= 1m at 1000
* @goal v(a) = (t*10) from 0 to 0.1m on=tran
.end
`);
  });

  const fit = decks.filter(({ text }) => canBe(text, frequency(16)));
  test.skipIf(nativeMissing).each(fit)("moves the response of $name", ({ text }) => {
    const k = 16;
    const before = runDeck(text);
    const after = runDeck(transformed(text, frequency(k)));
    expectSameVoltages(before, after, { complete: true, tolerance: 1e-6, timeFactor: 1 / k });
    before.forEach((plot, index) => {
      const one = plot.get("frequency");
      if (one === undefined) return;
      const moved = { re: one.re.map((f) => f * k), im: new Float64Array(one.re.length) };
      const other = { ...after[index]!.get("frequency")!, im: moved.im };
      expect(difference(moved, other, moved.re.at(-1)!)).toBeLessThan(1e-12);
    });
  });

  test.skipIf(nativeMissing).each(fit)("there and back is the same circuit: $name", ({ text }) => {
    const back = transformed(text, frequency(8), frequency(1 / 8));
    expectSameVoltages(runDeck(text), runDeck(back), { complete: true, tolerance: 1e-6, timeFactor: 1 });
  });
});
