import type { CircuitElement, ElementKind, Slot } from "../circuit/element.ts";

/** Where a stamp writes. Rows and columns are unknowns; -1 (ground) is ignored. A(ω) = constant part + jω · reactive part. */
export interface StampTarget {
  addConstant(row: number, column: number, value: number): void;
  addReactive(row: number, column: number, value: number): void;
}

/** What a stamp may look up. */
export interface StampContext {
  readonly elements: readonly CircuitElement[];
  nodeRow(node: number): number;
  branchRow(element: number): number;
  valueOf(slot: Slot): number;
}

/**
 * How one kind of element enters the modified nodal equations A x = b. The current law of a node reads: the sum of the currents
 * that leave it through elements = the current injected into it. See docs/conventions.md.
 */
export interface ElementStamp<Element> {
  /** True where the element's current is an unknown and its own law a row: `branchRow(element.index)`. */
  readonly currentIsUnknown: boolean;
  /** Write the element's entries. Which entries must not depend on values: the pattern is recorded once. */
  stamp(element: Element, context: StampContext, target: StampTarget): void;
  /** Where a source's value stands in b, as `sign` in `row`. */
  source?(
    element: Element,
    context: Pick<StampContext, "nodeRow" | "branchRow">,
  ): readonly { readonly row: number; readonly sign: number }[];
}

/** The element type that a kind belongs to. */
export type ElementOf<Kind extends ElementKind> = CircuitElement extends infer Element
  ? Element extends { readonly kind: infer Kinds }
    ? Kind extends Kinds
      ? Element
      : never
    : never
  : never;

/** Kinds that have a stamp. */
export type LinearKind = Exclude<ElementKind, "device">;
