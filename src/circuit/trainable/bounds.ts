/** What kind of number is trained; it decides the bounds where the user gives none. */
export type TrainedKind = "passive" | "positive" | "coupling" | "open";

/** What `@train` says of a number; undefined where it says nothing. */
export interface TrainOptions {
  readonly min?: number;
  readonly max?: number;
  readonly scale?: "log" | "linear";
}

export interface TrainingRange {
  readonly min: number;
  readonly max: number;
  readonly scale: "log" | "linear";
}

/** How far a positive value may move either way unless the user says otherwise. */
const decades = 1000;

/** The largest coupling coefficient by default: at 1 two inductors become one. */
const largestCoupling = 0.999;

/**
 * The range and scale in which a number is trained. Positive R, L, C and parameters: logarithmic, value/1000 to value·1000. Coupling: linear,
 * 0 to 0.999 on the side of its sign. All others: linear, without bounds, but an R, L or C that begins at 0 stays at or above it. A bound that is given moves the other default with it, so that
 * it never falls on the wrong side.
 */
export function trainingRange(kind: TrainedKind, value: number, options: TrainOptions): TrainingRange {
  if (kind === "coupling") {
    const [min, max] = value < 0 ? [-largestCoupling, 0] : [0, largestCoupling];
    return {
      min: options.min ?? Math.min(min, options.max ?? min),
      max: options.max ?? Math.max(max, options.min ?? max),
      scale: options.scale ?? "linear",
    };
  }
  if (kind === "open" || value <= 0) {
    const least = kind === "passive" && value === 0 ? 0 : Number.NEGATIVE_INFINITY;
    return {
      min: options.min ?? Math.min(least, options.max ?? least),
      max: options.max ?? Number.POSITIVE_INFINITY,
      scale: options.scale ?? "linear",
    };
  }
  const { min = Math.min(value, positive(options.max) ?? value) / decades } = options;
  const { max = Math.max(value, min) * decades } = options;
  // A bound at or below zero has no place on a logarithmic scale.
  return { min, max, scale: options.scale ?? (min > 0 && max > 0 ? "log" : "linear") };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
