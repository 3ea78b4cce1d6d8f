import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SegmentKind, splitCards } from "../../grammar/split-cards.ts";
import { netlistArbitrary, soupArbitrary } from "../ast/netlist-arbitrary.ts";

const pieces = (text: string, title = false): readonly (readonly [SegmentKind, string])[] =>
  splitCards(text, { title }).map(({ kind, start, end }) => [kind, text.slice(start, end)] as const);

const visible = (text: string) => text.replaceAll("\0", "").replaceAll("\u001a", "").trim();

describe("splitCards", () => {
  test("the first line is the title, whatever it is", () => {
    expect(pieces("* @train\nR1 a 0 1", true)).toEqual([
      ["title", "* @train"],
      ["card", "R1 a 0 1"],
    ]);
    expect(pieces("\n+ x", true)).toEqual([
      ["title", ""],
      ["stray-continuation", "+ x"],
    ]);
  });

  test("a card takes its + lines, and what stands between", () => {
    expect(pieces("R1 a\n* c\n\n * @train X\n+ 0 1\n* after\nC1")).toEqual([
      ["card", "R1 a\n* c\n\n * @train X\n+ 0 1"],
      ["comment", "* after"],
      ["card", "C1"],
    ]);
  });

  test("comment and blank lines run together; annotations stand alone with their * @+ lines", () => {
    expect(pieces("* a\n\n; b\n$ c\n// d\n* @goal x\n*@ + y\n* e\nR1 a 0 1\n* @+ z")).toEqual([
      ["comment", "* a\n\n; b\n$ c\n// d"],
      ["directive", "* @goal x\n*@ + y"],
      ["comment", "* e"],
      ["card", "R1 a 0 1"],
      ["stray-directive", "* @+ z"],
    ]);
  });

  test("* @+ continues across comment and blank lines, and across no card", () => {
    expect(pieces("* @goal x\n* e\n\n; f\n* @+ y\n* @train R1\n.op\n* g\n* @+ z")).toEqual([
      ["directive", "* @goal x\n* e\n\n; f\n* @+ y"],
      ["directive", "* @train R1"],
      ["card", ".op"],
      ["comment", "* g"],
      ["stray-directive", "* @+ z"],
    ]);
  });

  test("*+ is a comment", () => {
    expect(pieces("R1 a 0 1\n*+ m=2")).toEqual([
      ["card", "R1 a 0 1"],
      ["comment", "*+ m=2"],
    ]);
  });

  test(".control goes to .endc, .end ends it all", () => {
    expect(pieces(".CONTROL\nrun\n.end\n .endc\n+ 1\n.End ; x\nR2\n")).toEqual([
      ["control", ".CONTROL\nrun\n.end\n .endc"],
      ["stray-continuation", "+ 1"],
      ["card", ".End ; x"],
      ["tail", "R2\n"],
    ]);
    expect(pieces(".controls\n.ends\n.endl")).toEqual([
      ["card", ".controls"],
      ["card", ".ends"],
      ["card", ".endl"],
    ]);
  });

  test("indented and odd lines", () => {
    expect(pieces("\t R1 a\r\n \t+ 0\rC1\n(x)\n\u001a")).toEqual([
      ["card", "R1 a\r\n \t+ 0"],
      ["card", "C1"],
      ["card", "(x)"],
      ["comment", "\u001a"],
    ]);
  });

  test("segments are in order and leave out only white space", () => {
    fc.assert(
      fc.property(fc.oneof(netlistArbitrary, soupArbitrary), fc.boolean(), (text, title) => {
        let position = 0;
        for (const { start, end } of splitCards(text, { title })) {
          expect(start).toBeGreaterThanOrEqual(position);
          expect(visible(text.slice(position, start))).toBe("");
          position = end;
        }
        expect(visible(text.slice(position))).toBe("");
      }),
    );
  });
});
