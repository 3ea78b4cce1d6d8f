import { describe, expect, test } from "vitest";
import { complexMatrix } from "../../src/numeric/complex-matrix.ts";
import { circuitOf, compileWith, objectiveOf, withGoals } from "./circuit-fixture.ts";

/** Targets that a table gives on the frame's sweep of 1, 2, 3, 4 kHz (or at other points). */
function targets(csv: string, column = "", points = ""): readonly number[] {
  const call = column === "" ? 'table("t.csv")' : `table("t.csv", "${column}")`;
  const { objective, state } = objectiveOf([`vm(out)*0 = ${call} ${points}`], { "t.csv": csv });
  const zero = complexMatrix(1, objective.frequencies.length);
  const { residuals } = objective.evaluate(zero, state);
  return [...residuals!].map((row) => -row * Math.sqrt(residuals!.length));
}

/** Problems of one goal with a table: code, the text that is marked, its line. */
function problems(csv: string, call = 'table("t.csv")', points = ""): readonly string[] {
  const circuit = circuitOf(withGoals([`vm(out) = ${call} ${points}`]));
  return compileWith(circuit, { "t.csv": csv }).diagnostics.map(({ code, span: { source, start, end } }) => {
    const line = source.text.slice(0, start).split("\n").length;
    const place = source.name === "t.csv" ? `t.csv:${line} ` : "";
    return `${code.replace("goal/table-", "")} ${place}${JSON.stringify(source.text.slice(start, end))}`;
  });
}

describe("reading", () => {
  test.each([
    ["no header", "1000,1\n4000,7\n"],
    ["a header", "f,level\n1000,1\n4000,7\n"],
    ["semicolons", "f;level\n1000;1\n4000;7\n"],
    ["tabs", "1000\t1\n4000\t7\n"],
    ["SPICE numbers and spaces", "1k , 1\n 4kHz,7000m\n"],
    ["remarks, blank lines, CRLF and no end of line", "# measured\r\n\r\nf,level\r\n1e3,1\r\n4e3,7 # last"],
    ["a byte order mark", "\ufefff,level\n1000,1\n4000,7\n"],
    ["quotes", '"f","level"\n"1000","1"\n"4000","7"\n'],
    ["rows in any order", "4000,7\n1000,1\n2000,3\n"],
    ["further columns and ragged rows", "f,level,note\n1000,1\n4000,7,late,x\n"],
  ])("%s", (_, csv) => {
    for (const [k, value] of targets(csv).entries()) expect(value).toBeCloseTo([1, 3, 5, 7][k]!, 12);
  });

  test("a column by name in any case, or by number", () => {
    const csv = "f,Low,High\n1000,1,10\n4000,4,40\n";
    expect(targets(csv)[0]).toBeCloseTo(1, 12);
    expect(targets(csv, "low")[3]).toBeCloseTo(4, 12);
    expect(targets(csv, "HIGH")[3]).toBeCloseTo(40, 12);
    expect(targets(csv, "3")[3]).toBeCloseTo(40, 12);
    expect(targets("1000,1,10\n4000,4,40\n", "3")[3]).toBeCloseTo(40, 12);
    expect(targets(csv, "1")[3]).toBeCloseTo(4000, 9);
  });
});

describe("interpolation", () => {
  const csv = "1000,1\n2000,5\n4000,-3\n";

  test("is linear between the rows and exact at them", () => {
    const found = targets(csv, "", "at 1k, 1.25k, 2k, 2.5k, 3.9k, 4k");
    for (const [k, value] of [1, 2, 5, 3, -2.6, -3].entries()) expect(found[k]).toBeCloseTo(value, 12);
  });

  test("holds the end values within 1e-9 of the ends", () => {
    expect(targets(csv, "", "at 999.9999995")[0]).toBe(1);
    expect(targets(csv, "", "at 4000.000003")[0]).toBe(-3);
  });

  test("a single row serves its own point", () => {
    expect(targets("2000,5\n", "", "at 2k")[0]).toBe(5);
  });
});

describe("what is wrong", () => {
  const call = 'table("t.csv")';

  test("points beyond the ends", () => {
    expect(problems("1000,1\n3999,2\n")).toEqual([`range ${JSON.stringify(call)}`]);
    expect(problems("1000,1\n4000,2\n", call, "at 999.99999")).toEqual([`range ${JSON.stringify(call)}`]);
    expect(problems("1000,1\n4000,2\n", call, "at 4000.00001")).toEqual([`range ${JSON.stringify(call)}`]);
    expect(problems("1000,1\n3999,2\n", call, "from 1k to 3k")).toEqual([]);
  });

  test.each([
    ["1000,1\n2000,x\n4000,2\n", ['number t.csv:2 "x"']],
    ["f,y\n1000,1\n2000,\n4000,2\n", ['number t.csv:3 "2000,"']],
    ["f,y\n1000,1\n2000\n4000,2\n", ['number t.csv:3 "2000"']],
    ["f,y\n1000,nan\n4000,1e999\n", ['number t.csv:2 "nan"', 'number t.csv:3 "1e999"']],
    ["f,y\n1000,1\nhigh,low\n", ['number t.csv:3 "high"', 'number t.csv:3 "low"']],
    ["1000,1\n4000,2\n1000,3\n", ['repeated t.csv:3 "1000,3"']],
    ['1000,1\n"4000,2\n', ['syntax t.csv:2 "\\"4000,2"']],
    ['1000,1\n40"00,2\n', ['syntax t.csv:2 "40\\"00,2"']],
    ['1000,1\n"4000"x,2\n', ['syntax t.csv:2 "\\"4000\\"x,2"']],
    ["f,y\n", [`empty ${JSON.stringify(call)}`]],
    ["", [`empty ${JSON.stringify(call)}`]],
    ["1000\n4000\n", [`column ${JSON.stringify(call)}`]],
  ])("%j", (csv, expected) => {
    expect(problems(csv)).toEqual(expected);
  });

  test("a column that does not exist", () => {
    expect(problems("f,gain\n1000,1\n4000,2\n", 'table("t.csv", "gian")')).toEqual(['column "gian"']);
    expect(problems("1000,1\n4000,2\n", 'table("t.csv", "3")')).toEqual(['column "3"']);
    expect(problems("1000,1\n4000,2\n", 'table("t.csv", "0")')).toEqual(['column "0"']);
  });

  test("a file that is not there, or not to be read", () => {
    expect(problems("", 'table("u.csv")')).toEqual(['missing "table(\\"u.csv\\")"']);
    expect(problems("", 'table("/u.csv")')).toEqual(['forbidden "table(\\"/u.csv\\")"']);
  });

  test("a file that two goals read is wrong once", () => {
    expect(problems("x,y,z\n1000,a\n", 'table("t.csv")+table("t.csv")').length).toBe(1);
  });
});
