import { type Objective, samplesOf } from "../goal/objective.ts";
import { fail, type Outcome } from "../numeric/outcome.ts";
import type { Optimiser } from "../optimiser/optimiser.ts";
import { optimisers } from "../optimiser/optimisers.ts";
import { refuseCheckpoint } from "./checkpoint.ts";
import type { Compilation } from "./compile.ts";
import { descendFromStarts, type StepProgress } from "./descend-from-starts.ts";
import { descendSamples } from "./descend-samples.ts";
import { finishTraining } from "./finish-training.ts";
import type { LearnOptions } from "./learn-options.ts";
import { openProblem } from "./open-problem.ts";
import { DEFAULT_STEPS, planTraining } from "./plan-training.ts";
import { scheduleFactor } from "./schedule.ts";
import type { TrainingOptions } from "./training-options.ts";
import type { TrainingResult } from "./training-result.ts";

/** Inequalities are trained against this margin (see Objective.evaluate), so that the trained circuit stands inside its mask. */
const TRAINING_MARGIN = 1e-3;

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
    const progress: { analyses: number; cost: number }[] = [];
    const samples = sampleOptions(objectives, settings);
    const pace = settings.schedule;
    const optimiser = optimisers[optimizer]({
      ...(settings.rate === undefined ? {} : { rate: settings.rate }),
      ...(pace === undefined ? {} : { pace: (step: number) => scheduleFactor(pace, step, maxSteps) }),
      noisy: samples?.inBatches ?? false,
    }) as Optimiser<unknown>;
    const common = {
      estimator,
      beta: settings.beta ?? "auto",
      margin: TRAINING_MARGIN,
      maxSteps,
      stopCost: settings.stop ?? Number.NEGATIVE_INFINITY,
      seed: settings.seed ?? 1,
      resume: options.resume,
      signal: options.signal,
      onStart(cost: number) {
        progress.push({ analyses: opened.value.analyses(), cost });
        options.onEvent?.({
          kind: "started",
          engine: options.engine.name,
          estimator: estimator.name,
          optimizer,
          parameters: circuit.trainables.length,
          maxSteps,
          cost,
        });
      },
      onStep(step: StepProgress) {
        const analyses = opened.value.analyses();
        progress.push({ analyses, cost: step.cost });
        options.onEvent?.({ kind: "step", analyses, seconds: elapsed(), ...step });
      },
    } as const;
    const descents =
      samples === undefined
        ? await descendFromStarts(opened.value.problem, optimiser, {
            ...common,
            starts: settings.starts ?? 1,
          })
        : await descendSamples(opened.value, optimiser, { ...common, ...samples });
    if ("kind" in descents) return descents;
    return await finishTraining({
      compilation,
      options,
      plan,
      opened: opened.value,
      descents,
      progress,
      elapsed,
    });
  } finally {
    await opened.value.close();
  }
}

/** Epochs without a lower cost on the validation samples before a training ends. */
const DEFAULT_PATIENCE = 10;

/** How samples are gone through where that is more than running them all at every step. */
function sampleOptions(objectives: readonly Objective[], settings: LearnOptions) {
  const samples = objectives.map(samplesOf).find((found) => found !== undefined);
  const { batch, noise = 0, patience = DEFAULT_PATIENCE, failing = "refuse" } = settings;
  if (samples === undefined) return undefined;
  const { parts } = samples;
  if (batch === undefined && parts.validate.length === 0 && failing === "refuse" && noise === 0)
    return undefined;
  const size = Math.min(batch ?? parts.train.length, parts.train.length);
  return { parts, batch: size, inBatches: size < parts.train.length, noise, patience, failing };
}
