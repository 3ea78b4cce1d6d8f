import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import { renderDiagnostic } from "../../src/diagnostic/render-diagnostic.ts";
import { locate } from "../../src/source/locate.ts";

const folder = new URL("../fixtures/malformed/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".fail.cir"));

/** Each fixture says on a comment line what is wrong with it: `* expect: <code> line <n>`. */
function expectationOf(text: string): { readonly code: string; readonly line: number } {
  const match = /^\* expect: (\S+) line (\d+)$/m.exec(text);
  if (match === null) throw new Error("the fixture does not say what is expected");
  return { code: match[1]!, line: Number(match[2]) };
}

describe("malformed netlists", () => {
  test("there are enough of them", () => expect(files.length).toBeGreaterThanOrEqual(30));

  test.each(files)("%s", (name) => {
    const source = { name, text: readFileSync(new URL(name, folder), "utf8") };
    const { code, line } = expectationOf(source.text);
    const { netlist, diagnostics } = parseNetlist(source);
    // A later stage does not run while an error of an earlier one stands.
    const stands = diagnostics.some(({ severity }) => severity === "error");
    const all = stands
      ? diagnostics
      : elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "no such file" }) }).diagnostics;
    const found = all
      .filter(({ severity }) => severity === "error")
      .map((diagnostic) => ({ code: diagnostic.code, line: locate(source, diagnostic.span.start).line }));
    expect(found).toContainEqual({ code, line });
    // One mistake gives one message, or a few that say different things; never a cascade.
    expect(found.length).toBeLessThanOrEqual(3);
    for (const diagnostic of all) expect(renderDiagnostic(diagnostic)).toContain(`${name}:`);
  });
});
