import { expect, test } from "vitest";
import { nameLatex } from "../../src/action/formula-latex.ts";

test("in mathematics an accent without a letter stands inside a text", () => {
  expect(nameLatex("c~d^1")).toBe("\\mathrm{c\\text{\\~{}}d\\text{\\^{}}1}");
  expect(nameLatex("a_b#%&")).toBe("\\mathrm{a\\_b\\#\\%\\&}");
  expect(nameLatex("a\\b")).toBe("\\mathrm{a\\text{\\textbackslash}b}");
});
