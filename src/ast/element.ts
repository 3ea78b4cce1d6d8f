import type { Span } from "../source/source-text.ts";
import type { Expression, Name } from "./expression.ts";
import type { Assignment, Value } from "./value.ts";

/** The first letter of an element's name, in lower case. Letters ngspice does not know are kept too. */
export type ElementLetter = string;

/** The time function of an independent source: `pulse(0 1 …)`, `sin …`, `pwl …`. */
export interface Waveform {
  readonly function: Name;
  readonly arguments: readonly Value[];
  /** `pwl(...) r=0 td=1n`: assignments that follow. */
  readonly parameters: readonly Assignment[];
  readonly span: Span;
}

/** What follows the nodes of V and I. A bare first value is `dc`. */
export interface SourceSpecification {
  readonly dc?: Value;
  readonly acMagnitude?: Value;
  readonly acPhase?: Value;
  /** True when the word `ac` stands there, even without a magnitude (which is then 1). */
  readonly hasAc: boolean;
  readonly waveform?: Waveform;
  readonly span: Span;
}

/**
 * How a controlled source or a B source is given when it is not the plain linear form:
 * `poly(n) …`, `table {…} = …`, `laplace …`, `value={…}`, `vol='…'`, `cur='…'`, `v=…`, `i=…`, `r=… / c=… / l=…` with voltages inside.
 */
export interface Behaviour {
  readonly form: "v" | "i" | "value" | "vol" | "cur" | "poly" | "table" | "laplace" | "freq" | "other";
  /** The expression, where the form has one and it could be parsed. */
  readonly expression?: Expression;
  readonly span: Span;
}

/** One element card. Fields that an element kind does not have are empty or absent. */
export interface ElementCard {
  readonly kind: "element";
  readonly letter: ElementLetter;
  /** The whole name: `R1`, `Xamp`. */
  readonly name: Name;
  readonly nodes: readonly Name[];
  /** E and G in linear form: the two controlling nodes. */
  readonly controlNodes: readonly Name[];
  /** F, H (and W): the controlling sources; K: the coupled inductors. */
  readonly references: readonly Name[];
  /** R L C: the value; K: the coefficient; linear E F G H: the gain. */
  readonly value?: Value;
  /** Device model, subcircuit name (X), or R/L/C model. */
  readonly model?: Name;
  /** V and I. */
  readonly source?: SourceSpecification;
  /** E F G H B (and R C L with an expression in v() or i()). */
  readonly behaviour?: Behaviour;
  readonly parameters: readonly Assignment[];
  /** Arguments that have no place in the above, in order (`off`, a Q's area, …). */
  readonly extra: readonly Value[];
  /** `; @train …` at the end of this card. */
  readonly inline: readonly import("./directive.ts").Directive[];
  /** From the first character of the name to the end of the last physical line of the card, without its line end. */
  readonly span: Span;
}
