import type { LearnOptions } from "../training/learn-options.ts";
import type { TrainOptions } from "./command-options.ts";

/** The options of the command line that override the netlist's `@learn`. */
export function trainingSettings({
  estimator,
  optimizer,
  steps,
  beta,
  rate,
  seed,
  starts,
}: TrainOptions): LearnOptions {
  return {
    ...(estimator === undefined ? {} : { estimator }),
    ...(optimizer === undefined ? {} : { optimizer }),
    ...(steps === undefined ? {} : { steps }),
    ...(beta === undefined ? {} : { beta }),
    ...(rate === undefined ? {} : { rate }),
    ...(seed === undefined ? {} : { seed }),
    ...(starts === undefined ? {} : { starts }),
  };
}
