import { type PlacedRows, rowsOfPoint } from "../tolerance/goal-rows.ts";

/** What one value means to one goal. */
export interface GoalEffect {
  readonly goal: string;
  /** Largest |∂q/∂ln θ| over the goal's points, in the goal's own unit: a change of θ by 1 % moves q by a hundredth of it. */
  readonly slope: number;
  /** Where: f [Hz], t [s] or x. */
  readonly at: number;
}

/** What one value means to all goals, from first derivatives. */
export interface ValueSensitivity {
  /** One per goal, in their order. */
  readonly effects: readonly GoalEffect[];
  /**
   * The relative deviation of this value alone up to which every goal with a verdict stays met, and the goal that is lost first;
   * absent where no goal has a verdict, one is not met as it is, or the value moves none of them.
   */
  readonly tolerance?: { readonly deviation: number; readonly limit: string };
}

/** The sensitivities of all values. */
export interface SensitivityTable {
  readonly values: readonly ValueSensitivity[];
  /** How far each goal with a verdict is from being lost, in its own unit; negative where it is not met. */
  readonly rooms: readonly { readonly goal: string; readonly room: number }[];
  /** The same for all values at once, each as far off as the others, in the worst combination of signs. */
  readonly together?: { readonly deviation: number; readonly limit: string };
}

/**
 * Read sensitivities and tolerances out of a Jacobian. With s = ∂r/∂ln θ at a point, a limit r <= tol stands a deviation δ where
 * r + |s| δ <= tol, an equality where |r| + |s| δ <= tol; for all values together |s| is the sum of theirs.
 *
 * @param r every residual in its goal's own unit, without any margin.
 * @param jacobian ∂rows/∂θ, shape (rows, parameters), row-major, with the derivatives of limits that are kept as well.
 */
export function readSensitivity(
  goals: readonly PlacedRows[],
  r: Float64Array,
  jacobian: Float64Array,
  theta: Float64Array,
): SensitivityTable {
  const parameters = [...theta.keys()];
  const swing = (goal: PlacedRows, k: number, parameter: number): number =>
    Math.hypot(
      ...rowsOfPoint(goal, k).map(
        (row) => (jacobian[row * theta.length + parameter]! / goal.factor[k]!) * theta[parameter]!,
      ),
    );
  const judged = goals.filter(({ kind, tolerance }) => kind === "limit" || tolerance !== undefined);
  const room = (goal: PlacedRows, k: number): number => {
    const [first, second] = rowsOfPoint(goal, k).map((row) => r[row]!);
    const size = goal.kind === "limit" ? first! : Math.hypot(first!, second ?? 0);
    return (goal.tolerance ?? 0) - size;
  };
  const findTolerance = (swingOf: (goal: PlacedRows, k: number) => number): ValueSensitivity["tolerance"] => {
    let deviation = Number.POSITIVE_INFINITY;
    let limit = "";
    for (const goal of judged) {
      for (const k of goal.axis.keys()) {
        const allowed = room(goal, k) / swingOf(goal, k);
        if (!(allowed < deviation)) continue;
        deviation = allowed;
        limit = goal.name;
      }
    }
    return deviation >= 0 && Number.isFinite(deviation) ? { deviation, limit } : undefined;
  };

  const values = parameters.map((parameter): ValueSensitivity => {
    const effects = goals.map((goal): GoalEffect => {
      const slopes = Float64Array.from(goal.axis, (_, k) => swing(goal, k, parameter));
      const strongest = slopes.reduce((best, slope, k) => (slope > slopes[best]! ? k : best), 0);
      return { goal: goal.name, slope: slopes[strongest]!, at: goal.axis[strongest]! };
    });
    const tolerance = findTolerance((goal, k) => swing(goal, k, parameter));
    return { effects, ...(tolerance === undefined ? {} : { tolerance }) };
  });
  const together = findTolerance((goal, k) =>
    parameters.reduce((sum, parameter) => sum + swing(goal, k, parameter), 0),
  );
  const rooms = judged.map((goal) => ({
    goal: goal.name,
    room: Math.min(...Array.from(goal.axis, (_, k) => room(goal, k))),
  }));
  return { values, rooms, ...(together === undefined ? {} : { together }) };
}
