import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "../../src/ast/expression.ts";
import { parseExpression } from "../../src/ast/parse-expression.ts";
import { printExpression } from "../../src/ast/print-expression.ts";
import { nativeMissing } from "../engine/native-ngspice.ts";
import { evaluateConstant } from "./evaluate-constant.ts";
import { expressionArbitrary } from "./expression-arbitrary.ts";

function parse(text: string, mode: "circuit" | "goal" = "circuit"): Expression {
  const parsed = parseExpression({ name: "e", text }, 0, text.length, mode);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.problem.expected}`);
  return parsed.expression;
}

function problem(text: string) {
  const parsed = parseExpression({ name: "e", text }, 0, text.length);
  if (parsed.ok) throw new Error(`${text} was accepted`);
  const { found, expected, span } = parsed.problem;
  return { found, expected, start: span.start };
}

/** Fully parenthesised. */
function show(e: Expression): string {
  switch (e.kind) {
    case "binary":
      return `(${show(e.left)}${e.operator}${show(e.right)})`;
    case "unary":
      return `(${e.operator}${show(e.operand)})`;
    case "conditional":
      return `(${show(e.condition)}?${show(e.then)}:${show(e.otherwise)})`;
    case "call":
      return `${e.callee.text}(${e.arguments.map(show).join(",")})`;
    default:
      return printExpression(e);
  }
}

describe("precedence", () => {
  test.each([
    ["1+2*3", "(1+(2*3))"],
    ["1-2-3", "((1-2)-3)"],
    ["8/2/2", "((8/2)/2)"],
    ["-2^2", "(-(2^2))"],
    ["2^3^2", "((2^3)^2)"],
    ["2**3**2", "((2^3)^2)"],
    ["2^-1^2", "((2^(-1))^2)"],
    ["2*-3", "(2*(-3))"],
    ["--2", "(-(-2))"],
    ["!0+1", "((!0)+1)"],
    ["1<2==1", "((1<2)==1)"],
    ["1||0&&0", "(1||(0&&0))"],
    ["1+2<4&&3", "(((1+2)<4)&&3)"],
    ["a?b:c?d:e", "(a?b:(c?d:e))"],
    ["2<>3", "(2!=3)"],
    ["10%3*2", "((10%3)*2)"],
    ["{a}*(b)", "(a*b)"],
    ["max(1, 2+3)", "max(1,(2+3))"],
    ["4.7k*1meg", "(4700*1000000)"],
    ["1\n+ +2", "(1+2)"],
    ["1 ; one\n* two\n+ +2 $ three", "(1+2)"],
  ])("%s", (text, expected) => expect(show(parse(text))).toBe(expected));

  const constants = [
    "-2^2",
    "2^3^2",
    "2**3**2",
    "2^-1",
    "7%4",
    "1<2",
    "2==2",
    "2<>3",
    "!0",
    "1&&0",
    "1||0",
    "1?2:3",
    "0?2:1?5:6",
    "2*3^2",
    "-2**2",
    "1<2<0",
    "1+2<4",
    "!1+1",
    "1-2-3",
    "8/2/2",
    "--2",
    "2*-3",
    "1e3k",
    "max(1,2)",
    "10%3*2",
    "2*10%3",
    "1==1&&0",
    "1||0&&0",
    "3>2==1",
    "4!=4",
    "2^-1^2",
    "1.5meg/3k",
    "10u*1k",
  ];

  test.skipIf(nativeMissing)("agrees with ngspice", () => {
    const folder = mkdtempSync(join(tmpdir(), "expression-"));
    try {
      const cards = constants.flatMap((text, k) => [
        `.param p${k}='${text}'`,
        `V${k} n${k} 0 {p${k}}`,
        `R${k} n${k} 0 1`,
      ]);
      const prints = constants.map((_text, k) => `print v(n${k})`);
      const deck = [
        "constants",
        ...cards,
        ".control",
        "op",
        "set numdgt=12",
        ...prints,
        ".endc",
        ".end",
        "",
      ].join("\n");
      writeFileSync(join(folder, "deck.cir"), deck);
      const { stdout } = spawnSync("ngspice", ["-b", "deck.cir"], {
        cwd: folder,
        encoding: "utf8",
        timeout: 20_000,
      });
      const values = new Map(
        [...stdout.matchAll(/^v\(n(\d+)\) = (\S+)/gm)].map((m) => [Number(m[1]), Number(m[2])]),
      );
      expect(values.size).toBe(constants.length);
      for (const [k, text] of constants.entries()) {
        expect(evaluateConstant(parse(text)), text).toBeCloseTo(values.get(k)!, 9);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("names", () => {
  test("probes take raw names", () => {
    expect(parse("v(net-1, +in) + i(x1.v2) + v(3)")).toMatchObject({
      left: {
        left: { kind: "probe", names: [{ text: "net-1" }, { text: "+in" }] },
        right: { names: [{ text: "x1.v2" }] },
      },
      right: { names: [{ text: "3" }] },
    });
  });

  test("only v and i are probes in a circuit", () => {
    expect(parse("s(1)").kind).toBe("call");
    expect(parse("s(2,1)", "goal").kind).toBe("probe");
    expect(parse("table(x, 0, 0, 1, 1)").kind).toBe("call");
    expect(parse('table("f.csv")', "goal")).toMatchObject({ kind: "probe", names: [{ text: "f.csv" }] });
  });

  test("spans lie where the text stands", () => {
    const text = "  2 * (a + b)";
    const { span } = parse(text);
    expect(text.slice(span.start, span.end)).toBe("2 * (a + b)");
  });
});

describe("what is wrong", () => {
  test.each([
    ["2*", { found: "", start: 1 }],
    ["(2", { found: "", expected: '")"', start: 1 }],
    ["2 3", { found: "3", expected: "the end or an operator", start: 2 }],
    ["max(1,,2)", { found: ",", start: 6 }],
    ["", { found: "", start: 0 }],
    ["v(a", { found: "", start: 2 }],
    ["2 # 3", { found: "#", start: 2 }],
    ["a ? b", { found: "", expected: '":"', start: 4 }],
  ])("%s", (text, expected) => expect(problem(text)).toMatchObject(expected));

  test("nesting without end is refused, not followed", () => {
    expect(problem("(".repeat(100_000))).toMatchObject({ expected: "less nesting" });
    expect(problem("-".repeat(100_000))).toMatchObject({ expected: "less nesting" });
    expect(problem(`1${"+1".repeat(100_000)}`)).toMatchObject({ expected: "less nesting" });
  });

  test("reasonable length is not", () => {
    expect(evaluateConstant(parse(`1${"+1".repeat(2000)}`))).toBe(2001);
    expect(evaluateConstant(parse(`${"(".repeat(100)}1${")".repeat(100)}`))).toBe(1);
  });
});

describe("printExpression", () => {
  test("renames nodes, elements and variables", () => {
    const printed = printExpression(parse("v(a,0)*i(v1)+gain*2"), {
      node: ({ text }) => `x.${text}`,
      element: ({ text }) => `y.${text}`,
      variable: () => "3",
    });
    expect(printed).toBe("v(x.a,x.0)*i(y.v1)+3*2");
  });

  test("reads back as the same tree", () => {
    fc.assert(
      fc.property(expressionArbitrary, (expression) => {
        expect(show(parse(printExpression(expression)))).toBe(show(expression));
      }),
      { numRuns: 2000 },
    );
  });
});
