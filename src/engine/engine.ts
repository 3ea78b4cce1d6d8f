import type { Experiment, Phase } from "../experiment/experiment.ts";
import type { ComplexMatrix } from "../numeric/complex-matrix.ts";
import type { Outcome } from "../numeric/outcome.ts";

/** A simulator that can run the phases of an experiment. Failures are values; nothing here throws for the circuit's sake. */
export interface Engine {
  readonly name: "ngspice" | "model";
  /** Prepare an experiment. Fails with `unsupported` (naming the element) where this engine cannot do it. */
  open(experiment: Experiment): Promise<Outcome<Session>>;
  /** End workers and free memory. The engine cannot be used afterwards. */
  close(): Promise<void>;
}

/** One experiment opened in one engine. */
export interface Session {
  /**
   * Run phases at one state of the circuit. Returns one matrix (quantities, points) per phase, in order, all finite.
   * Calls do not overlap.
   */
  run(slots: Float64Array, phases: readonly Phase[]): Promise<Outcome<readonly ComplexMatrix[]>>;
  /** Sweeps run so far: one per phase and grid in ngspice, one per phase in the model engine. */
  readonly analyses: number;
  /** Seconds spent inside the engine so far. */
  readonly seconds: number;
  close(): Promise<void>;
}

/** One vector of a simulation result. */
export interface PlotVariable {
  /** As SPICE names it: `frequency`, `v(out)`, `i(v1)`. */
  readonly name: string;
  readonly unit: "Hz" | "s" | "V" | "A" | "";
  readonly re: Float64Array;
  /** Present in AC results. */
  readonly im?: Float64Array;
}

/** The result of one analysis: the scale vector first. */
export interface Plot {
  readonly title: string;
  /** As the engine names it: `AC Analysis`. */
  readonly analysis: string;
  readonly variables: readonly PlotVariable[];
}

/** A complete deck to be simulated as it stands, with every analysis card in it. */
export interface DeckRequest {
  readonly deck: string;
  /** Files that the deck names, by the name it uses. */
  readonly files?: ReadonlyMap<string, string>;
  /** `raised`, the default: operating points and sweeps with reltol=1e-9 vntol=1e-13 abstol=1e-16 or tighter; transients as the deck says. */
  readonly accuracy?: "raised" | "as-written";
  readonly deadlineSeconds?: number;
}

/** An engine that runs arbitrary decks: one plot per analysis card, in the order of the cards. */
export interface DeckSimulator {
  simulate(request: DeckRequest, signal?: AbortSignal): Promise<Outcome<readonly Plot[]>>;
}
