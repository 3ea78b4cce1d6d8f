import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { renderDiagnostic } from "../../src/diagnostic/render-diagnostic.ts";

function diagnostic(text: string, start: number, end: number, more: Partial<Diagnostic> = {}): Diagnostic {
  const span = { source: { name: "x.cir", text }, start, end };
  return { code: "syntax/test", severity: "error", message: "wrong", span, related: [], ...more };
}

test("draws the line with carets under the span", () => {
  expect(renderDiagnostic(diagnostic("title\nR1 a 0 1.2.3\n.end\n", 13, 18))).toBe(
    ["x.cir:2:8: error: wrong [syntax/test]", "  |", "2 | R1 a 0 1.2.3", "  |        ^^^^^"].join("\n"),
  );
});

test("marks an empty span, and one at the end of the text", () => {
  expect(
    renderDiagnostic(diagnostic("abc", 3, 3))
      .split("\n")
      .slice(2),
  ).toEqual(["1 | abc", "  |    ^"]);
  expect(
    renderDiagnostic(diagnostic("", 0, 0))
      .split("\n")
      .slice(2),
  ).toEqual(["1 |", "  | ^"]);
});

test("marks the first line of a longer span", () => {
  expect(
    renderDiagnostic(diagnostic("R1 a\n+ 0", 3, 8))
      .split("\n")
      .slice(2),
  ).toEqual(["1 | R1 a", "  |    ^"]);
});

test("expands tabs in the line and in the carets alike, and shows control characters", () => {
  const lines = renderDiagnostic(diagnostic("R1\ta\t0\u0001x", 5, 8)).split("\n");
  expect(lines[2]).toBe("1 | R1  a   0\u00b7x");
  expect(lines[3]).toBe("  |         ^^^");
});

test("cuts a very long line to a window around the carets", () => {
  const text = `${"a".repeat(500_000)}WRONG${"b".repeat(500_000)}`;
  const lines = renderDiagnostic(diagnostic(text, 500_000, 500_005), { width: 60 }).split("\n");
  expect(lines[2]!.length).toBeLessThanOrEqual(64);
  const from = lines[3]!.indexOf("^");
  expect(lines[2]!.slice(from, from + 5)).toBe("WRONG");
  expect(lines[3]!.slice(from)).toBe("^^^^^");
});

test("cuts a span that is itself longer than the window", () => {
  const lines = renderDiagnostic(diagnostic("x".repeat(100_000), 10, 90_000), { width: 40 }).split("\n");
  expect(lines[2]!.length).toBeLessThanOrEqual(44);
  expect(lines[3]!.length).toBeLessThanOrEqual(44);
});

test("adds related places and the hint", () => {
  const text = "R1 a 0 1\nR1 b 0 2\n";
  const source = { name: "x.cir", text };
  const shown = renderDiagnostic(
    diagnostic(text, 9, 11, {
      related: [{ message: "first defined here", span: { source, start: 0, end: 2 } }],
      hint: "rename one",
    }),
  );
  expect(shown.split("\n").slice(4)).toEqual([
    "x.cir:1:1: first defined here",
    "  |",
    "1 | R1 a 0 1",
    "  | ^^",
    "hint: rename one",
  ]);
});

test("paints with the colours it is given", () => {
  const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const colours = { error: tag("e"), warning: tag("w"), info: tag("i"), dim: tag("d"), bold: tag("b") };
  expect(renderDiagnostic(diagnostic("abc", 0, 1), { colours }).split("\n")[0]).toBe(
    "<b>x.cir:1:1</b>: <e>error</e>: <b>wrong</b> <d>[syntax/test]</d>",
  );
});
