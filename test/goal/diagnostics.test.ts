import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { goalMessages } from "../../src/diagnostic/messages/goal.ts";
import { circuitOf, compileWith, type Files, problemsOf, withGoals } from "./circuit-fixture.ts";

/** The tables and data files that the examples of the message table speak of. */
const files: Files = {
  "response.csv": "f,gain\n10k,1\n100k,0.5\n",
  "quote-left-open.csv": '1k,1\n"10k,0.5\n',
  "word-among-numbers.csv": "f,gain\n1k,1\n10k,half\n",
  "repeated-row.csv": "1k,1\n1k,2\n1meg,0\n",
  "header-only.csv": "f,gain\n",
  "samples.csv": "x,y,kind\n0,0.1,up\n1,0.4,down\n2,0.9,up\n3,1.6,down\n",
  "ragged.csv": "x,y\n0,0.1\n1\n",
  "gap.csv": "x,y\n0,0.1\n,0.4\n",
  "one.csv": "x,y\n0,0.1\n",
  "waves.json": '{"ragged": [[0, 1, 0], [0, 1]], "fast": [0, [0, 1, 0, -1, 0, 1, 1, -1]]}',
};

describe("every goal code is produced by its example", () => {
  test.each(Object.entries(goalMessages))("%s", (code, { example, severity }) => {
    const found = compileWith(circuitOf(example), files);
    expect(found.diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
    expect(found.diagnostics[0]!.severity).toBe(severity);
    expect(found.ok).toBe(severity !== "error");
    expect(found.diagnostics[0]!.message).not.toMatch(/undefined|NaN/);
  });
});

describe("what to do about it", () => {
  test.each([
    ["log(vm(out)) = 1", "write ln or log10: SPICE programs do not agree which of them log is"],
    ["magg(v(out)) = 1", "did you mean mag?"],
    ["vm(out) = 1/hertz", "did you mean f?"],
    ["vm(out) = time", undefined],
  ])("%s", (line, hint) => {
    const { diagnostics } = parseNetlist({ name: "test.cir", text: `title\n* @goal ${line}\n.end\n` });
    const found =
      diagnostics.length > 0 ? diagnostics : compileWith(circuitOf(withGoals([line]))).diagnostics;
    expect(found[0]!.hint).toBe(hint);
  });

  const hintOf = (data: string, ...more: readonly string[]) => {
    const cards = ["title", "V1 in 0 1", "R1 in a 1k", "R2 a 0 1k", ".op", `* @data ${data} V1=x`];
    const text = [...cards, ...more.map((line) => `* ${line}`), ".end", ""].join("\n");
    return compileWith(circuitOf(text), { ...files, "none.json": "[]", "same.csv": "x,kind\n1,a\n2,a\n" })
      .diagnostics[0]?.hint;
  };

  test.each([
    ['"ragged.csv"', "@goal v(a) = 1", "complete the line, or leave the sample out"],
    ['"header-only.csv"', "@goal v(a) = 1", "write one sample a line below the line that names the columns"],
    ['"none.json"', "@goal v(a) = 1", 'write a list of samples: [{"x": 1, "y": 2}, …]'],
    [
      '"same.csv"',
      "@classify kind by v(a), v(in)",
      "every sample has a in column kind: name the column that tells the classes apart, or add samples of the others",
    ],
    [
      '"samples.csv"',
      "@classify kind by v(a)",
      'labels="a, b" chooses among the labels and gives their order',
    ],
    [
      '"samples.csv"',
      "@goal v(a) = R2",
      "R2 is an element: make its value a .param (and R2 … {name}) to speak of it",
    ],
  ])("%s, %s", (data, line, hint) => expect(hintOf(data, line)).toBe(hint));
});

describe("what is marked", () => {
  test.each([
    ["v(outt) = 1", "goal/unknown-node outt"],
    ["v(out,inn) = 1", "goal/unknown-node inn"],
    ["i(R9) = 1", "goal/unknown-element R9"],
    ["i(K1) = 1", "goal/no-current K1"],
    ["s(2,3) = 1", "goal/unknown-port 3"],
    ["s(1) = 1", "goal/argument-count s(1)"],
    ["vm(out) = ga", "goal/unknown-name ga"],
    ["vm(out) = 2*t on=ac", "goal/wrong-axis t"],
    ["mag(v(out),1) = 1", "goal/argument-count mag(v(out),1)"],
    ["min(1, v(out)) = 1", "goal/needs-real v(out)"],
    ["1 >= v(out)", "goal/complex-limit v(out)"],
    ["re(v(out))+v(in) <= 1", "goal/complex-limit re(v(out))+v(in)"],
    ["delay(vdb(out)) = 1", "goal/needs-phasor vdb(out)"],
    ["vm(out) = 1 from 3k to 2k", "goal/reversed-range 3k to 2k"],
    ["vm(out) = 1 from 1.1k to 1.9k", "goal/empty-range 1.1k to 1.9k"],
    ["vm(out) = 1 at 1k, 0", "goal/not-positive 0"],
    ["vm(out) = 1 weight=0", "goal/not-positive 0"],
    ["vm(out) = 1 scale={gain-1}", "goal/not-positive {gain-1}"],
    ["vm(out) = 1 weight={gian}", "goal/unknown-name {gian}"],
    ["vm(out) = 1 tol={-gain}", "goal/negative-tolerance {-gain}"],
    ["vm(out) = 1 at {f}", "goal/not-constant {f}"],
    ["vm(out) = 1 weight={sqrt(-1)}", "goal/not-a-number {sqrt(-1)}"],
  ])("%s", (goal, expected) => expect(problemsOf([goal])).toEqual([expected]));

  test("all problems of all goals at once", () => {
    expect(problemsOf(["v(a) <= v(b) weight=-1", "i(R9) = 1 from 9k to 8k"])).toEqual([
      "goal/unknown-node a",
      "goal/unknown-node b",
      "goal/not-positive -1",
      "goal/unknown-element R9",
      "goal/reversed-range 9k to 8k",
    ]);
  });

  test("near names are offered", () => {
    const hint = (goal: string): string | undefined => {
      return compileWith(circuitOf(withGoals([goal]))).diagnostics[0]!.hint;
    };
    expect(hint("v(oot) = 1")).toBe("did you mean out?");
    expect(hint("vm(out) = gian")).toBe("did you mean gain?");
    expect(hint("i(RR1) = 1")).toBe("did you mean R1?");
    expect(hint("v(out) >= 1")).toMatch(/mag/);
  });
});

describe("which analysis a goal belongs to", () => {
  const lines = (...cards: readonly string[]) => [
    "title",
    "V1 in 0 ac 1",
    "R1 in out 1k",
    "C1 out 0 1n",
    ...cards,
  ];
  const codes = (cards: readonly string[], goal: string) =>
    problemsOf([goal], {}, lines(...cards)).map((problem) => problem.split(" ")[0]);
  const ac = ".ac dec 10 1k 1meg";
  const tran = ".tran 1n 1u";

  test("its quantities say it", () => {
    for (const goal of [
      "vdb(out) = 0",
      "phase(v(out)) = 0",
      "vm(out) = f/1meg",
      "delay(v(out)) = 0",
      "im(v(out)) = 0",
    ])
      expect(codes([tran, ac], goal)).toEqual([]);
    expect(codes([tran, ac], "v(out) = t")).toEqual([]);
    expect(codes([tran, ac], "power(v(out)) = 1")).toEqual([]);
    expect(codes([ac], "v(out) = x")).toEqual(["goal/no-analysis"]);
    expect(codes([tran], "vdb(out) = 0")).toEqual(["goal/no-analysis"]);
  });

  test("otherwise the only one there is, or on=, or .ac with a warning", () => {
    expect(codes([ac], "v(out) = 0")).toEqual([]);
    expect(codes([tran], "v(out) = 0")).toEqual([]);
    expect(codes([ac, tran], "v(out) = 0 on=ac")).toEqual([]);
    expect(codes([ac, tran], "v(out) = 0 on=tran")).toEqual([]);
    expect(codes([ac, tran], "v(out) = 0")).toEqual(["goal/analysis-assumed"]);
    expect(codes([ac, tran], "v(out) = 0 at 10k")).toEqual([]);
    expect(codes([ac, tran], "v(out) <= 0 at 0.3u")).toEqual([]);
    expect(codes([ac, tran], "v(out) <= 0 from 0 to 1u")).toEqual([]);
    expect(codes([".ac dec 10 1e-9 1meg", tran], "v(out) = 0 at 0.3u")).toEqual(["goal/analysis-assumed"]);
    expect(codes([ac, tran], "v(out) = 0 at 2")).toEqual(["goal/analysis-assumed"]);
    expect(codes([ac], "v(out) = 0 on=op")).toEqual(["goal/no-analysis"]);
    expect(codes([], "v(out) = 0")).toEqual(["goal/no-analysis"]);
  });
});

test("a circuit without goals has no objective and no problem", () => {
  expect(compileWith(circuitOf(withGoals([])))).toEqual({ ok: true, value: [], diagnostics: [] });
});
