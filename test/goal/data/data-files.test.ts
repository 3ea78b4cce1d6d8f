import { describe, expect, test } from "vitest";
import type { DataTable, DataTrouble } from "../../../src/goal/data/data-table.ts";
import { normaliseColumn } from "../../../src/goal/data/normalise-column.ts";
import { parseCsvData } from "../../../src/goal/data/parse-csv-data.ts";
import { parseJsonData } from "../../../src/goal/data/parse-json-data.ts";
import { splitSamples } from "../../../src/goal/data/split-samples.ts";

const marked = ({ span }: DataTrouble): string => span.source.text.slice(span.start, span.end);

function cells(table: DataTable | DataTrouble): readonly (readonly unknown[])[] {
  if ("reason" in table) throw new Error(table.reason);
  return Array.from({ length: table.count }, (_, sample) =>
    table.columns.map((_name, column) => table.cell(sample, column)),
  );
}

describe("CSV", () => {
  test("a header names the columns, cells are texts, gaps are undefined", () => {
    const table = parseCsvData({ name: "d.csv", text: "a;b\n1k;iy\n# a remark\n;aa\n" });
    expect(table).toMatchObject({ columns: ["a", "b"], count: 2 });
    expect(cells(table)).toEqual([
      ["1k", "iy"],
      [undefined, "aa"],
    ]);
  });

  test("without a header columns are numbered", () => {
    expect(parseCsvData({ name: "d.csv", text: "1,2\n3,4\n" })).toMatchObject({
      columns: ["1", "2"],
      count: 2,
    });
  });

  test("a ragged line is marked", () => {
    const trouble = parseCsvData({ name: "d.csv", text: "a,b\n1,2\n3,4,5\n" }) as DataTrouble;
    expect(trouble.reason).toBe("this line has 3 cells, the first one 2");
    expect(marked(trouble)).toBe("3,4,5");
    expect(trouble.hint).toContain("in quotes");
    const short = parseCsvData({ name: "d.csv", text: "a,b\n1,2\n3\n" }) as DataTrouble;
    expect(short.hint).toBe("complete the line, or leave the sample out");
  });

  test("a comma is a sign like others where semicolons or tabs part the cells", () => {
    expect(cells(parseCsvData({ name: "d.csv", text: "a;b\n1,5;red, or so\n" }))).toEqual([
      ["1,5", "red, or so"],
    ]);
    expect(cells(parseCsvData({ name: "d.csv", text: '# a;b\n"a;b",c\n1,2\n' }))).toEqual([["1", "2"]]);
    expect(cells(parseCsvData({ name: "d.csv", text: "a\tb\r\n1\tred, or so\r\n" }))).toEqual([
      ["1", "red, or so"],
    ]);
  });

  test("a quote that is never closed is marked where it opens", () => {
    const trouble = parseCsvData({ name: "d.csv", text: 'a,b\n1,"""x"""\n2,"y\n3,z\n' }) as DataTrouble;
    expect(trouble.reason).toBe("a quote is never closed");
    expect(marked(trouble)).toBe('2,"y');
  });

  test("a cell's place", () => {
    const table = parseCsvData({ name: "d.csv", text: "a,b\n1,2\n3,oops\n" }) as DataTable;
    const { start, end } = table.spanOf(1, 1);
    expect(table.source.text.slice(start, end)).toBe("oops");
  });
});

describe("JSON", () => {
  test.each([
    ['[{"x": 1},\n {"x" : 2, "kind": "a]\\"}", "x": [3, "no"]}]', '[3, "no"]'],
    ['{"x": [1, 2],\n "y": [1, {"z": [4]}]}', '{"z": [4]}'],
    ['{"x": [1, 2],\n "y": [1]}', "[1]"],
    ['{"x": [1, 2],\n "y": "[1]"}', '"[1]"'],
    ['[{"x": 1},\n\t[2]]', "[2]"],
    ["42", "42"],
  ])("%s: the strange place is marked", (text, place) => {
    expect(marked(parseJsonData({ name: "d.json", text }) as DataTrouble)).toBe(place);
  });

  test("the place of a cell, of one that is missing the sample", () => {
    const text = '[\n  {"x": 1, "y": "one"},\n  {"y": "two"},\n  {"x": [1, 2], "y": null}\n]';
    const table = parseJsonData({ name: "d.json", text }) as DataTable;
    const at = (sample: number, column: number): string => {
      const { start, end } = table.spanOf(sample, column);
      return text.slice(start, end);
    };
    expect([at(0, 0), at(0, 1), at(1, 0), at(1, 1), at(2, 0), at(2, 1)]).toEqual([
      "1",
      '"one"',
      '{"y": "two"}',
      '"two"',
      "[1, 2]",
      "null",
    ]);
  });

  const read = (value: unknown) => parseJsonData({ name: "d.json", text: JSON.stringify(value) });

  test("a list of objects and an object of lists are the same data", () => {
    const rows = read([
      { x: 1, kind: "up", wave: [0, 1] },
      { x: 2, wave: [1, 0] },
    ]);
    const columns = read({
      x: [1, 2],
      kind: ["up", null],
      wave: [
        [0, 1],
        [1, 0],
      ],
    });
    expect(cells(rows)).toEqual([
      [1, "up", [0, 1]],
      [2, undefined, [1, 0]],
    ]);
    expect(cells(columns)).toEqual(cells(rows));
  });

  test.each([
    [{ x: [1, 2], y: [1] }, "column y has 1 values, column x 2"],
    [{ x: 1 }, "column x is not a list"],
    [[{ x: 1 }, 2], "sample 2 is not an object"],
    [{ x: [1, true] }, "sample 2 of column x is no number, text or list of numbers"],
    [7, "a data file is a list of samples or an object of columns"],
  ])("%j is refused", (value, reason) => expect((read(value) as DataTrouble).reason).toBe(reason));

  test("what is not JSON is marked where it breaks", () => {
    const quoted = parseJsonData({ name: "d.json", text: '[{"x": 1},\n oops]' }) as DataTrouble;
    expect(quoted.reason).toMatch(/^this is not JSON: .*oops/);
    const placed = parseJsonData({ name: "d.json", text: '[{"x": 1} {"x": 2}]' }) as DataTrouble;
    expect(placed.span.start).toBe(10);
    expect(marked(placed)).toBe("{");
  });
});

describe("splits", () => {
  const all = Int32Array.from({ length: 40 }, (_, sample) => sample);
  const rule = {
    train: 0.75,
    validate: 0.2,
    seed: 3,
    groupOf: String,
    stratumOf: (sample: number) => String(sample % 2),
  };

  test("the parts are disjoint, complete, ascending, and every stratum is in each", () => {
    const { train, validate, test: kept } = splitSamples(all, rule);
    expect([train.length, validate.length, kept.length]).toEqual([24, 6, 10]);
    expect([...train, ...validate, ...kept].sort((a, b) => a - b)).toEqual([...all]);
    for (const part of [train, validate, kept]) {
      expect([...part]).toEqual([...part].sort((a, b) => a - b));
      expect(part.filter((sample) => sample % 2 === 0).length).toBe(part.length / 2);
    }
  });

  test("the seed decides, and nothing else", () => {
    expect(splitSamples(all, rule)).toEqual(splitSamples(all, rule));
    expect(splitSamples(all, { ...rule, seed: 4 })).not.toEqual(splitSamples(all, rule));
  });

  test("groups stay together", () => {
    const groupOf = (sample: number) => `speaker ${Math.floor(sample / 5)}`;
    const { train, test: kept } = splitSamples(all, { ...rule, validate: 0, groupOf, stratumOf: () => "" });
    const speakers = (part: Int32Array) => new Set([...part].map(groupOf));
    expect(speakers(train).size).toBe(6);
    expect(speakers(kept).size).toBe(2);
    for (const speaker of speakers(kept)) expect(speakers(train).has(speaker)).toBe(false);
  });
});

describe("normalisation", () => {
  const column = Float64Array.of(1, 3, 5, 100);
  const training = Int32Array.of(0, 1, 2);

  test("by what the training samples are, applied to all", () => {
    expect([...normaliseColumn(column, training, "range", 2)]).toEqual([-2, 0, 2, 97]);
    const standard = normaliseColumn(column, training, "standard", 1);
    expect(standard[1]).toBe(0);
    expect(standard[2]).toBeCloseTo(Math.sqrt(1.5), 12);
    expect([...normaliseColumn(column, training, "none", 0.5)]).toEqual([0.5, 1.5, 2.5, 50]);
  });

  test("a column that does not vary is 0", () => {
    expect([...normaliseColumn(Float64Array.of(7, 7), Int32Array.of(0, 1), "standard", 1)]).toEqual([0, 0]);
  });
});
