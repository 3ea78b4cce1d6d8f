import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import type { Diagnostic } from "../../src/diagnostic/diagnostic.ts";
import { formatReference } from "../../src/diagnostic/format-reference.ts";
import { type MessageCode, messages } from "../../src/diagnostic/messages.ts";
import { compileGoals, type TableResult } from "../../src/goal/compile-goals.ts";
import { readLearnOptions, sampleUse } from "../../src/training/learn-options.ts";

const codes = Object.keys(messages) as MessageCode[];

/** The tables and data files that examples name. A file outside the netlist's folder is not read. */
const tables: Readonly<Record<string, string>> = {
  "response.csv": "frequency,gain\n1000,1\n2000,0.5\n",
  "quote-left-open.csv": 'frequency,"gain\n1000,1\n',
  "word-among-numbers.csv": "frequency,gain\n1000,one\n2000,0.5\n",
  "repeated-row.csv": "frequency,gain\n1000,1\n1000,0.5\n",
  "header-only.csv": "f,gain\n",
  "samples.csv": "x,y,kind\n0,0.1,up\n1,0.4,down\n2,0.9,up\n3,1.6,down\n",
  "ragged.csv": "x,y\n0,0.1\n1\n",
  "gap.csv": "x,y\n0,0.1\n,0.4\n",
  "one.csv": "x,y\n0,0.1\n",
  "waves.json": JSON.stringify({
    ragged: [
      [0, 1, 0, -1],
      [0, 1, 0],
    ],
    fast: Array.from({ length: 2 }, () => alternating(64)),
  }),
};

/** The fastest waveform of that many values. */
function alternating(length: number): readonly number[] {
  return Array.from({ length }, (_, n) => (n % 2 === 0 ? 1 : -1));
}

function readTable(file: string): TableResult {
  if (file.startsWith("/")) return { kind: "forbidden", reason: "it lies outside the netlist's folder" };
  const text = tables[file];
  return text === undefined
    ? { kind: "missing", reason: "no such file" }
    : { kind: "text", source: { name: file, text } };
}

/** Everything that the stages say about a text, each run only where the one before found no error. */
function diagnose(text: string): readonly Diagnostic[] {
  const { netlist, diagnostics } = parseNetlist({ name: "example.cir", text });
  const found = [...diagnostics];
  if (found.some(({ severity }) => severity === "error")) return found;
  const circuit = elaborate(netlist, { readInclude: () => ({ kind: "missing", reason: "no such file" }) });
  found.push(...circuit.diagnostics);
  if (!circuit.ok) return found;
  const goals = compileGoals(circuit.value, { readTable });
  const learn = readLearnOptions(circuit.value.learn, sampleUse(circuit.value.data));
  return [...found, ...goals.diagnostics, ...learn.diagnostics];
}

/** The text of every test and fixture: a code may be produced there, where its example needs files or an engine. */
function testTexts(): string {
  const root = new URL("..", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  return files
    .filter((name) => /\.(?:test\.ts|cir)$/.test(name) && !name.endsWith("reference.test.ts"))
    .map((name) => readFileSync(new URL(name, root), "utf8"))
    .join("\n");
}

test("docs/diagnostics.md is up to date (npm run docs)", () => {
  const file = new URL("../../docs/diagnostics.md", import.meta.url);
  expect(readFileSync(file, "utf8") === formatReference()).toBe(true);
});

describe("every code", () => {
  const parserCodes = codes.filter((code) => /^(?:syntax|directive)\//.test(code));

  test.each(parserCodes)("%s is produced by its example", (code) => {
    const { diagnostics: found } = parseNetlist({ name: "example.cir", text: messages[code].example });
    expect(found.map((diagnostic) => diagnostic.code)).toContain(code);
    for (const { severity, code: other } of found) {
      // The example shows one problem.
      if (severity === "error") expect(other).toBe(code);
    }
  });

  const texts = testTexts();
  test.each(codes.filter((code) => !parserCodes.includes(code)))(
    "%s is produced by its example or a test",
    (code) => {
      const byExample = diagnose(messages[code].example).some((diagnostic) => diagnostic.code === code);
      expect(byExample || texts.includes(code)).toBe(true);
    },
  );

  test.each(codes)("%s is explained", (code) => {
    const { explanation, example } = messages[code];
    expect(explanation).toMatch(/\S.*\.$/s);
    expect(example).not.toBe("");
  });
});
