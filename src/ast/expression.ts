import type { Span } from "../source/source-text.ts";

/** A name as it was written, with its place. Comparison is case-insensitive: use `key`. */
export interface Name {
  readonly text: string;
  /** `text` in lower case. */
  readonly key: string;
  readonly span: Span;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||";

/** Functions whose arguments are names of nodes, elements or ports, not expressions. */
export type ProbeFunction =
  | "v"
  | "vdb"
  | "vm"
  | "vp"
  | "vr"
  | "vi"
  | "i"
  | "idb"
  | "im"
  | "ip"
  | "ir"
  | "ii"
  | "s"
  | "data"
  | "table";

/** Expressions of `.param`, `{…}`, B sources and goals. One grammar serves them all; each stage says what it allows. */
export type Expression =
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "variable"; readonly name: Name; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | {
      readonly kind: "probe";
      readonly function: ProbeFunction;
      /** v(a,b): the two nodes; i(R1): the element; s(2,1): the port numbers; table("f.csv","c"): unquoted texts. */
      readonly names: readonly Name[];
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly callee: Name;
      readonly arguments: readonly Expression[];
      readonly span: Span;
    }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "+" | "!";
      readonly operand: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly span: Span;
    };
