import { geometricMean, median } from "./statistics.ts";

/** What a summary needs of one training. */
export interface SummarisedTraining {
  readonly initial: number;
  readonly final: number;
  readonly steps: number;
  readonly analyses: number;
}

/** Trainings of one task from several seeds. */
export interface TrainingSummary {
  /** `9 of 10`: how many brought the cost down by the factor asked for. */
  readonly succeeded: string;
  /** Cells of a row: that, the mean and the least factor, and the medians of steps and analyses. */
  readonly cells: readonly (string | number)[];
}

/** Judge trainings by the factor that their cost should fall by. */
export function summarise(trainings: readonly SummarisedTraining[], factor: number): TrainingSummary {
  const downBy = trainings.map(({ initial, final }) => initial / final);
  const succeeded = `${downBy.filter((reached) => reached >= factor).length} of ${trainings.length}`;
  return {
    succeeded,
    cells: [
      succeeded,
      geometricMean(downBy),
      Math.min(...downBy),
      median(trainings.map(({ steps }) => steps)),
      median(trainings.map(({ analyses }) => analyses)),
    ],
  };
}

/** `degree 4, seed 2: down by 3.1e+2 (stalled after 40 steps)`. */
export function describeFailure(
  task: string,
  { initial, final, steps }: SummarisedTraining,
  outcome: string,
): string {
  return `${task}: down by ${(initial / final).toExponential(1)} (${outcome} after ${steps} steps)`;
}
