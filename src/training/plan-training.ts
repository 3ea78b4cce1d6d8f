import type { Estimator } from "../gradient/estimator.ts";
import { chooseEstimator } from "../gradient/estimators.ts";
import { type Failure, fail } from "../numeric/outcome.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";
import type { Compilation } from "./compile.ts";
import type { LearnOptions } from "./learn-options.ts";
import { nothingToTrain } from "./nothing-to-train.ts";

/** Steps when neither the netlist nor the caller says otherwise. */
export const DEFAULT_STEPS = 200;
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
  const choice = chooseEstimator(
    circuit,
    new Set(objectives.map(({ kind }) => kind)),
    settings.estimator ?? "auto",
  );
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const hasResiduals = objectives.every(({ residualCount }) => residualCount > 0);
  const hasJacobian = hasResiduals && choice.estimator.givesJacobian;
  const canRelax = choice.estimator.relax !== undefined;
  const optimizer = settings.optimizer ?? (hasJacobian ? "lm" : canRelax ? "relaxation" : "lbfgs");
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
    remarks: choice.remark === undefined ? [] : [choice.remark],
  };
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
  };
}
