import type { GoalVerdict } from "../goal/objective.ts";
import type { Compilation } from "../training/compile.ts";
import type { PartStress } from "./output/measure-stress.ts";
import type { ComponentList } from "./parts/component.ts";
import type { PartKind } from "./stock/stock.ts";
import type { ToleranceReport } from "./tolerance/analyse-tolerance.ts";

/** One number of the netlist on its way to a value one can buy. */
export interface FabricatedValue {
  /** Canonical selector: `R1`, `sec.C1`, `param:rload`. */
  readonly name: string;
  readonly kind: PartKind;
  readonly unit: "Ohm" | "F" | "H";
  /** As the netlist has it. */
  readonly before: number;
  /** Rounded by itself. */
  readonly nearest: number;
  readonly after: number;
  /** The values bought, where two parts stand for one. */
  readonly pair?: { readonly form: "series" | "parallel"; readonly values: readonly [number, number] };
  /** Half width as a fraction. */
  readonly tolerance: number;
  /** `E12 from 1 pF to 100 µF`, a table's name, or `made to value`. */
  readonly stock: string;
  /** How many parts have it. */
  readonly parts: number;
  /** |Δr|: how far all residuals move (root of the sum of squares) for 1 % more of this value. */
  readonly sensitivity: number;
}

/** The cost of three circuits, with parasitics where such are given. */
export interface FabricationCosts {
  /** The netlist's own values. */
  readonly unsnapped: number;
  /** Every value rounded by itself (free numbers re-trained); null where that circuit cannot be computed. */
  readonly nearest: number | null;
  readonly chosen: number;
}

/** The chosen circuit at one temperature. */
export interface TemperatureReport {
  readonly celsius: number;
  readonly cost: number;
  readonly goals: readonly GoalVerdict[];
}

/** What a fabrication came to. */
export interface Fabrication {
  readonly engine: "ngspice" | "model";
  readonly method: "guided" | "nearest";
  readonly cost: FabricationCosts;
  /** Mean cost over specimens that the values were chosen for (`robust`). */
  readonly expected?: FabricationCosts & { readonly samples: number };
  /** Verdicts of the chosen circuit. */
  readonly goals: readonly GoalVerdict[];
  readonly values: readonly FabricatedValue[];
  /** Trained numbers that are no parts, re-trained along: couplings, gains. */
  readonly free: readonly { readonly name: string; readonly before: number; readonly after: number }[];
  readonly components: ComponentList;
  /** The netlist with the chosen values; without parasitics. */
  readonly text: string;
  /** That text compiled. */
  readonly compilation: Compilation;
  /** The emitted netlist in a fresh run; it has no parasitics. */
  readonly verification?: { readonly engine: "ngspice"; readonly cost: number };
  readonly tolerance?: ToleranceReport;
  readonly temperatures: readonly TemperatureReport[];
  readonly stress: readonly PartStress[];
  /** Circuits computed by the search. */
  readonly evaluations: number;
  readonly seconds: { readonly search: number; readonly total: number };
  readonly remarks: readonly string[];
}
