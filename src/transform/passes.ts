import { evaluate } from "./evaluate.ts";
import { flatten } from "./flatten.ts";
import { format } from "./format.ts";
import type { Pass } from "./pass.ts";
import { strip } from "./strip.ts";

/** What each pass is told beside the netlist. */
export interface PassArguments {
  readonly flatten: undefined;
  readonly evaluate: undefined;
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
  strip,
  format,
} as const satisfies { readonly [Name in PassName]: Pass<PassArguments[Name]> };
