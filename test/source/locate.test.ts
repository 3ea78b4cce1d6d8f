import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLocator, locate } from "../../src/source/locate.ts";

const source = (text: string) => ({ name: "x", text });

describe("locate", () => {
  test.each([
    ["a\nb", 2, 2, 1],
    ["a\r\nb", 3, 2, 1],
    ["a\rb", 2, 2, 1],
    ["a\n\nb", 3, 3, 1],
    ["abc", 1, 1, 2],
    ["abc\n", 4, 2, 1],
    ["", 0, 1, 1],
    ["abc", 99, 1, 4],
    ["abc", -1, 1, 1],
  ])("finds offset %#", (text, offset, line, column) => {
    expect(locate(source(text), offset)).toEqual({ line, column });
  });

  test("agrees with splitting the text in front of the offset", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\n", "\r", "\r\n"), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(), (input, n) => {
        const offset = n % (input.length + 1);
        // An offset between CR and LF belongs to the line that they end.
        fc.pre(!(input[offset - 1] === "\r" && input[offset] === "\n"));
        const before = input.slice(0, offset).split(/\r\n|\r|\n/);
        expect(createLocator(source(input))(offset)).toEqual({
          line: before.length,
          column: before.at(-1)!.length + 1,
        });
      }),
    );
  });
});
