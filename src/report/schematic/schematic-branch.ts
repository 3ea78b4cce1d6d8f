/** What is drawn for an element. */
export type SymbolName =
  | "resistor"
  | "capacitor"
  | "inductor"
  | "voltage-source"
  | "current-source"
  | "controlled-source"
  | "diode"
  | "box";

/** One element with two drawn terminals. */
export interface SchematicElement {
  readonly name: string;
  readonly symbol: SymbolName;
  /** Its value, or a device's model and further terminals: `4.7 kOhm`, `bc547, b: n3`. May be empty. */
  readonly text: string;
  /** What a controlled source multiplies: `· v(a,b)`. */
  readonly stub?: string;
  /** Stands in a box. */
  readonly letter?: string;
  readonly trained: boolean;
}

/** Elements in series between two nodes, drawn as one piece. */
export interface SchematicBranch {
  readonly from: number;
  readonly to: number;
  /** In order from `from` to `to`; `reversed` where the element's own first terminal is on the side of `to`. */
  readonly elements: readonly (SchematicElement & { readonly reversed: boolean })[];
}
