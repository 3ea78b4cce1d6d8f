import { expect, test } from "vitest";
import { check } from "../../src/diagnostic/checked.ts";
import { createCollector } from "../../src/diagnostic/collector.ts";

const span = { source: { name: "x", text: "abc" }, start: 0, end: 1 };

test("builds message and hint from the table", () => {
  const collector = createCollector();
  collector.report("syntax/digits-after-suffix", span, { text: "4k7", value: 4000 });
  expect(collector.diagnostics).toEqual([
    {
      code: "syntax/digits-after-suffix",
      severity: "warning",
      message: '"4k7" is read as 4000: SPICE ignores what follows the suffix',
      span,
      related: [],
      hint: "write 4.7k",
    },
  ]);
});

test("lets a report bring its own hint and related places", () => {
  const collector = createCollector();
  const related = [{ message: "here", span }];
  collector.report("syntax/bad-number", span, { text: "x" }, { hint: "try 1k", related });
  expect(collector.diagnostics[0]).toMatchObject({ hint: "try 1k", related });
});

test("a wrong code or argument does not compile", () => {
  const { report } = createCollector();
  // @ts-expect-error there is no such code
  const wrongCode = () => report("syntax/no-such-code", span, {});
  // @ts-expect-error the text is missing
  const missingArgument = () => report("syntax/bad-number", span, {});
  // @ts-expect-error the value is a number
  const wrongType = () => report("syntax/digits-after-suffix", span, { text: "4k7", value: "4000" });
  // @ts-expect-error this text has no arguments
  const tooMany = () => report("syntax/stray-continuation", span, { text: "x" });
  expect([wrongCode, missingArgument, wrongType, tooMany]).toHaveLength(4);
});

test("check() is ok as long as no error stands", () => {
  const collector = createCollector();
  collector.report("syntax/stray-continuation", span, {});
  expect(check(1, [])).toEqual({ ok: true, value: 1, diagnostics: [] });
  expect(check(1, collector.diagnostics)).toEqual({ ok: false, diagnostics: collector.diagnostics });
});
