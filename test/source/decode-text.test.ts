import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeText, encodeText } from "../../src/source/decode-text.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("decodeText", () => {
  test("takes valid UTF-8 as UTF-8", () => {
    expect(decodeText(new TextEncoder().encode("10µF"))).toEqual({
      text: "10µF",
      encoding: "utf-8",
      mark: false,
    });
  });

  test("keeps the mark out of the text", () => {
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x52))).toEqual({ text: "R", encoding: "utf-8", mark: true });
  });

  test("takes anything else as Latin-1", () => {
    expect(decodeText(bytes(0x31, 0xb5, 0x46))).toEqual({ text: "1µF", encoding: "latin-1", mark: false });
  });

  test("reads UTF-16 with a mark in either order, and little endian without", () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x52, 0, 0x31, 0))).toMatchObject({
      text: "R1",
      encoding: "utf-16le",
    });
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x52, 0, 0x31))).toMatchObject({
      text: "R1",
      encoding: "utf-16be",
    });
    expect(decodeText(bytes(0x52, 0, 0x31, 0))).toEqual({ text: "R1", encoding: "utf-16le", mark: false });
  });

  test("gives the same bytes back, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        expect(encodeText(decodeText(input))).toEqual(input);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["utf-16le", [0xff, 0xfe]],
    ["utf-16be", [0xfe, 0xff]],
    ["utf-8", [0xef, 0xbb, 0xbf]],
  ])("gives the same bytes back behind a %s mark", (_name, mark) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (tail) => {
        const input = new Uint8Array([...mark, ...tail]);
        expect(encodeText(decodeText(input))).toEqual(input);
      }),
    );
  });

  test("refuses to write a character that Latin-1 lacks", () => {
    expect(() => encodeText({ text: "Ω", encoding: "latin-1", mark: false })).toThrow(RangeError);
  });
});
