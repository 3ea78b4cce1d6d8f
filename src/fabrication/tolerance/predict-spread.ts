import type { Estimator } from "../../gradient/estimator.ts";
import { hasResiduals } from "../../gradient/free-run.ts";
import type { GradientProblem } from "../../gradient/problem.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { measureGoals, type PlacedRows, rowsOfPoint } from "./goal-rows.ts";

/** How a goal's quantity is predicted to spread, at the point where that matters most. */
export interface GoalSpread {
  readonly goal: string;
  /** Index of the point among the goal's, and where it is: f [Hz], t [s] or x. */
  readonly point: number;
  readonly at: number;
  /** r = q - t (`>=`: t - q) at the nominal values, the magnitude where it is complex; a limit is violated above 0. */
  readonly nominal: number;
  /** Σ |s_i| t_i: every part at the end of its tolerance that is worst. */
  readonly worstCase: number;
  /** sqrt(Σ (s_i σ_i)²). */
  readonly sigma: number;
  /** Part of σ² that each toleranced part brings; sums to 1 where σ is not 0. */
  readonly shares: Float64Array;
}

/**
 * Predict the spread of every goal from first derivatives: s_i = ∂r/∂ln x_i at the nominal values, worst case and root-sum-square.
 * The point of a goal is where r + σ is largest (|r| + σ for an equality). Of a complex goal both parts count: σ² is the sum of theirs.
 *
 * @param problem whose trainables are the toleranced parts, then whatever else; θ its nominal point.
 * @param tolerances of the parts, as fractions.
 * @param unitSigma standard deviation in units of the tolerance.
 */
export async function predictSpread(
  problem: GradientProblem,
  estimator: Estimator,
  theta: Float64Array,
  goals: readonly PlacedRows[],
  tolerances: readonly number[],
  unitSigma: number,
): Promise<Outcome<readonly GoalSpread[]>> {
  const measured = await measureGoals(problem, theta, goals);
  if (measured.kind === "failed") return measured;
  const { run, r } = measured.value;
  if (!hasResiduals(run))
    return fail("unsupported", "this cost is not a sum of squares: single goals have no sensitivities");
  const estimated = await estimator.estimate(problem, run, { want: "jacobian", beta: "auto" });
  if (estimated.kind === "failed") return estimated;
  const { jacobian } = estimated.value;
  if (jacobian === undefined)
    return fail("unsupported", `estimator ${estimator.name} gives no sensitivities of single goals`);
  /** ∂r/∂ln x · tolerance of one row and part. */
  const swing = (goal: PlacedRows, k: number, row: number, part: number): number =>
    (jacobian[row * theta.length + part]! / goal.factor[k]!) * theta[part]! * tolerances[part]!;

  const spreads = goals.map((goal) => {
    const points = Array.from(goal.axis, (at, point): GoalSpread => {
      const rows = rowsOfPoint(goal, point);
      const variances = Float64Array.from(tolerances, (_, part) =>
        rows.reduce((sum, row) => sum + (unitSigma * swing(goal, point, row, part)) ** 2, 0),
      );
      const variance = variances.reduce((sum, value) => sum + value, 0);
      const worst = rows.map((row) =>
        tolerances.reduce((sum, _, part) => sum + Math.abs(swing(goal, point, row, part)), 0),
      );
      const size = rows.length === 1 ? r[rows[0]!]! : Math.hypot(...rows.map((row) => r[row]!));
      return {
        goal: goal.name,
        point,
        at,
        nominal: size,
        worstCase: Math.hypot(...worst),
        sigma: Math.sqrt(variance),
        shares: variances.map((value) => (variance > 0 ? value / variance : 0)),
      };
    });
    const danger = ({ nominal, sigma }: GoalSpread): number =>
      (goal.kind === "limit" ? nominal : Math.abs(nominal)) + sigma;
    return points.reduce((worst, point) => (danger(point) > danger(worst) ? point : worst));
  });
  return succeed(spreads);
}
