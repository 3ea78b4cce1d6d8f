import type { Engine } from "../engine/engine.ts";
import type { EstimatorName } from "../gradient/estimator.ts";
import type { OptimiserName } from "../optimiser/optimisers.ts";

// Options of each command as the command line gives them. What is absent is taken from the netlist's `@learn`, then from the defaults.

/** `tellegen train`. */
export interface TrainOptions {
  readonly output?: string;
  readonly inPlace?: boolean;
  readonly report?: string;
  readonly plot?: string;
  readonly engine: Engine["name"];
  readonly estimator?: EstimatorName | "auto";
  readonly optimizer?: OptimiserName;
  readonly steps?: number;
  readonly beta?: number | "auto";
  readonly rate?: number;
  readonly seed?: number;
  readonly starts?: number;
  readonly workers?: number;
  readonly checkpoint?: string;
  readonly resume?: string;
  /** False with `--no-verify`. */
  readonly verify: boolean;
  readonly dryRun?: boolean;
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `tellegen gradient`. */
export interface GradientOptions {
  readonly check?: boolean;
  readonly engine: Engine["name"];
  readonly estimator?: EstimatorName | "auto";
  readonly beta?: number | "auto";
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `tellegen explain`. */
export interface ExplainOptions {
  readonly engine: Engine["name"];
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `tellegen simulate`. */
export interface SimulateOptions {
  readonly vectors?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly raw?: string;
  readonly plot?: string;
  readonly output?: string;
  readonly engine: Engine["name"];
  readonly include?: readonly string[];
}

/** `tellegen check`. */
export interface CheckOptions {
  readonly include?: readonly string[];
  readonly json?: boolean;
  readonly sarif?: boolean;
}

/** `tellegen action`. */
export interface ActionOptions {
  readonly format?: "text" | "latex" | "json";
  readonly json?: boolean;
  readonly include?: readonly string[];
}

/** `tellegen init`. */
export interface InitOptions {
  readonly output?: string;
  readonly json?: boolean;
}

/** `tellegen transform`; its passes are told apart, since their order counts. */
export interface TransformOptions {
  readonly output?: string;
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `tellegen export`. */
export interface ExportOptions {
  readonly output?: string;
  readonly fabricate?: readonly string[];
  readonly parts?: string;
  readonly method: "guided" | "nearest";
  readonly reach?: number;
  readonly pairs?: number;
  /** `true` without a number. */
  readonly robust?: true | string;
  readonly samples?: number;
  readonly seed?: number;
  readonly distribution: "uniform" | "normal";
  readonly workers?: number;
  readonly temperature?: readonly number[];
  readonly drive?: number;
  readonly report?: string;
  readonly bom?: string;
  readonly bomFormat: "generic" | "jlcpcb";
  readonly exclude?: readonly string[];
  readonly kicad?: string;
  readonly kicadOutput?: string;
  readonly kicadInPlace?: boolean;
  readonly reference?: readonly string[];
  readonly kicadNetlist?: string;
  readonly touchstone?: string;
  readonly touchstoneFormat: "RI" | "MA" | "DB";
  readonly engine: Engine["name"] | "auto";
  /** False with `--no-verify`. */
  readonly verify: boolean;
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `tellegen new <topology>`: the options of the topology, and where the netlist goes. */
export interface NewOptions extends Readonly<Record<string, unknown>> {
  /** Samples of a layered network, and their column of classes. */
  readonly data?: string;
  readonly label?: string;
  readonly output?: string;
  readonly json?: boolean;
}
