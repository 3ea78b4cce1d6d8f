import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CardParser } from "../../grammar/card-parser.ts";
import { createCardLexer } from "../../grammar/card-tokens.ts";
import { ExpressionParser } from "../../grammar/expression-parser.ts";
import { generateCstTypes } from "../../grammar/generate-cst.ts";
import { netlistArbitrary, soupArbitrary } from "../ast/netlist-arbitrary.ts";

test("the grammars pass Chevrotain's own checks, which are skipped at run time", () => {
  expect(() => new CardParser({ skipValidations: false })).not.toThrow();
  expect(() => new ExpressionParser({ skipValidations: false })).not.toThrow();
});

test("cst.d.ts is up to date (npm run cst)", () => {
  const file = new URL("../../grammar/cst.d.ts", import.meta.url);
  expect(readFileSync(file, "utf8")).toBe(generateCstTypes());
});

test("every rule stands in the EBNF of the README", () => {
  const readme = readFileSync(new URL("../../grammar/README.md", import.meta.url), "utf8");
  const rules = [new CardParser(), new ExpressionParser()].flatMap((parser) =>
    Object.keys(parser.getGAstProductions()),
  );
  expect(rules.filter((rule) => !new RegExp(`^${rule} +::=`, "m").test(readme))).toEqual([]);
});

describe("the grammar of cards is total", () => {
  const lexer = createCardLexer();
  const parser = new CardParser();

  test.each(["card", "looseCard"] as const)("%s takes every sequence of tokens", (rule) => {
    fc.assert(
      fc.property(fc.oneof(netlistArbitrary, soupArbitrary), (text) => {
        parser.input = lexer.tokenize(text).tokens;
        parser[rule]();
        expect(parser.errors).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test.each(["voltagesCard", "functionCard"] as const)(
    "%s takes every sequence that begins with a word",
    (rule) => {
      fc.assert(
        fc.property(fc.oneof(netlistArbitrary, soupArbitrary), (text) => {
          parser.input = lexer.tokenize(`.x ${text}`).tokens;
          parser[rule]();
          expect(parser.errors).toEqual([]);
        }),
        { numRuns: 1000 },
      );
    },
  );
});
