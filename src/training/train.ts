import type { Estimator } from "../gradient/estimator.ts";
import { chooseEstimator } from "../gradient/estimators.ts";
import { type Failure, fail, type Outcome } from "../numeric/outcome.ts";
import type { Optimiser } from "../optimiser/optimiser.ts";
import { type OptimiserName, optimisers } from "../optimiser/optimisers.ts";
import { refuseCheckpoint } from "./checkpoint.ts";
import type { Compilation } from "./compile.ts";
import { descendFromStarts } from "./descend-from-starts.ts";
import { finishTraining } from "./finish-training.ts";
import type { LearnOptions } from "./learn-options.ts";
import { openProblem } from "./open-problem.ts";
import type { TrainingOptions } from "./training-options.ts";
import type { TrainingResult } from "./training-result.ts";

/** Steps when neither the netlist nor the caller says otherwise. */
export const DEFAULT_STEPS = 200;
/** Inequalities are trained against this margin (see Objective.evaluate), so that the trained circuit stands inside its mask. */
const TRAINING_MARGIN = 1e-3;

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
  const choice = chooseEstimator(circuit, settings.estimator ?? "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const hasResiduals = objectives.every(({ residualCount }) => residualCount > 0);
  const hasJacobian = hasResiduals && choice.estimator.givesJacobian;
  const optimizer = settings.optimizer ?? (hasJacobian ? "lm" : "lbfgs");
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

/**
 * Train a compiled netlist: free and nudged runs, gradient, update, until the goals are met or nothing improves; then round the values,
 * write them into the netlist and simulate that text afresh. Fails when nothing can be trained or the first point cannot be
 * simulated; an interruption is a result, with the best values so far.
 */
export async function train(
  compilation: Compilation,
  options: TrainingOptions,
): Promise<Outcome<TrainingResult>> {
  const plan = planTraining(compilation, options);
  if ("kind" in plan) return plan;
  const { estimator, optimizer, settings } = plan;
  const { circuit, objectives } = compilation;
  const misfit =
    options.resume &&
    refuseCheckpoint(
      options.resume,
      circuit.trainables.map(({ name }) => name),
      optimizer,
    );
  if (misfit !== undefined) return fail("unsupported", misfit);

  const startedAt = performance.now();
  const opened = await openProblem(circuit, objectives, options.engine);
  if (opened.kind === "failed") return opened;
  try {
    const elapsed = (): number => (performance.now() - startedAt) / 1000;
    const maxSteps = settings.steps ?? DEFAULT_STEPS;
    const optimiser = optimisers[optimizer](
      settings.rate === undefined ? {} : { rate: settings.rate },
    ) as Optimiser<unknown>;
    const descents = await descendFromStarts(opened.value.problem, optimiser, {
      estimator,
      beta: settings.beta ?? "auto",
      margin: TRAINING_MARGIN,
      maxSteps,
      stopCost: settings.stop ?? Number.NEGATIVE_INFINITY,
      starts: settings.starts ?? 1,
      seed: settings.seed ?? 1,
      resume: options.resume,
      signal: options.signal,
      onStart: (cost) =>
        options.onEvent?.({
          kind: "started",
          engine: options.engine.name,
          estimator: estimator.name,
          optimizer,
          parameters: circuit.trainables.length,
          maxSteps,
          cost,
        }),
      onStep: (progress) =>
        options.onEvent?.({
          kind: "step",
          analyses: opened.value.analyses(),
          seconds: elapsed(),
          ...progress,
        }),
    });
    if ("kind" in descents) return descents;
    return await finishTraining({ compilation, options, plan, opened: opened.value, descents, elapsed });
  } finally {
    await opened.value.close();
  }
}

function refuseTraining({ source, circuit, objectives }: Compilation): string | undefined {
  if (circuit.trainables.length === 0)
    return "nothing is marked for training: add a line such as `* @train R1`";
  if (objectives.length === 0)
    return "there is no goal: add a line such as `* @goal mag(v(out)) = 0.5 at 1k`";
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
