import type { Span } from "../source/source-text.ts";
import type { Expression, Name } from "./expression.ts";

/** A literal SPICE number. The span covers number, suffix and unit (`4.7kOhm`): what a value edit replaces. */
export interface NumberValue {
  readonly kind: "number";
  readonly value: number;
  readonly span: Span;
}

/** A value given by an expression: `{2*r}`, `'2*r'`, `"2*r"`, or bare (`2*r` in `.param`). The span includes the delimiters. */
export interface ExpressionValue {
  readonly kind: "expression";
  readonly expression: Expression;
  readonly span: Span;
}

/** A bare word where a value may stand: a parameter's or a model's name, decided by elaboration. */
export interface WordValue {
  readonly kind: "word";
  readonly name: Name;
  readonly span: Span;
}

/** A text in quotes that is not an expression: a file name, a string argument. */
export interface StringValue {
  readonly kind: "string";
  readonly text: string;
  readonly span: Span;
}

export type Value = NumberValue | ExpressionValue | WordValue | StringValue;

/** `name=value`, or `name=v1,v2,…` (`ic=0.5,3`) with the further values in `more`. */
export interface Assignment {
  readonly name: Name;
  readonly value: Value;
  readonly more: readonly Value[];
  readonly span: Span;
}
