import { resolve } from "node:path";
import type { TrainingEvent } from "../training/training-options.ts";
import { describeFileError, type Io } from "./io.ts";

/** Keeps a file at the state of the last step. */
export interface CheckpointWriter {
  keep(step: TrainingEvent & { readonly kind: "step" }): void;
  /** Writes what is not written yet. Returns a sentence if anything could not be written. */
  finish(): string | undefined;
}

/** Steps of a small circuit take a millisecond: a file for each would cost more than the training. In milliseconds. */
const interval = 500;

/** Write checkpoints to a file, each replacing the one before as a whole. */
export function createCheckpointWriter(file: string, io: Io): CheckpointWriter {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: (TrainingEvent & { readonly kind: "step" }) | undefined;
  let trouble: string | undefined;

  const write = (): void => {
    if (waiting === undefined) return;
    try {
      io.files.writeFile(resolve(io.cwd, file), `${JSON.stringify(waiting.checkpoint())}\n`);
    } catch (error) {
      trouble ??= `the checkpoint ${file} cannot be written: ${describeFileError(error)}`;
    }
    waiting = undefined;
    last = io.now();
  };
  return {
    keep(step) {
      waiting = step;
      if (io.now() - last >= interval) write();
    },
    finish() {
      write();
      return trouble;
    },
  };
}
