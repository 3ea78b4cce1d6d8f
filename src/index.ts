/**
 * The public names of Tellegen. Everything the command line does is a call here:
 * `compile` a netlist, take its `gradient`, `train` it, or `simulate` a deck with an engine.
 */

export type { Circuit, Trainable } from "./circuit/circuit.ts";
export type { Checked } from "./diagnostic/checked.ts";
export type { Diagnostic, Severity } from "./diagnostic/diagnostic.ts";
export type { DeckSimulator, Engine, Plot, PlotVariable } from "./engine/engine.ts";
export { createModelEngine } from "./engine/model/model-engine.ts";
export { createNgspiceEngine } from "./engine/ngspice/ngspice-engine.ts";
export { fabricate } from "./fabrication/fabricate.ts";
export type {
  FabricatedValue,
  Fabrication,
  FabricationCosts,
  TemperatureReport,
} from "./fabrication/fabrication.ts";
export type { FabricationEvent, FabricationOptions } from "./fabrication/fabrication-options.ts";
export { type BillLine, billMaterials } from "./fabrication/output/bill-of-materials.ts";
export { writeBill } from "./fabrication/output/write-bill.ts";
export { parsePartsTable } from "./fabrication/stock/parse-parts-table.ts";
export type { GoalTolerance, ToleranceReport } from "./fabrication/tolerance/analyse-tolerance.ts";
export { generateNetlist } from "./generator/generate-netlist.ts";
export type { Topology, TopologyRequest } from "./generator/topology-options.ts";
export type { GoalVerdict } from "./goal/objective.ts";
export type { Failure, Outcome } from "./numeric/outcome.ts";
export type { SourceText, Span } from "./source/source-text.ts";
export { checkNetlist } from "./training/check-netlist.ts";
export type { Checkpoint } from "./training/checkpoint.ts";
export { type Compilation, type CompileHost, compile, emptyHost } from "./training/compile.ts";
export { type GradientOptions, type GradientReport, gradient } from "./training/gradient-report.ts";
export { train } from "./training/train.ts";
export type { TrainingEvent, TrainingOptions } from "./training/training-options.ts";
export type {
  TrainedGoal,
  TrainedParameter,
  TrainingOutcome,
  TrainingResult,
  Valley,
} from "./training/training-result.ts";
export { transformNetlist } from "./transform/transform-netlist.ts";
export { writeValues as write } from "./writer/write-values.ts";
