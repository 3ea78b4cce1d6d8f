import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { decodeText } from "../../src/source/decode-text.ts";
import { expectLossless } from "./lossless.ts";
import { netlistArbitrary, soupArbitrary } from "./netlist-arbitrary.ts";

/** TELLEGEN_FUZZ multiplies the number of runs. */
const runs = 1500 * Number(process.env["TELLEGEN_FUZZ"] ?? 1);

describe("whatever the text, there is a netlist that holds every character", () => {
  test("texts that look like netlists", () => {
    fc.assert(
      fc.property(netlistArbitrary, fc.boolean(), (text, included) => void expectLossless(text, included)),
      { numRuns: runs },
    );
  });

  test("soups of the characters that matter", () => {
    fc.assert(
      fc.property(soupArbitrary, fc.boolean(), (text, included) => void expectLossless(text, included)),
      { numRuns: runs },
    );
  });

  test("bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void expectLossless(decodeText(bytes).text)),
      { numRuns: runs },
    );
  });

  test("a netlist with one character changed", () => {
    const change = fc.tuple(netlistArbitrary, fc.nat(), fc.constantFrom(..."(){}'\"=+*.;@ \n,"));
    fc.assert(
      fc.property(change, ([text, n, c]) => {
        const at = n % (text.length + 1);
        expectLossless(text.slice(0, at) + c + text.slice(at + 1));
      }),
      { numRuns: runs },
    );
  });
});

describe("nesting and length that no recursion could follow", () => {
  const pieces = ["(", "{", "'", '"', "f(", "v(", "!", "-", "?1:", "=", "a=", ",", "a(b ", ")", "}"];
  const starts = [
    "R1 a b ",
    ".param a=",
    "B1 a 0 v=",
    "* @goal ",
    "* @train ",
    ".model x y ",
    ".func f(x) ",
    ".subckt ",
    ".ic ",
  ];

  test.each(pieces)("%s, twenty thousand times", (piece) => {
    for (const start of starts) {
      const text = `title\n${start}${piece.repeat(20_000)}\n.end\n`;
      expect(parseNetlist({ name: "deep", text }).netlist.statements.length, start).toBeGreaterThan(1);
    }
  });

  test("subcircuits inside each other", () => {
    expectLossless(`title\n${".subckt s a\n".repeat(20_000)}`);
  });
});
