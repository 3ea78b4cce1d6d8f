import { type Objective, samplesOf } from "../goal/objective.ts";
import type { Estimator } from "../gradient/estimator.ts";
import { chooseEstimator } from "../gradient/estimators.ts";
import { type Failure, fail } from "../numeric/outcome.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";
import type { Compilation } from "./compile.ts";
import type { LearnOptions } from "./learn-options.ts";
import { nothingToTrain } from "./nothing-to-train.ts";

/** Steps when neither the netlist nor the caller says otherwise. */
export const DEFAULT_STEPS = 200;
/** A Jacobian of more numbers than this costs more than it is worth: lbfgs is taken instead of lm. */
const MOST_JACOBIAN = 4e6;

/** What a training will use, after the caller's options, the netlist's `@learn` and the defaults. */
export interface TrainingPlan {
  readonly estimator: Estimator;
  readonly optimizer: OptimiserName;
  readonly settings: LearnOptions;
  /** Why an estimator was taken, where that is worth saying. */
  readonly remarks: readonly string[];
}

/** Choose estimator and optimiser; fails with `unsupported` where nothing can be trained or a choice does not fit, and says why. */
export function planTraining(compilation: Compilation, options: LearnOptions): TrainingPlan | Failure {
  const { circuit, objectives } = compilation;
  const impossible = refuseTraining(compilation);
  if (impossible !== undefined) return fail("unsupported", impossible);
  const settings = mergeOptions(compilation.learn, options);
  const analyses = new Set(objectives.map(({ kind }) => kind));
  const choice = chooseEstimator(circuit, analyses, settings.estimator ?? "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const hasResiduals = objectives.every(({ residualCount }) => residualCount > 0);
  const hasJacobian = hasResiduals && choice.estimator.givesJacobian;
  const canRelax = choice.estimator.relax !== undefined;
  const inBatches = takesBatches(objectives, settings);
  const residuals = objectives.reduce((sum, { residualCount }) => sum + residualCount, 0);
  const isSmall = residuals * circuit.trainables.length <= MOST_JACOBIAN;
  const optimizer =
    settings.optimizer ??
    (hasJacobian && isSmall && !inBatches ? "lm" : canRelax ? "relaxation" : inBatches ? "adam" : "lbfgs");
  const misfit = refuseOptimizer(optimizer, inBatches, settings);
  if (misfit !== undefined) return fail("unsupported", misfit);
  if (optimizer === "relaxation" && !canRelax) {
    return fail(
      "unsupported",
      `optimizer relaxation takes the steps that the physics makes, which estimator ${choice.estimator.name} does not let it make; use aeqprop`,
    );
  }
  if (optimizer === "lm" && !hasJacobian) {
    const lacking = hasResiduals
      ? `estimator ${choice.estimator.name} does not give`
      : "this cost does not have";
    return fail(
      "unsupported",
      `optimizer lm needs a Jacobian of residuals, which ${lacking}; use lbfgs or adam`,
    );
  }
  return {
    estimator: choice.estimator,
    optimizer,
    settings,
    remarks: [
      choice.remark,
      optimizer === "lm" ? choice.estimator.cautionOfJacobian?.(circuit, analyses) : undefined,
    ].filter((remark) => remark !== undefined),
  };
}

/** True where a step takes only some of the samples. */
function takesBatches(objectives: readonly Objective[], { batch }: LearnOptions): boolean {
  const samples = objectives.map(samplesOf).find((found) => found !== undefined);
  return batch !== undefined && samples !== undefined && batch < samples.parts.train.length;
}

function refuseOptimizer(
  optimizer: OptimiserName,
  inBatches: boolean,
  { starts = 1, schedule, noise, rate }: LearnOptions,
): string | undefined {
  if (inBatches && (optimizer === "lm" || optimizer === "lbfgs"))
    return `optimizer ${optimizer} compares costs from step to step, which batches do not allow; use adam or gd, or leave batch out`;
  if (inBatches && starts > 1) return "batches are trained from one start; leave starts or batch out";
  const isFirstOrder = optimizer === "adam" || (optimizer === "gd" && (inBatches || rate !== undefined));
  const unused = schedule !== undefined ? "schedule" : noise !== undefined ? "noise" : undefined;
  if (unused === undefined || isFirstOrder) return undefined;
  return `${unused} is for adam, and for gd with a rate; this training uses ${optimizer}`;
}

function refuseTraining(compilation: Compilation): string | undefined {
  const nothing = nothingToTrain(compilation);
  if (nothing !== undefined) return nothing;
  const { source, circuit } = compilation;
  const elsewhere = circuit.trainables.find(({ span }) => span.source !== source);
  if (elsewhere === undefined) return undefined;
  return `${elsewhere.name} has its value in the included file ${elsewhere.span.source.name}, which is not rewritten; copy its card into the netlist`;
}

/** The caller's options over the netlist's. */
function mergeOptions(netlist: LearnOptions, caller: LearnOptions): LearnOptions {
  const pick = <Key extends keyof LearnOptions>(key: Key): Pick<LearnOptions, Key> | undefined => {
    const value = caller[key] ?? netlist[key];
    return value === undefined ? undefined : ({ [key]: value } as Pick<LearnOptions, Key>);
  };
  return {
    ...pick("estimator"),
    ...pick("beta"),
    ...pick("optimizer"),
    ...pick("steps"),
    ...pick("rate"),
    ...pick("seed"),
    ...pick("starts"),
    ...pick("stop"),
    ...pick("batch"),
    ...pick("patience"),
    ...pick("noise"),
    ...pick("schedule"),
    ...pick("failing"),
  };
}
