import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Rule {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Rule[];
}

interface TextMateGrammar {
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

const file = new URL("../../docs/editor/tellegen.tmLanguage.json", import.meta.url);
const grammar = JSON.parse(readFileSync(file, "utf8")) as TextMateGrammar;

function rulesOf(rules: readonly Rule[]): readonly Rule[] {
  return rules.flatMap((rule) => [rule, ...rulesOf(rule.patterns ?? [])]);
}

/** The grammar's engine writes (?i) in front; JavaScript wants a flag. */
function compile(pattern: string): RegExp {
  const ignoresCase = pattern.startsWith("(?i)");
  return new RegExp(ignoresCase ? pattern.slice(4) : pattern, ignoresCase ? "iu" : "u");
}

const all = rulesOf([...grammar.patterns, ...Object.values(grammar.repository)]);

test("every rule of the editor's grammar names one that exists, and every pattern is one", () => {
  for (const { include, match, begin, end } of all) {
    if (include !== undefined) expect(grammar.repository).toHaveProperty(include.slice(1));
    for (const pattern of [match, begin, end]) {
      if (pattern !== undefined) expect(() => compile(pattern), pattern).not.toThrow();
    }
  }
});

test("annotations are told from comments, and numbers are taken apart", () => {
  const begins = compile(grammar.repository["directive"]!.begin!);
  expect(begins.exec("* @train R1 min=10")?.[3]).toBe("train");
  expect(begins.exec("*@goal v(out) = 1")?.[3]).toBe("goal");
  expect(begins.test("* a comment about @train")).toBe(false);
  const number = compile(grammar.repository["number"]!.match!);
  expect(number.exec("4.7kOhm")?.slice(1)).toEqual(["4.7", "k", "Ohm"]);
  expect(number.exec("10meg")?.slice(1)).toEqual(["10", "meg", ""]);
  expect(number.test("n12")).toBe(false);
});

test("every annotation of the language is one in an editor", () => {
  const begins = compile(grammar.repository["directive"]!.begin!);
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const words = new Set([...readme.matchAll(/^\* @(\w+)/gm)].map((match) => match[1]!));
  for (const word of [...words, "fabricate"]) expect(begins.exec(`* @${word} x`)?.[3], word).toBe(word);
  expect(words.size).toBeGreaterThanOrEqual(7);
});
