import type { Value } from "../../ast/value.ts";
import type { Collector } from "../../diagnostic/collector.ts";
import type { CircuitElement, Slot } from "../element.ts";
import type { Evaluator } from "../expression/evaluator.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard, Instance } from "../flattening/instance.ts";
import type { ModelTable } from "../model-table.ts";

/** Which number of an element a `@train` changes. */
export type TrainedQuantity =
  | { readonly kind: "value"; readonly value: Value }
  /** V and I: which of the two is decided by the analysis that the goals speak of. */
  | {
      readonly kind: "source";
      readonly dc: Value | undefined;
      readonly acMagnitude: Value | undefined;
      readonly hasAc: boolean;
    }
  /** There is none; the reason completes "R1 cannot be trained: …". */
  | { readonly kind: "none"; readonly reason: string };

/** An element that was built, with what later steps have to know of its card. */
export interface BuiltElement {
  readonly element: CircuitElement;
  readonly flat: FlatCard;
  /** The node of `element.factor`, where it was computed: it may turn out to depend on a trained parameter. */
  readonly factor?: TapeNode;
  readonly trained: TrainedQuantity;
}

/** What the builders of elements need. */
export interface BuildContext {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly models: ModelTable;
  /** Degrees Celsius. */
  readonly temperature: number;
  readonly nominalTemperature: number;
  /** False where a definition may stand in a file that was not read. */
  readonly complete: boolean;
  /** A new slot that shows a node of the tape. */
  slot(node: TapeNode): Slot;
  /** The element that a name means inside an instance, or by its flat name. */
  findCard(name: string, instance: Instance): FlatCard | undefined;
  /** The node that a name means inside an instance. */
  findNode(name: string, instance: Instance): number | undefined;
  /** A node with a similar name. */
  nearestNode(name: string, instance: Instance): string | undefined;
}

/** Build the element or elements of one card. Values that are wrong are reported. */
export type ElementBuilder = (flat: FlatCard, context: BuildContext) => readonly BuiltElement[];

/** The fields that every element has. */
export function elementBase(flat: FlatCard, index: number = flat.index) {
  return { index, name: flat.name, definition: flat.definition, span: flat.card.span };
}

/** The node of a value as the card's instance sees it. */
export function valueNode(value: Value, flat: FlatCard, context: BuildContext): TapeNode {
  return context.evaluator.node(value, flat.instance.scope);
}

/** The number that a value has as written; NaN where that was reported. */
export function numberOf(value: Value, flat: FlatCard, context: BuildContext): number {
  return context.evaluator.tape.valueOf(valueNode(value, flat, context));
}
