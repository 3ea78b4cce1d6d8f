/**
 * A training between two steps, as plain JSON. Numbers survive exactly, so a resumed training goes on with the same bits.
 */
export interface Checkpoint {
  readonly tellegen: "checkpoint";
  readonly version: 1;
  /** Names of the trained parameters, to refuse a checkpoint of another netlist. */
  readonly parameters: readonly string[];
  readonly optimizer: string;
  /** Index of the starting point that was being followed. */
  readonly start: number;
  /** Cost at the beginning and after each accepted step. */
  readonly history: readonly number[];
  /** θ of the best point so far. */
  readonly best: readonly number[];
  /** The optimiser's state, packed. */
  readonly state: unknown;
  /** Training over batches of samples: questions asked, what the best point was judged by, epochs since then. */
  readonly samples?: { readonly asked: number; readonly best: number; readonly idle: number };
}

/** Why a checkpoint does not belong to this training; undefined when it does. */
export function refuseCheckpoint(
  checkpoint: Checkpoint,
  parameters: readonly string[],
  optimizer: string,
): string | undefined {
  if (checkpoint.tellegen !== "checkpoint" || checkpoint.version !== 1)
    return "this is not a checkpoint of this version";
  if (checkpoint.parameters.join() !== parameters.join()) {
    return `the checkpoint is of a training of ${checkpoint.parameters.join(", ")}, this netlist trains ${parameters.join(", ")}`;
  }
  if (checkpoint.optimizer !== optimizer) {
    return `the checkpoint was made by optimizer ${checkpoint.optimizer}, this training uses ${optimizer}`;
  }
  return undefined;
}

/** Turn an optimiser's state into plain JSON values: typed arrays become `{ "float64": [...] }`, infinities `{ "number": "Infinity" }`. */
export function packState(state: unknown): unknown {
  if (state instanceof Float64Array) return { float64: Array.from(state, packNumber) };
  if (typeof state === "number") return packNumber(state);
  if (Array.isArray(state)) return state.map(packState);
  if (typeof state === "object" && state !== null) {
    return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, packState(value)]));
  }
  return state;
}

/** The inverse of `packState`. */
export function unpackState(packed: unknown): unknown {
  if (Array.isArray(packed)) return packed.map(unpackState);
  if (typeof packed !== "object" || packed === null) return packed;
  if ("float64" in packed && Array.isArray(packed.float64)) {
    return Float64Array.from(packed.float64, (value) => Number(unpackState(value)));
  }
  if ("number" in packed && Object.keys(packed).length === 1) return Number(packed.number);
  return Object.fromEntries(Object.entries(packed).map(([key, value]) => [key, unpackState(value)]));
}

function packNumber(value: number): number | { readonly number: string } {
  return Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { number: Object.is(value, -0) ? "-0" : String(value) };
}
