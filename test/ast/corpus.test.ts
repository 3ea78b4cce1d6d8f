import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { Statement } from "../../src/ast/netlist.ts";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { decodeText, encodeText } from "../../src/source/decode-text.ts";
import { applyEdits } from "../../src/source/text-edit.ts";
import { expectLossless } from "./lossless.ts";

/** A folder of real decks that is no part of the project: TELLEGEN_CORPUS, or `shared/corpus` beside the checkout. */
const corpus = process.env["TELLEGEN_CORPUS"] ?? new URL("../../../shared/corpus", import.meta.url).pathname;
const missing = existsSync(corpus) ? undefined : `no corpus at ${corpus}`;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return statSync(path).size > 0 ? [path] : [];
  });
}

function rewrite(statements: readonly Statement[], text: string): string {
  // Every number replaced by itself: the way the writer goes.
  const edits = statements.flatMap((statement) =>
    statement.kind === "element" && statement.value?.kind === "number"
      ? [
          {
            span: statement.value.span,
            replacement: text.slice(statement.value.span.start, statement.value.span.end),
          },
        ]
      : [],
  );
  return applyEdits(text, edits);
}

describe.skipIf(missing)(`real decks (${missing ?? corpus})`, () => {
  const files = missing === undefined ? filesBelow(corpus) : [];

  test("every file is read without an exception and written back byte for byte", () => {
    expect(files.length).toBeGreaterThan(1000);
    for (const path of files) {
      const bytes = new Uint8Array(readFileSync(path));
      const decoded = decodeText(bytes);
      const { netlist } = parseNetlist({ name: path, text: decoded.text });
      const written = encodeText({ ...decoded, text: rewrite(netlist.statements, decoded.text) });
      expect(Buffer.compare(written, bytes), relative(corpus, path)).toBe(0);
    }
  });

  test("statements hold every character of every tenth file", () => {
    for (const path of files.filter((_, k) => k % 10 === 0)) {
      const { text } = decodeText(new Uint8Array(readFileSync(path)));
      if (text.length < 200_000) expectLossless(text);
    }
  });
});
