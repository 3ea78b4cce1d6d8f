import { describe, expect, it } from "vitest";
import { circuitOfText, codesOf, elaborateText } from "./elaborate-text.ts";

const deck = (cards: string): string => `title\nV1 a 0 1\n${cards}\n.op\n.end\n`;

describe("includes", () => {
  it("say by which files a missing one was reached", () => {
    const files = { "one.inc": "* one\n.include two.inc\n", "two.inc": "* two\n.include three.inc\n" };
    const { diagnostics } = elaborateText(deck("R1 a 0 1\n.include one.inc"), { files });
    const [missing] = diagnostics.filter(({ code }) => code === "circuit/missing-include");
    expect(missing?.span.source.name).toBe("two.inc");
    expect(missing?.related.map(({ message, span }) => [message, span.source.name])).toEqual([
      ["two.inc is included here", "one.inc"],
      ["one.inc is included here", "test.cir"],
    ]);
  });

  it("stand where they are named, also inside a subcircuit", () => {
    const files = {
      "parts.inc": "Ra a b {r}\n.include more.inc\n",
      "more.inc": "Rb b 0 1k\n.end\nRc b 0 1k\n",
    };
    const circuit = circuitOfText(
      deck(".param r=2k\n.subckt s a\n.include parts.inc\n.ends\nX1 a s\n.include parts.inc"),
      {
        files,
      },
    );
    expect(circuit.elements.map(({ name }) => name)).toEqual(["V1", "X1.Ra", "X1.Rb", "Ra", "Rb"]);
    expect(circuit.sources.map(({ name }) => name)).toEqual(["test.cir", "parts.inc", "more.inc"]);
    expect([...circuit.included!.values()].map(({ source }) => source.name)).toEqual([
      "parts.inc",
      "more.inc",
      "parts.inc",
    ]);
  });

  it("share the numbers of a file that is read twice", () => {
    const circuit = circuitOfText(
      deck(
        ".subckt s a\n.include r.inc\n.ends\n.subckt t a\n.include r.inc\n.ends\nX1 a s\nX2 a t\n* @train s.R1 t.R1",
      ),
      { files: { "r.inc": "R1 a 0 1k\n" } },
    );
    expect(circuit.trainables.map(({ name, span }) => [name, span.source.name])).toEqual([["s.R1", "r.inc"]]);
    expect(circuit.evaluate(Float64Array.of(5)).derivatives).toHaveLength(2);
  });

  it("read one section of a library, and sections from sections", () => {
    const files = {
      "parts.lib":
        ".lib slow\n.param r=1\n.lib 'parts.lib' common\n.endl\n.lib fast\n.param r=2\n.endl\n.lib common\nR1 a 0 {r}\n.endl\n",
    };
    const circuit = circuitOfText(deck(".lib parts.lib SLOW"), { files });
    expect(circuit.evaluate(new Float64Array(0)).slots[circuit.parameterSlots.get("r")!]).toBe(1);
    const { diagnostics } = elaborateText(deck(".lib parts.lib slwo"), { files });
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toContainEqual([
      "circuit/missing-section",
      "did you mean slow?",
    ]);
  });

  it("may not lead back to themselves", () => {
    const files = { "a.inc": ".include b.inc\n", "b.inc": "R1 a 0 1\n.include a.inc\n" };
    const { diagnostics } = elaborateText(deck(".include a.inc"), { files });
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["circuit/include-cycle", "this file includes itself: test.cir -> a.inc -> b.inc -> a.inc"],
    ]);
    const deep = Object.fromEntries(
      Array.from({ length: 60 }, (_, k) => [`${k}.inc`, `.include ${k + 1}.inc\n`]),
    );
    expect(codesOf(deck(".include 0.inc\nR1 a 0 1"), { files: deep })).toEqual(["circuit/include-cycle"]);
  });

  it("report the problems of their own text, once", () => {
    const { diagnostics } = elaborateText(
      deck(".include a.inc\n.subckt s a\n.include a.inc\n.ends\nX1 a s"),
      {
        files: { "a.inc": "R1 a 0 1..2\nR2 a 0 {nothing}\n" },
      },
    );
    expect(diagnostics.map(({ code, span }) => [code, span.source.name])).toEqual([
      ["syntax/number-with-rest", "a.inc"],
    ]);
  });

  it("that may not be read are an error, or a warning that leaves names open", () => {
    const text = deck(".include /elsewhere/models.inc\nR1 a b {rx}\nD1 b 0 dio\nX1 b 0 thing\nR2 b 0 {f(1)}");
    expect(codesOf(text)).toContain("circuit/forbidden-include");
    expect(codesOf(text, { requireIncludes: false })).toEqual(["circuit/include-not-read"]);
    expect(codesOf(deck(".include nowhere\nR1 a 0 1"), { requireIncludes: false })).toEqual([
      "circuit/missing-include",
    ]);
  });
});
