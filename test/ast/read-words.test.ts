import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCard } from "../../src/ast/read-card.ts";
import { readWords } from "../../src/ast/read-words.ts";
import { createCollector } from "../../src/diagnostic/collector.ts";

/** What the grammar makes of a card: a remark behind it keeps it from being read as mere words. */
function readByGrammar(text: string, form: "card" | "looseCard") {
  const source = { name: "any.cir", text: `${text};x` };
  const collector = createCollector();
  const { name, items } = readCard(source, 0, source.text.length, form, collector);
  expect(collector.diagnostics).toEqual([]);
  return JSON.stringify({ name, items }).replaceAll(JSON.stringify(source), "{}");
}

function readAsWords(text: string, form: "card" | "looseCard") {
  const source = { name: "any.cir", text: `title\n${text}\nR9 a b 1` };
  const card = readWords(source, 6, 6 + text.length, form);
  if (card === undefined) return undefined;
  expect(card.span).toEqual({ source, start: 6, end: 6 + text.length });
  const moved = JSON.stringify({ name: card.name, items: card.items })
    .replaceAll(JSON.stringify(source), "{}")
    .replace(/"(start|end)":(\d+)/g, (_, key, at) => `"${key}":${Number(at) - 6}`);
  return moved;
}

describe("a card of plain words and assignments", () => {
  const word = fc.stringMatching(/^[\w.+-]{1,6}$/);
  const blanks = fc.constantFrom(" ", "\t", "  ");
  const sign = fc.constantFrom("=", " =", "= ", " =\t");
  const item = fc.oneof(
    word,
    fc.tuple(word, sign, word).map((parts) => parts.join("")),
  );
  const card = fc
    .tuple(
      fc.stringMatching(/^[A-Za-z][\w.+-]{0,4}$/),
      fc.array(fc.tuple(blanks, item), { maxLength: 8 }),
      fc.constantFrom("", " ", "\t "),
    )
    .map(([name, items, end]) => name + items.flat().join("") + end);

  test("is read as the grammar reads it", () => {
    fc.assert(
      fc.property(card, (text) => {
        expect(readAsWords(text, "card")).toBe(readByGrammar(text, "card"));
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  test("has no assignments where a value may go on", () => {
    expect(readAsWords("E1 a 0 value=2 3", "looseCard")).toBeUndefined();
    expect(readAsWords("E1 a 0 b 0 2", "looseCard")).toBe(readByGrammar("E1 a 0 b 0 2", "looseCard"));
  });

  test.each([
    "R1 =3",
    "R1=3",
    "R1 a b r=",
    "R1 a b r==3",
    "R1 a b r=1=2",
    "R1 a b {r}",
    "R1 a, b 1",
    "1R a b",
  ])("leaves %s to the grammar", (text) => {
    expect(readAsWords(text, "card")).toBeUndefined();
  });

  test("does not take the first word of the next line for a value", () => {
    const source = { name: "any.cir", text: "R1 a b r=\nC1 a 0 1n" };
    expect(readWords(source, 0, 9, "card")).toBeUndefined();
  });
});
