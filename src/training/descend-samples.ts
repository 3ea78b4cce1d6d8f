import type { SampleParts } from "../goal/data/split-samples.ts";
import type { Sensitivity } from "../gradient/estimator.ts";
import type { FreeRun } from "../gradient/free-run.ts";
import { type Failure, fail, succeed } from "../numeric/outcome.ts";
import type { Optimiser } from "../optimiser/optimiser.ts";
import { parametrise } from "../optimiser/parametrisation.ts";
import { answerQuestion } from "./answer-question.ts";
import { createBreather } from "./breather.ts";
import { type Checkpoint, packState, unpackState } from "./checkpoint.ts";
import { allMet, type DescentEnd } from "./descend.ts";
import type { Descents, StartsOptions } from "./descend-from-starts.ts";
import type { OpenedProblem, SampledProblem } from "./open-problem.ts";
import { perturbGradient } from "./perturb-gradient.ts";
import { type FailingSamples, runSamples, type SampleRun } from "./run-samples.ts";
import { dealBatches } from "./sample-batches.ts";

/** How samples are gone through. */
export interface SampleOptions extends Omit<StartsOptions, "starts"> {
  readonly parts: SampleParts;
  /** Samples a step. */
  readonly batch: number;
  /** Gradient noise, see `perturbGradient`. */
  readonly noise: number;
  /** Epochs (without batches: steps) without a lower cost on the validation samples after which the training ends. */
  readonly patience: number;
  readonly failing: FailingSamples;
}

/** What is known of a training over samples beside the optimiser's state. */
interface Judged {
  readonly asked: number;
  /** What the best point is chosen by: its cost on the validation samples, or on all training samples where there are none. */
  readonly best: number;
  readonly idle: number;
}

/**
 * Descend over the samples of a data set: every question of the optimiser is answered on the next batch, and after each epoch the whole training part
 * (and the validation part, where there is one) is run to see how the training stands. The best of these points is the result.
 */
export async function descendSamples(
  opened: OpenedProblem,
  optimiser: Optimiser<unknown>,
  options: SampleOptions,
): Promise<Descents | Failure> {
  const { resume, parts, failing, margin } = options;
  const { circuit } = opened.problem;
  const parametrisation = parametrise(circuit.trainables);
  const batches = dealBatches(parts.train, options.batch, options.seed);
  const skipped = new Set<number>();
  const history = [...(resume?.history ?? [])];
  const steps = (state: unknown): number => optimiser.steps(state);

  // The parts themselves are run again and again: they stay open.
  const lasting = keepOpen(opened, [parts.train, parts.validate]);
  const runRows = async (rows: Int32Array, theta: Float64Array): Promise<SampleRun | Failure> => {
    const run = await runSamples({ openOver: lasting }, rows, theta, margin, failing);
    if (run.kind === "failed") return run;
    for (const sample of run.value.skipped) skipped.add(sample);
    return run.value;
  };
  /** The whole training part at θ, with its cost on the validation part. */
  const judge = async (
    theta: Float64Array,
    known?: FreeRun,
  ): Promise<{ run: FreeRun; judged: number } | Failure> => {
    const run = known ?? (await runAndClose(parts.train, theta));
    if ("kind" in run) return run;
    if (parts.validate.length === 0) return { run, judged: run.cost };
    const validated = await runAndClose(parts.validate, theta);
    return "kind" in validated ? validated : { run, judged: validated.cost };
  };
  const runAndClose = async (rows: Int32Array, theta: Float64Array): Promise<FreeRun | Failure> => {
    const whole = await runRows(rows, theta);
    if ("kind" in whole) return whole;
    await whole.close();
    return whole.run;
  };

  const first = Float64Array.from(resume?.best ?? circuit.trainables.map(({ start }) => start));
  const begun = await judge(first);
  if ("kind" in begun) return begun;
  let best = begun.run;
  let lowest = resume?.samples?.best ?? begun.judged;
  let idle = resume?.samples?.idle ?? 0;
  let asked = resume?.samples?.asked ?? 0;
  let sensitivity: Sensitivity | undefined;
  if (history.length === 0) history.push(begun.run.cost);
  options.onStart(history[0]!);
  let state =
    resume === undefined
      ? optimiser.init(parametrisation.toInternal(first), parametrisation.bounds)
      : unpackState(resume.state);

  const finish = (end: DescentEnd): Descents => ({
    end,
    best,
    sensitivity,
    history,
    steps: steps(state),
    starts: 1,
    skipped: [...skipped].sort((a, b) => a - b),
  });
  const keep = (): Judged => ({ asked, best: lowest, idle });
  /** Remembers where the descent stands now: it is written out later, when a batch may have been asked for that no step came of. */
  const mark = (): (() => Checkpoint) => {
    const [samples, reached, { theta }, length] = [keep(), state, best, history.length];
    return () => ({
      tellegen: "checkpoint",
      version: 1,
      parameters: circuit.trainables.map(({ name }) => name),
      optimizer: optimiser.name,
      start: 0,
      history: history.slice(0, length),
      best: Array.from(theta),
      state: packState(reached),
      samples,
    });
  };
  const breathe = createBreather();
  while (true) {
    await breathe();
    if (options.signal?.aborted) return finish("interrupted");
    const status = optimiser.status(state);
    if (status !== "running") return finish(status);
    if (steps(state) >= options.maxSteps) return finish("max-steps");

    const question = optimiser.ask(state);
    const before = steps(state);
    const batch = await runRows(batches.at(asked), parametrisation.toNatural(question.point));
    asked++;
    if ("kind" in batch) {
      if (batch.reason === "interrupted") return finish("interrupted");
      state = optimiser.tell(state, { ok: false });
      continue;
    }
    const computed = await answerQuestion(batch.problem, parametrisation, batch.run, question, options);
    await batch.close();
    if (options.signal?.aborted) return finish("interrupted");
    if (computed.kind === "failed") {
      state = optimiser.tell(state, { ok: false });
      // Without batches a trial that cannot be computed is a step too long; with batches a rule that fails at the start fails for good.
      if (before === 0 && asked >= batches.perEpoch && optimiser.status(state) !== "running") return computed;
      continue;
    }
    const { answer } = computed.value;
    sensitivity = batches.perEpoch === 1 ? computed.value.sensitivity : undefined;
    const gradient = answer.gradient && perturbGradient(answer.gradient, options.noise, options.seed, before);
    state = optimiser.tell(state, gradient === undefined ? answer : { ...answer, gradient });

    if (steps(state) === before) continue;
    if (steps(state) % batches.perEpoch === 0) {
      // All samples at once: the point just accepted is the one that was run. With batches the step leads to where the next question is asked.
      const end =
        batches.perEpoch === 1
          ? await endEpoch(batch.run.theta, batch.run)
          : await endEpoch(parametrisation.toNatural(optimiser.ask(state).point));
      if (end !== undefined) return end;
    }
    options.onStep({
      step: steps(state),
      start: 0,
      cost: batch.run.cost,
      best: best.cost,
      checkpoint: mark(),
    });
  }

  async function endEpoch(theta: Float64Array, known?: FreeRun): Promise<Descents | Failure | undefined> {
    const stand = await judge(theta, known);
    if ("kind" in stand) {
      // Values at which some sample has no operating point are no result; the descent may leave them again.
      return stand.reason === "interrupted" ? finish("interrupted") : undefined;
    }
    history.push(stand.run.cost);
    if (!Number.isFinite(stand.run.cost)) return fail("not-finite", "the cost is not a finite number");
    idle++;
    if (stand.judged < lowest) {
      idle = 0;
      lowest = stand.judged;
      best = stand.run;
    }
    if (allMet(stand.run)) {
      best = stand.run;
      return finish("goals-met");
    }
    if (stand.judged <= options.stopCost) return finish("stop-cost");
    return parts.validate.length > 0 && idle >= options.patience ? finish("stale") : undefined;
  }
}

/** Problems over samples, of which those over `parts` are opened once. */
function keepOpen(opened: OpenedProblem, parts: readonly Int32Array[]): OpenedProblem["openOver"] {
  const close = async (): Promise<void> => {};
  const known = new Map<Int32Array, SampledProblem>();
  return async (rows) => {
    const ready = known.get(rows);
    if (ready !== undefined) return succeed(ready);
    const over = await opened.openOver(rows);
    if (over.kind === "failed" || !parts.includes(rows)) return over;
    const lasting = { problem: over.value.problem, close };
    known.set(rows, lasting);
    return succeed(lasting);
  };
}
