import type { ILexingResult, Lexer } from "chevrotain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCardLexer, triviaGroup } from "../../grammar/card-tokens.ts";
import { createExpressionLexer } from "../../grammar/expression-tokens.ts";
import { splitCards } from "../../grammar/split-cards.ts";
import { netlistArbitrary, soupArbitrary } from "../ast/netlist-arbitrary.ts";

const cardLexer = createCardLexer();
const expressionLexer = createExpressionLexer();
const modes = ["circuit", "goal", "words"] as const;

/** The text that the tokens and the trivia make when put together. */
function rejoin({ tokens, groups }: ILexingResult): string {
  const all = [...tokens, ...(groups[triviaGroup] ?? [])].sort((a, b) => a.startOffset - b.startOffset);
  let position = 0;
  for (const { startOffset, image } of all) {
    if (startOffset !== position) throw new Error(`a gap at ${position}`);
    position += image.length;
  }
  return all.map(({ image }) => image).join("");
}

const names = (lexer: Lexer, text: string, mode?: string): readonly string[] =>
  lexer.tokenize(text, mode).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);

describe("tokens re-join to their text", () => {
  test("those of a card", () => {
    fc.assert(
      fc.property(fc.oneof(netlistArbitrary, soupArbitrary), (text) => {
        const result = cardLexer.tokenize(text);
        expect(result.errors).toEqual([]);
        expect(rejoin(result)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test.each(modes)("those of an expression in the mode %s", (mode) => {
    fc.assert(
      fc.property(fc.oneof(netlistArbitrary, soupArbitrary), (text) => {
        const result = expressionLexer.tokenize(text, mode);
        expect(result.errors).toEqual([]);
        expect(rejoin(result)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  test("those of a whole netlist, card by card", () => {
    fc.assert(
      fc.property(netlistArbitrary, (text) => {
        let written = "";
        let position = 0;
        for (const { kind, start, end } of splitCards(text, { title: true })) {
          const piece = text.slice(start, end);
          written +=
            text.slice(position, start) + (kind === "card" ? rejoin(cardLexer.tokenize(piece)) : piece);
          position = end;
        }
        expect(written + text.slice(position)).toBe(text);
      }),
    );
  });
});

describe("what the lexers tell apart", () => {
  test.each([
    ["R1 net-1 x[3] 4.7k", ["Word R1", "Word net-1", "Word x[3]", "Word 4.7k"]],
    [
      "a=1 b = {2*{x}} c='d e'",
      [
        "Word a",
        "Equals =",
        "Word 1",
        "Word b",
        "Equals =",
        "Braced {2*{x}}",
        "Word c",
        "Equals =",
        "Quoted 'd e'",
      ],
    ],
    ["a==b x<=2", ["Word a==b", "Word x<=2"]],
    ["a$b c $d", ["Word a$b", "Word c"]],
    ["a/b c//d", ["Word a/b", "Word c"]],
    ["{a ; }\n+ b}", ["Braced {a ; }\n+ b}"]],
    ["{a 'b", ["Unclosed {a 'b"]],
  ])("card %j", (text, expected) => expect(names(cardLexer, text)).toEqual(expected));

  test.each([
    ["circuit", "s(1)", ["Identifier s", "Open (", "NumberLiteral 1", "Close )"]],
    ["goal", "s(1,2)", ["GoalProbe s(", "RawName 1", "Separator ,", "RawName 2", "ProbeClose )"]],
    ["circuit", "v(a-1,+b)", ["CircuitProbe v(", "RawName a-1", "Separator ,", "RawName +b", "ProbeClose )"]],
    [
      "goal",
      "im(R1)+im(v(a))",
      [
        "GoalProbe im(",
        "RawName R1",
        "ProbeClose )",
        "Plus +",
        "Identifier im",
        "Open (",
        "GoalProbe v(",
        "RawName a",
        "ProbeClose )",
        "Close )",
      ],
    ],
    ["goal", "at atx", ["At at", "Identifier atx"]],
    ["words", "R* min=10p # x", ["RawWord R*", "RawWord min", "Assign =", "RawWord 10p"]],
    [
      "circuit",
      "1e-3k**2<>3",
      ["NumberLiteral 1e-3k", "Power **", "NumberLiteral 2", "NotEqual <>", "NumberLiteral 3"],
    ],
    ["circuit", "@m1[gm]", ["Identifier @m1[gm]"]],
  ])("%s %j", (mode, text, expected) => expect(names(expressionLexer, text, mode)).toEqual(expected));
});
