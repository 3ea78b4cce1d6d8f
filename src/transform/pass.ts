import type { Netlist } from "../ast/netlist.ts";
import type { ReadInclude } from "../circuit/elaborate.ts";
import type { Collector } from "../diagnostic/collector.ts";

/** What a pass looks at. */
export interface PassInput {
  /** What the pass is called in messages. */
  readonly pass: string;
  /** The whole netlist, read without an error. */
  readonly netlist: Netlist;
  readonly readInclude: ReadInclude;
  /** Takes what the pass has to say. After an error its text is not used. */
  readonly collector: Collector;
}

/** One netlist into another: gives the whole new text. What a pass does not touch stays byte for byte. */
export type Pass<Argument> = (input: PassInput, argument: Argument) => string;
