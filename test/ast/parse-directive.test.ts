import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { outline, parseBody } from "./outline.ts";

function directive(...lines: readonly string[]): unknown {
  const { netlist, diagnostics } = parseNetlist({ name: "t", text: ["title", ...lines, ""].join("\n") });
  expect(diagnostics).toEqual([]);
  const [, only] = netlist.statements;
  return only?.kind === "directive" ? outline(only.directive) : undefined;
}

describe("where annotations stand", () => {
  test.each([
    "* @train R1 min=1",
    "*@train R1 min=1",
    "*@ train R1 min=1",
    "*  @  TRAIN R1 MIN=1",
    "  * @train R1 min=1 # why",
  ])("%s", (line) => {
    expect(outline(directive(line))).toMatchObject({
      kind: "train",
      selectors: [{ kind: "element", pattern: "R1" }],
    });
  });

  test("* @+ continues the annotation above", () => {
    expect(directive("* @train R1", "* @+ min=1 # low", "*@+max=2")).toEqual({
      kind: "train",
      selectors: [{ kind: "element", pattern: "R1" }],
      options: [
        { name: "min", value: 1 },
        { name: "max", value: 2 },
      ],
    });
  });

  test.each([
    "R1 a 0 1k ; @train min=1",
    "R1 a 0 1k;@train min=1",
    "R1 a 0 1k $ @ train min=1",
    "R1 a 0 1k $@train min=1",
    "R1 a 0 ; @train min=1\n+ 1k",
  ])("inline: %s", (card) => {
    const [, element] = parseBody(card).statements;
    expect(outline(element)).toMatchObject({
      value: 1000,
      inline: [{ kind: "train", options: [{ name: "min", value: 1 }] }],
    });
  });

  test("a line between a card and its continuation belongs to the card", () => {
    const [, element] = parseBody("R1 a 0", "* @train R2", "* @+ min=1", "+ 1k").statements;
    expect(outline(element)).toMatchObject({
      inline: [{ kind: "train", selectors: [{ pattern: "R2" }], options: [{ name: "min", value: 1 }] }],
    });
  });

  test("* @+ inside a card continues across comments, but not across a line of the card", () => {
    const [, element] = parseBody("R1 a 0", "* @train R2", "* low", "", "* @+ min=1", "+ 1k").statements;
    expect(outline(element)).toMatchObject({
      inline: [{ kind: "train", selectors: [{ pattern: "R2" }], options: [{ name: "min", value: 1 }] }],
    });
    const text = "title\nR1 a\n* @train R2\n+ 0\n* @+ min=1\n+ 1k\n";
    const { netlist, diagnostics } = parseNetlist({ name: "t", text });
    expect(outline(netlist.statements[1])).toMatchObject({ inline: [{ kind: "train" }] });
    expect(diagnostics.map(({ code }) => code)).toEqual(["directive/stray-continuation"]);
  });

  test("comments that merely contain @ are comments", () => {
    const { netlist, diagnostics } = parseNetlist({
      name: "t",
      text: "title\n* mail me@x.org\n* see @train\nR1 a 0 1\n",
    });
    expect(netlist.statements.map(({ kind }) => kind)).toEqual(["title", "comment", "element"]);
    expect(diagnostics).toEqual([]);
  });
});

describe("@train and @fabricate", () => {
  test("selectors with wildcards, paths and parameters", () => {
    expect(directive("* @train R* C? X1.R2 param:rload min=10p max=1meg scale=LOG")).toEqual({
      kind: "train",
      selectors: [
        { kind: "element", pattern: "R*" },
        { kind: "element", pattern: "C?" },
        { kind: "element", pattern: "X1.R2" },
        { kind: "parameter", pattern: "rload" },
      ],
      options: [
        { name: "min", value: 1e-11 },
        { name: "max", value: 1e6 },
        { name: "scale", value: ":LOG" },
      ],
    });
  });

  test("fabricate", () => {
    expect(directive("* @fabricate R* series=E24 tol=5%")).toEqual({
      kind: "fabricate",
      selectors: [{ kind: "element", pattern: "R*" }],
      options: [
        { name: "series", value: ":E24" },
        { name: "tol", value: 5 },
      ],
    });
  });
});

describe("@goal", () => {
  test.each([
    [
      "db(v(out)) >= -3 from 1k to 10k",
      { left: "{db(v(out))}", relation: ">=", right: "{-3}", range: { from: 1000, to: 10000 } },
    ],
    ["pass: vdb(out) <= 1", { name: "pass", left: "{vdb(out)}", relation: "<=", right: 1 }],
    [
      "stop-band : mag(v(a,b)/v(in)) = 0 at 1k, 2k",
      { name: "stop-band", left: "{mag(v(a,b)/v(in))}", relation: "=", right: 0, at: [1000, 2000] },
    ],
    [
      's(2,1) = table("ref.csv", "s21") weight=2 on=ac',
      {
        left: "{s(2,1)}",
        relation: "=",
        right: '{table("ref.csv","s21")}',
        options: [
          { name: "weight", value: 2 },
          { name: "on", value: ":ac" },
        ],
      },
    ],
    ["im(v(out)) = im(R1)", { left: "{im(v(out))}", relation: "=", right: "{im(R1)}" }],
    [
      "v(out) = 1 scale=1m tol=0.1 weight=-2",
      {
        left: "{v(out)}",
        relation: "=",
        right: 1,
        options: [
          { name: "scale", value: 1e-3 },
          { name: "tol", value: 0.1 },
          { name: "weight", value: -2 },
        ],
      },
    ],
    [
      "v(out) = max(1, f/1k) at fc",
      { left: "{v(out)}", relation: "=", right: "{max(1,f/1000)}", at: [":fc"] },
    ],
    ["v(out) = (f > 1k ? 1 : 0)", { left: "{v(out)}", relation: "=", right: "{f>1000 ? 1 : 0}" }],
  ])("%s", (text, expected) => expect(directive(`* @goal ${text}`)).toEqual({ kind: "goal", ...expected }));

  test("raw node names in probes", () => {
    expect(directive("* @goal v(x1.n,+in) - v(net-1) + v(3) = i(V_in) # remark")).toMatchObject({
      left: "{v(x1.n,+in)-v(net-1)+v(3)}",
      right: "{i(V_in)}",
    });
  });

  test("im(name) is the magnitude of a current, im(expression) the imaginary part", () => {
    const [, line] = parseBody("* @goal im(v(out)) = im(R1)").statements;
    if (line?.kind !== "directive" || line.directive?.kind !== "goal") throw new Error("no goal");
    expect([line.directive.left.kind, line.directive.right.kind]).toEqual(["call", "probe"]);
  });
});

describe("the others", () => {
  test.each([
    ["* @port 1 in", { kind: "port", number: 1, nodes: ["in"] }],
    [
      "* @port 2 out gnd z0=75",
      { kind: "port", number: 2, nodes: ["out", "gnd"], options: [{ name: "z0", value: 75 }] },
    ],
    [
      '* @data "iris data.csv" V1=x V2="sepal width" split=0.8',
      {
        kind: "data",
        file: '"iris data.csv"',
        columns: [
          { source: "V1", column: "x" },
          { source: "V2", column: "sepal width" },
        ],
        options: [{ name: "split", value: 0.8 }],
      },
    ],
    [
      "* @classify species by v(a), v(b) - v(c) temperature=0.1",
      {
        kind: "classify",
        column: "species",
        quantities: ["{v(a)}", "{v(b)-v(c)}"],
        options: [{ name: "temperature", value: 0.1 }],
      },
    ],
    ["* @classify 3 by v(a), v(b)", { kind: "classify", column: "3", quantities: ["{v(a)}", "{v(b)}"] }],
    [
      "* @learn estimator=finite-difference beta=auto steps=100 seed=7 stop=1e-9 starts=5",
      {
        kind: "learn",
        options: [
          { name: "estimator", value: ":finite-difference" },
          { name: "beta", value: ":auto" },
          { name: "steps", value: 100 },
          { name: "seed", value: 7 },
          { name: "stop", value: 1e-9 },
          { name: "starts", value: 5 },
        ],
      },
    ],
    ["* @learn beta=1m", { kind: "learn", options: [{ name: "beta", value: 1e-3 }] }],
  ])("%s", (line, expected) => expect(directive(line)).toEqual(expected));
});
