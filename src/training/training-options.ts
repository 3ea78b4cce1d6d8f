import type { DeckSimulator, Engine } from "../engine/engine.ts";
import type { EstimatorName } from "../gradient/estimator.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { StepProgress } from "./descend-from-starts.ts";
import type { LearnOptions } from "./learn-options.ts";

/** How to train. What is left out is taken from the netlist's `@learn`, and then from the defaults of the language. */
export interface TrainingOptions extends LearnOptions {
  readonly engine: Engine;
  /** Runs the written netlist once more; without it the result has no verification. */
  readonly verifier?: DeckSimulator;
  /** Continue from here. */
  readonly resume?: Checkpoint;
  readonly onEvent?: (event: TrainingEvent) => void;
  /** Ends the training at the next step; the result then holds the best values so far. */
  readonly signal?: AbortSignal;
}

/** What a training tells while it runs. */
export type TrainingEvent =
  | {
      readonly kind: "started";
      readonly engine: Engine["name"];
      readonly estimator: EstimatorName;
      readonly optimizer: OptimiserName;
      readonly parameters: number;
      readonly maxSteps: number;
      /** At the netlist's own values. */
      readonly cost: number;
    }
  | ({ readonly kind: "step"; readonly analyses: number; readonly seconds: number } & StepProgress)
  | { readonly kind: "verifying" };
