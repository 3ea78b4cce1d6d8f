import fc from "fast-check";
import type { BinaryOperator, Expression, Name } from "../../src/ast/expression.ts";

const span = { source: { name: "", text: "" }, start: 0, end: 0 };
const name = (text: string): Name => ({ text, key: text.toLowerCase(), span });

const operators: readonly BinaryOperator[] = [
  "+",
  "-",
  "*",
  "/",
  "^",
  "%",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "&&",
  "||",
];

/** Expressions as the parser makes them, without places. The exponent of ^ is a primary with at most signs before it. */
export const expressionArbitrary: fc.Arbitrary<Expression> = fc.letrec<{
  any: Expression;
  primary: Expression;
}>((tie) => ({
  primary: fc.oneof(
    { depthSize: "small" },
    fc
      .double({ min: 0, max: 1e6, noNaN: true })
      .map((value): Expression => ({ kind: "number", value: Math.abs(value), span })),
    fc
      .constantFrom("x", "r_load", "temper")
      .map((text): Expression => ({ kind: "variable", name: name(text), span })),
    fc
      .constantFrom(["a"], ["net-1", "+in"])
      .map((names): Expression => ({ kind: "probe", function: "v", names: names.map(name), span })),
    fc
      .array(tie("any"), { minLength: 1, maxLength: 3 })
      .map((args): Expression => ({ kind: "call", callee: name("max"), arguments: args, span })),
  ),
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("primary"),
    fc
      .tuple(fc.constantFrom<("-" | "+" | "!")[]>("-", "+", "!"), tie("any"))
      .map(([operator, operand]): Expression => ({ kind: "unary", operator, operand, span })),
    fc
      .tuple(fc.constantFrom(...operators), tie("any"), tie("any"))
      .map(([operator, left, right]): Expression => ({ kind: "binary", operator, left, right, span })),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(
      ([condition, then, otherwise]): Expression => ({
        kind: "conditional",
        condition,
        then,
        otherwise,
        span,
      }),
    ),
  ),
})).any;
