import { convert } from "./convert.ts";
import type { Dialect } from "./dialects.ts";
import { dual } from "./dual.ts";
import { evaluate } from "./evaluate.ts";
import { flatten } from "./flatten.ts";
import { format } from "./format.ts";
import { merge } from "./merge.ts";
import type { Pass } from "./pass.ts";
import { portable } from "./portable.ts";
import { type NodeNaming, renameNodes } from "./rename-nodes.ts";
import { scaleFrequency } from "./scale-frequency.ts";
import { scaleImpedance } from "./scale-impedance.ts";
import { selfLearning } from "./self-learning.ts";
import { strip } from "./strip.ts";
import { transpose } from "./transpose.ts";

/** What each pass is told beside the netlist. */
export interface PassArguments {
  readonly flatten: undefined;
  readonly evaluate: undefined;
  readonly "scale-impedance": number;
  readonly "scale-frequency": number;
  readonly "rename-nodes": NodeNaming;
  readonly transpose: undefined;
  readonly dual: undefined;
  readonly merge: undefined;
  /** Periods of the clock. */
  readonly "self-learning": number;
  readonly portable: undefined;
  readonly to: Dialect;
  readonly strip: undefined;
  readonly format: undefined;
}

export type PassName = keyof PassArguments;

/** One pass with its argument. */
export type PassRequest = {
  [Name in PassName]: { readonly pass: Name; readonly argument: PassArguments[Name] };
}[PassName];

/** Every transformation, by the name of its option. */
export const passes = {
  flatten,
  evaluate,
  "scale-impedance": scaleImpedance,
  "scale-frequency": scaleFrequency,
  "rename-nodes": renameNodes,
  transpose,
  dual,
  merge,
  "self-learning": selfLearning,
  portable,
  to: convert,
  strip,
  format,
} as const satisfies { readonly [Name in PassName]: Pass<PassArguments[Name]> };
