import type { Span } from "../source/source-text.ts";
import type { Expression, Name } from "./expression.ts";
import type { Value } from "./value.ts";

/** `key=value` in a directive. Keys are checked against the directive's table by the parser. */
export interface DirectiveOption {
  readonly name: Name;
  readonly value: Value;
  readonly span: Span;
}

/** `R1`, `C*`, `X1.R2`, `param:rload`. */
export interface Selector {
  readonly kind: "element" | "parameter";
  /** Without the `param:` prefix; may hold `*` and `?`. */
  readonly pattern: Name;
  readonly span: Span;
}

export interface TrainDirective {
  readonly kind: "train";
  /** Empty only when inline: the element at hand is meant. */
  readonly selectors: readonly Selector[];
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export type Relation = "=" | "<=" | ">=";

export interface GoalDirective {
  readonly kind: "goal";
  readonly name?: Name;
  readonly left: Expression;
  readonly relation: Relation;
  readonly right: Expression;
  readonly at?: readonly Value[];
  readonly range?: { readonly from: Value; readonly to: Value };
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export interface PortDirective {
  readonly kind: "port";
  readonly number: Value;
  readonly nodes: readonly Name[];
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export interface DataDirective {
  readonly kind: "data";
  readonly file: Value;
  /** `<source>=<column>` pairs. */
  readonly columns: readonly { readonly source: Name; readonly column: Name; readonly span: Span }[];
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export interface ClassifyDirective {
  readonly kind: "classify";
  readonly column: Name;
  readonly quantities: readonly Expression[];
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export interface LearnDirective {
  readonly kind: "learn";
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

export interface FabricateDirective {
  readonly kind: "fabricate";
  readonly selectors: readonly Selector[];
  readonly options: readonly DirectiveOption[];
  readonly span: Span;
}

/** `@periodic <period>`: the goals on `.tran` speak of one period of the steady state. */
export interface PeriodicDirective {
  readonly kind: "periodic";
  /** Seconds. */
  readonly period: Value;
  readonly span: Span;
}

export type Directive =
  | TrainDirective
  | GoalDirective
  | PortDirective
  | DataDirective
  | ClassifyDirective
  | LearnDirective
  | PeriodicDirective
  | FabricateDirective;
