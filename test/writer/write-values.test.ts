import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Trainable } from "../../src/circuit/circuit.ts";
import { parseSpiceNumber } from "../../src/numeric/spice-number.ts";
import type { SourceText } from "../../src/source/source-text.ts";
import { formatValues, writeValues } from "../../src/writer/write-values.ts";

/** A trainable for each `[number]` of a marked text. */
function marked(text: string): { source: SourceText; trainables: readonly Trainable[] } {
  const places: { start: number; end: number }[] = [];
  let plain = "";
  for (const [index, piece] of text.split(/[[\]]/).entries()) {
    if (index % 2 === 1) places.push({ start: plain.length, end: plain.length + piece.length });
    plain += piece;
  }
  const source = { name: "test.cir", text: plain };
  const trainables = places.map((place, index) => ({
    name: `P${index}`,
    unit: "",
    span: { source, ...place },
    start: 1,
    min: Number.NEGATIVE_INFINITY,
    max: Number.POSITIVE_INFINITY,
    scale: "linear" as const,
  }));
  return { source, trainables };
}

function write(text: string, values: readonly number[], digits = 6): string {
  const { source, trainables } = marked(text);
  return writeValues(source, trainables, Float64Array.from(values), digits);
}

describe("writeValues", () => {
  test("changes the numbers and nothing else, in their own style", () => {
    const deck = "title\r\nR1 a b [4.7kOhm] ; keep\r\nC1\tb 0  [1e-9]\r\nL1 b 0 [10U] ic=0 $ me too";
    expect(write(deck, [5123.456, 2.5e-9, 1.2345678e-5])).toBe(
      "title\r\nR1 a b 5.12346kOhm ; keep\r\nC1\tb 0  2.5e-9\r\nL1 b 0 12.3457U ic=0 $ me too",
    );
  });

  test("the same values give the same bytes, whatever their style", () => {
    const deck = "t\nR1 a 0 [04.700K]\nR2 a 0 [1.00000000001]\nC1 a 0 [.5u]\n+ [1MEG]\n";
    expect(write(deck, [4700, 1.00000000001, 5e-7, 1e6])).toBe(deck.replace(/[[\]]/g, ""));
  });

  test("a value that is the old one to the written digits keeps the old text", () => {
    expect(write("t\nR1 a 0 [4.70K]\n", [4700.0000001])).toBe("t\nR1 a 0 4.70K\n");
    expect(write("t\nR1 a 0 [4.70K]\n", [4700.01], 4)).toBe("t\nR1 a 0 4.70K\n");
    expect(write("t\nR1 a 0 [4.70K]\n", [4700.01], 7)).toBe("t\nR1 a 0 4.70001K\n");
  });

  test("values of other texts are left alone", () => {
    const { source } = marked("t\nR1 a 0 1k\n");
    const other = marked("R9 a 0 [1k]\n");
    expect(writeValues(source, other.trainables, Float64Array.of(5), 6)).toBe(source.text);
    expect(writeValues(other.source, other.trainables, Float64Array.of(5), 6)).not.toBe(other.source.text);
  });

  test("formatValues says what a simulator will read", () => {
    const { trainables } = marked("R1 a 0 [1k]\nR2 a 0 [2k]\n");
    const written = formatValues(trainables, Float64Array.of(1234.56789, 2000), 4);
    expect(written).toEqual([
      { text: "1.235k", value: 1235, changed: true },
      { text: "2k", value: 2000, changed: false },
    ]);
  });

  test("digits behind a suffix, which no simulator reads, are not kept", () => {
    expect(write("t\nR1 a 0 [4k7]\n", [5100])).toBe("t\nR1 a 0 5.1k\n");
  });

  test("any value survives to the asked digits in any style", () => {
    const styles = fc.constantFrom(
      "1k",
      "2.2K",
      "1e-9",
      "10uF",
      "4.7",
      "1MEG",
      "100n",
      "0",
      "3mil",
      "-5",
      "1pF",
      "5F",
    );
    fc.assert(
      fc.property(
        styles,
        fc.double({ min: 1e-14, max: 1e11, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (style, value, digits) => {
          const text = write(`t\nR1 a 0 [${style}] x\n`, [value], digits);
          const number = /^t\nR1 a 0 (\S+) x\n$/.exec(text)?.[1];
          const back = parseSpiceNumber(number!)!.value;
          expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.abs(value) * 1.02 * 10 ** (1 - digits));
        },
      ),
    );
  });
});
