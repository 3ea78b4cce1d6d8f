import { type FreeRun, runFree } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import type { Failure } from "../numeric/outcome.ts";
import type { Optimiser } from "../optimiser/optimiser.ts";
import { parametrise } from "../optimiser/parametrisation.ts";
import { drawStarts } from "../optimiser/starts.ts";
import { type Checkpoint, packState, unpackState } from "./checkpoint.ts";
import { allMet, type Descent, type DescentOptions, descend } from "./descend.ts";

/** All descents of one training; end and sensitivity are those of the descent that found the best point. */
export interface Descents extends Descent {
  /** Cost at the netlist's own values and after each accepted step, over all starts; with batches after each epoch. */
  readonly history: readonly number[];
  /** Accepted steps. */
  readonly steps: number;
  /** Starting points used. */
  readonly starts: number;
  /** Samples of a data set that were left out somewhere, because no operating point was found for them. */
  readonly skipped?: readonly number[];
}

/** One accepted step of any start. */
export interface StepProgress {
  /** From 1, over all starts. */
  readonly step: number;
  readonly start: number;
  readonly cost: number;
  /** The lowest cost so far. */
  readonly best: number;
  /** Everything needed to continue after this step. */
  checkpoint(): Checkpoint;
}

export interface StartsOptions extends Omit<DescentOptions, "onProgress"> {
  /** How many starting points at most, the netlist's own first. */
  readonly starts: number;
  readonly seed: number;
  readonly resume: Checkpoint | undefined;
  /** Called once, with the cost at the netlist's own values. */
  readonly onStart: (cost: number) => void;
  readonly onStep: (progress: StepProgress) => void;
}

/**
 * Descend from the netlist's own values, then from seeded starts until the goals are met, and keep the best.
 * Inequalities are trained with a margin; where that leaves goals unmet, a last descent without it finds the true optimum.
 */
export async function descendFromStarts(
  problem: GradientProblem,
  optimiser: Optimiser<unknown>,
  options: StartsOptions,
): Promise<Descents | Failure> {
  const { circuit } = problem;
  const { resume } = options;
  const parametrisation = parametrise(circuit.trainables);
  const own = Float64Array.from(circuit.trainables, ({ start }) => start);
  const points = [own, ...drawStarts(options.starts - 1, options.seed, circuit.trainables)];
  const history = [...(resume?.history ?? [])];
  let best: FreeRun | undefined;
  let winner: Descent | undefined;
  let failure: Failure | undefined;

  if (resume !== undefined) {
    const run = await runFree(problem, Float64Array.from(resume.best), options.margin);
    if (run.kind === "failed") return run;
    best = run.value;
    options.onStart(history[0] ?? run.value.cost);
  }
  const follow = async (state: unknown, margin: number, start: number): Promise<Descent | undefined> => {
    const descent = await descend(problem, parametrisation, optimiser, state, {
      ...options,
      margin,
      onProgress({ initial, run, state: after }) {
        if (best === undefined || run.cost < best.cost) best = run;
        if (history.length === 0) {
          history.push(run.cost);
          options.onStart(run.cost);
        }
        if (initial) return;
        history.push(run.cost);
        const step = history.length - 1;
        const lowest = best;
        options.onStep({
          step,
          start,
          cost: run.cost,
          best: lowest.cost,
          checkpoint: () => ({
            tellegen: "checkpoint",
            version: 1,
            parameters: circuit.trainables.map(({ name }) => name),
            optimizer: optimiser.name,
            start,
            history: history.slice(0, step + 1),
            best: Array.from(lowest.theta),
            state: packState(after),
          }),
        });
      },
    });
    if ("kind" in descent) {
      failure ??= descent;
      return undefined;
    }
    if (history.length === 0) {
      // No question was ever answered, but the netlist's own values were run: a relaxation that found no step small enough.
      history.push(descent.best.cost);
      options.onStart(descent.best.cost);
    }
    if (winner === undefined || descent.end === "goals-met" || descent.best.cost < winner.best.cost)
      winner = descent;
    return descent;
  };

  for (let start = resume?.start ?? 0; start < points.length; start++) {
    const resumed = start === resume?.start ? resume : undefined;
    const state =
      resumed === undefined
        ? optimiser.init(parametrisation.toInternal(points[start]!), parametrisation.bounds)
        : unpackState(resumed.state);
    const descent = await follow(state, options.margin, start);
    if (descent !== undefined && endedShort(descent) && descent.best.cost !== descent.best.trainingCost) {
      await follow(
        optimiser.init(parametrisation.toInternal(descent.best.theta), parametrisation.bounds),
        0,
        start,
      );
    }
    const final = winner as Descent | undefined;
    // An abort between two starts leaves the next without a descent.
    const interrupted = descent?.end === "interrupted" || options.signal?.aborted === true;
    if (
      interrupted ||
      final?.end === "goals-met" ||
      final?.end === "stop-cost" ||
      start === points.length - 1
    ) {
      return final === undefined
        ? failure!
        : {
            ...final,
            end: interrupted && final.end !== "goals-met" ? "interrupted" : final.end,
            history,
            steps: history.length - 1,
            starts: start + 1,
          };
    }
  }
  return failure!;
}

/** Ended by itself without meeting its goals. */
function endedShort({ end, best }: Descent): boolean {
  return (end === "converged" || end === "stalled") && !allMet(best);
}
