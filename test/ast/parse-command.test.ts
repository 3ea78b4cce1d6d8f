import { describe, expect, test } from "vitest";
import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { outline, outlineCard, parseBody } from "./outline.ts";

describe("one-card commands", () => {
  test.each([
    [".model d1 d", { kind: "model", name: "d1", type: "d" }],
    [
      ".model d1 d(is=1f rs = 2)",
      {
        kind: "model",
        name: "d1",
        type: "d",
        parameters: [
          { name: "is", value: 1e-15 },
          { name: "rs", value: 2 },
        ],
      },
    ],
    [
      ".MODEL n NMOS level=8 vto='v0+1'",
      {
        kind: "model",
        name: "n",
        type: "NMOS",
        parameters: [
          { name: "level", value: 8 },
          { name: "vto", value: "{v0+1}" },
        ],
      },
    ],
    [".param a=1", { kind: "param", assignments: [{ name: "a", value: 1 }] }],
    [
      ".param a = 1 + 2 * 3, b=max(a, 2) c='a*2' d={a}",
      {
        kind: "param",
        assignments: [
          { name: "a", value: "{1+2*3}" },
          { name: "b", value: "{max(a,2)}" },
          { name: "c", value: "{a*2}" },
          { name: "d", value: "{a}" },
        ],
      },
    ],
    [".param a = b == 2 ? 3 : 4", { kind: "param", assignments: [{ name: "a", value: "{b==2 ? 3 : 4}" }] }],
    [".param f(x,y)='x*y'", { kind: "func", name: "f", parameters: ["x", "y"], body: "{x*y}" }],
    [".func f(x,y) {x*y}", { kind: "func", name: "f", parameters: ["x", "y"], body: "{x*y}" }],
    [".func f(x) = x + 1", { kind: "func", name: "f", parameters: ["x"], body: "{x+1}" }],
    [".ac dec 10 1 1meg", { kind: "analysis", analysis: "ac", arguments: [":dec", 10, 1, 1e6] }],
    [
      ".tran 1n 1u 0 1n uic",
      { kind: "analysis", analysis: "tran", arguments: [1e-9, 1e-6, 0, 1e-9, ":uic"] },
    ],
    [".tran {t/10} {t}", { kind: "analysis", analysis: "tran", arguments: ["{t/10}", "{t}"] }],
    [".dc V1 0 5 0.1", { kind: "analysis", analysis: "dc", arguments: [":V1", 0, 5, 0.1] }],
    [".op", { kind: "analysis", analysis: "op" }],
    [
      ".options reltol=1e-4 klu",
      { kind: "options", assignments: [{ name: "reltol", value: 1e-4 }], flags: ["klu"] },
    ],
    [
      ".ic v(a)=1 V( b ) = {x}",
      {
        kind: "ic",
        voltages: [
          { node: "a", value: 1 },
          { node: "b", value: "{x}" },
        ],
      },
    ],
    [".nodeset v(net-1)=1", { kind: "nodeset", voltages: [{ node: "net-1", value: 1 }] }],
    [".global vdd vss!", { kind: "global", nodes: ["vdd", "vss!"] }],
    [".temp 27 85", { kind: "temp", values: [27, 85] }],
    ['.include "a b.lib"', { kind: "include", file: "a b.lib" }],
    [".inc ../x.lib ; why", { kind: "include", file: "../x.lib" }],
    [".lib 'x.lib' tt", { kind: "include", file: "x.lib", section: "tt" }],
    [".lib x.lib", { kind: "include", file: "x.lib" }],
    [".save v(out)", { kind: "other", name: ".save", arguments: [":v", ":out"] }],
    [".end", { kind: "end" }],
  ])("%s", (card, expected) => expect(outlineCard(card)).toEqual(expected));

  test("the span of an included file's name is what a writer would replace", () => {
    const { source, statements } = parseBody('.include "a b.lib"');
    const statement = statements[1]!;
    if (statement.kind !== "include") throw new Error("not an include");
    expect(source.text.slice(statement.fileSpan.start, statement.fileSpan.end)).toBe("a b.lib");
  });
});

describe("blocks", () => {
  test("subcircuits nest", () => {
    const { statements } = parseBody(
      ".subckt outer a b params: r=1k",
      ".subckt inner x",
      "R1 x 0 {r}",
      ".ends",
      "X1 a inner",
      ".ends outer",
      "R9 a 0 1",
    );
    expect(outline(statements.slice(1))).toMatchObject([
      {
        kind: "subcircuit",
        name: "outer",
        ports: ["a", "b"],
        parameters: [{ name: "r", value: 1000 }],
        body: [{ kind: "subcircuit", name: "inner", ports: ["x"], body: [{ name: "R1" }] }, { name: "X1" }],
      },
      { name: "R9" },
    ]);
  });

  test("a .lib with one argument and an .endl is a section", () => {
    const { netlist } = parseNetlist(
      { name: "l", text: ".lib tt\n.model n nmos\n.endl tt\n.lib ff\n.model n nmos\n.endl\n" },
      { included: true },
    );
    expect(outline(netlist.statements)).toMatchObject([
      { kind: "library", name: "tt", body: [{ kind: "model" }] },
      { kind: "library", name: "ff", body: [{ kind: "model" }] },
    ]);
  });

  test(".control blocks are one statement, whatever is in them", () => {
    const { statements, source } = parseBody(
      ".control",
      "let x = ( 'a {",
      "* @train R1",
      ".end",
      "+ x",
      ".ENDC ; done",
      "R1 a 0 1",
    );
    expect(statements.map(({ kind }) => kind)).toEqual(["title", "control", "element"]);
    expect(source.text.slice(statements[1]!.span.start, statements[1]!.span.end)).toMatch(
      /^\.control[\s\S]*done$/,
    );
  });

  test("text after .end is kept as a comment", () => {
    const { statements } = parseBody("R1 a 0 1", ".end", "R2 a 0 1");
    expect(statements.map(({ kind }) => kind)).toEqual(["title", "element", "end", "comment"]);
  });

  test(".if and its branches are kept", () => {
    const { statements } = parseBody(".if (x==1)", "R1 a 0 1", ".else", "R1 a 0 2", ".endif");
    expect(statements.map((s) => (s.kind === "other" ? s.name.key : s.kind))).toEqual([
      "title",
      ".if",
      "element",
      ".else",
      "element",
      ".endif",
    ]);
  });

  test("an included file has no title", () => {
    const { netlist } = parseNetlist({ name: "i", text: "R1 a 0 1\n" }, { included: true });
    expect(netlist.statements.map(({ kind }) => kind)).toEqual(["element"]);
  });

  test("the title is kept whatever it looks like", () => {
    const { netlist } = parseNetlist({ name: "i", text: "R1 a 0 1k\nR1 a 0 1\n" });
    expect(outline(netlist.statements[0])).toEqual({ kind: "title", text: "R1 a 0 1k" });
  });

  test("an empty text is an empty netlist", () => {
    expect(parseNetlist({ name: "i", text: "" }).netlist.statements).toEqual([]);
  });
});
