import type { PassiveElement } from "../element.ts";
import type { TapeNode } from "../expression/tape.ts";
import type { FlatCard } from "../flattening/instance.ts";
import type { BuildContext } from "./element-builder.ts";

/** What sets R, C and L apart. */
export interface PassiveKind {
  readonly kind: PassiveElement["kind"];
  /** Types of `.model` that give such an element. */
  readonly modelTypes: ReadonlySet<string>;
  /** The model's own value. */
  readonly modelValue: ReadonlySet<string>;
  /** +1 where `m` elements in parallel have m times the value, -1 where a m-th. */
  readonly multiplicity: 1 | -1;
  /** Parameters of the card beside those that all have. */
  readonly parameters: ReadonlySet<string>;
  /** Report (and replace) a value that cannot be meant. */
  checkValue(node: TapeNode, flat: FlatCard, context: BuildContext): TapeNode;
}
