import type { PartProperties } from "../../circuit/part-rules.ts";
import type { Offer, PartKind } from "../stock/stock.ts";

/** How a component came to its value. */
export type ComponentOrigin =
  /** Chosen among values that can be bought. */
  | "chosen"
  /** Made to its value (`series=any`). */
  | "made"
  /** As the netlist has it: not trained, and no `@fabricate` names it. */
  | "as-written";

/** One component that is soldered in. */
export interface Component {
  /** Flat name in the emitted netlist: `R1`, `X1.R2`. */
  readonly name: string;
  readonly kind: PartKind | "device" | "subcircuit";
  /** For a device its model, for a subcircuit its name. */
  readonly model?: string;
  /** Ohm, F or H; undefined for devices and subcircuits. */
  readonly value?: number;
  /** Index into the emitted circuit's elements; undefined for a subcircuit. */
  readonly element?: number;
  /** Terminals: node indices of the emitted circuit. */
  readonly nodes: readonly number[];
  /** How many of it stand in parallel (`m=`). */
  readonly count: number;
  readonly origin: ComponentOrigin;
  /** Series or table it was chosen from. */
  readonly stock?: string;
  readonly offer?: Offer;
  /** What is known of it, from the rules and the offer. */
  readonly properties: PartProperties;
}

/** Everything of a netlist that is soldered in, and what is not: sources, couplings, controlled sources. */
export interface ComponentList {
  readonly components: readonly Component[];
  /** Flat names of elements that are no components, with why. */
  readonly omitted: readonly { readonly name: string; readonly reason: string }[];
}
