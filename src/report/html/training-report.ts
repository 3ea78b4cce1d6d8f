import type { SensitivityTable } from "../../fabrication/sensitivity/value-sensitivity.ts";
import type { MeasuredGoals } from "../../training/measure-goal-curves.ts";
import type { TrainingResult } from "../../training/training-result.ts";

/** What a training report is made of. */
export interface TrainingReport {
  /** File name of the netlist. */
  readonly netlist: string;
  /** First line of the deck. */
  readonly title: string;
  /** The netlist's directives as they stand there. */
  readonly directives: readonly string[];
  readonly result: TrainingResult;
  /** Text of each goal as it stands in the netlist, by its name. */
  readonly goalTexts: ReadonlyMap<string, string>;
  /** The goals at the values before and after; absent where they could not be measured. */
  readonly measured?: { readonly before: MeasuredGoals; readonly after: MeasuredGoals };
  /** What each value means to each goal, in the order of the values; absent where it could not be measured. */
  readonly sensitivity?: SensitivityTable;
  /** A drawing of the circuit as SVG, or why there is none. */
  readonly schematic: { readonly svg: string } | { readonly omitted: string };
  /** What is missing from the report and why, a sentence each. */
  readonly missing: readonly string[];
  /** The whole netlist before training. */
  readonly before: string;
  readonly versions: { readonly tellegen: string; readonly node: string; readonly ngspice: string };
  readonly settings: { readonly steps: number; readonly seed: number };
  readonly date: Date;
  /** Base64 of the SHA-256 of `reportStyle`: what the page's policy allows. */
  readonly styleHash: string;
}
