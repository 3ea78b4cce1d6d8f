import type { PartRule } from "../circuit/part-rules.ts";
import type { DeckSimulator, Engine } from "../engine/engine.ts";
import type { PartsTable } from "./stock/choose-stock.ts";
import type { DistributionName } from "./tolerance/distribution.ts";

/** How to fabricate. */
export interface FabricationOptions {
  /** The first searches; a Monte Carlo run spreads over all of them, and its result does not depend on how many there are. */
  readonly engines: readonly [Engine, ...Engine[]];
  /** Runs the emitted netlist once more; without it there is no verification. */
  readonly verifier?: DeckSimulator;
  /** Said beside the netlist's `@fabricate`; they take precedence over it. */
  readonly rules?: readonly PartRule[];
  readonly table?: PartsTable;
  /** `nearest` only rounds. Default `guided`. */
  readonly method?: "guided" | "nearest";
  /** No value moves further than by this factor from where training left it. Default 4. */
  readonly reach?: number;
  /** At most so many places may get two parts. Default 0. */
  readonly pairs?: number;
  /** Choose for the mean cost over so many specimens instead of the cost of the nominal circuit. */
  readonly robust?: number;
  /** Specimens of the Monte Carlo run; 0 for none. */
  readonly samples?: number;
  readonly seed?: number;
  readonly distribution?: DistributionName;
  /** Degrees Celsius at which the chosen circuit is looked at. */
  readonly temperatures?: readonly number[];
  /** Factor on `ac` magnitudes for voltage and power stress. Default 1. */
  readonly drive?: number;
  /** Flat names (lower case) that are left out of parts lists. */
  readonly excluded?: (name: string) => boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: FabricationEvent) => void;
}

/** What a fabrication tells while it runs. */
export type FabricationEvent =
  | { readonly kind: "searching"; readonly values: number; readonly engine: Engine["name"] }
  | { readonly kind: "searched"; readonly circuits: number }
  | { readonly kind: "specimens"; readonly done: number; readonly of: number }
  | { readonly kind: "verifying" };

/** Defaults of the numbers. */
export const fabricationDefaults = {
  samples: 1000,
  seed: 1,
  distribution: "uniform",
  drive: 1,
  reach: 4,
} as const;
