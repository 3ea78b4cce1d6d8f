import type { PartProperties } from "../../circuit/part-rules.ts";
import type { Span } from "../../source/source-text.ts";
import type { PartKind, Stock } from "../stock/stock.ts";

/**
 * One number of the netlist that must become a value one can buy. A number inside a `.subckt`, or a parameter, may stand for several parts:
 * they all get the same value.
 */
export interface PartValue {
  /** Canonical selector: `R1`, `sec.C1`, `param:rload`. */
  readonly name: string;
  readonly kind: PartKind;
  readonly unit: "Ohm" | "F" | "H";
  /** The parts that have this value: indices into `Circuit.elements`. */
  readonly elements: readonly number[];
  /** As the netlist has it; not snapped. */
  readonly value: number;
  /** What may be chosen must lie inside; of the training, or next to the value where it was not trained. */
  readonly min: number;
  readonly max: number;
  /** What is to be replaced: a number, or the expression that gives the value. */
  readonly span: Span;
  /** Index into `Circuit.trainables` of the number itself; undefined where an expression or an untrained number is replaced. */
  readonly trainable?: number;
  /** What the netlist and the caller say of it, over the defaults of its kind. */
  readonly properties: PartProperties;
  /** Undefined for a part that is made to its value (`series=any`). */
  readonly stock?: Stock;
}
