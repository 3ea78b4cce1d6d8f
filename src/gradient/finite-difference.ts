import type { Trainable } from "../circuit/circuit.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { Estimator, Sensitivity } from "./estimator.ts";
import { extrapolateDifferences } from "./extrapolate-differences.ts";
import { type FreeRun, runFree } from "./free-run.ts";
import type { GradientProblem } from "./problem.ts";

/** Relative step of the two-point formula: truncation (h Q)²/6 against rounding 1e-15/h. */
const STEP = 1e-5;
/**
 * Central differences of the residuals (or of the cost): 2P free runs. The fallback where no exact rule is valid:
 * it needs nothing but free phases.
 */
export const finiteDifference: Estimator = {
  name: "finite-difference",
  givesJacobian: true,
  refuse: () => undefined,
  async estimate(problem, free, { want }) {
    const parameters = problem.circuit.trainables.length;
    const residuals = residualsOf(free);
    const empty: Sensitivity = {
      gradient: new Float64Array(parameters),
      ...(want === "jacobian" && residuals !== undefined
        ? { residuals, jacobian: new Float64Array(residuals.length * parameters) }
        : {}),
    };
    return differenceParameters(problem, free, empty, [...Array(parameters).keys()]);
  },
};

/** A sensitivity with the gradient (and Jacobian column) of some parameters replaced by central differences: two free runs each. */
export async function differenceParameters(
  problem: GradientProblem,
  free: FreeRun,
  { gradient: known, residuals, jacobian: columns }: Sensitivity,
  parameters: readonly number[],
): Promise<Outcome<Sensitivity>> {
  const gradient = known.slice();
  const jacobian = columns?.slice();
  for (const index of parameters) {
    const pair = await bracket(problem, free, index, STEP);
    if (pair.kind === "failed") return pair;
    const { plus, minus, width } = pair.value;
    gradient[index] = (plus.trainingCost - minus.trainingCost) / width;
    if (jacobian === undefined || residuals === undefined) continue;
    const above = residualsOf(plus)!;
    const below = residualsOf(minus)!;
    gradient[index] = 0;
    residuals.forEach((residual, row) => {
      const derivative = (above[row]! - below[row]!) / width;
      jacobian[row * gradient.length + index] = derivative;
      gradient[index]! += derivative * residual;
    });
  }
  return succeed({
    gradient,
    ...(residuals === undefined || jacobian === undefined ? {} : { residuals, jacobian }),
  });
}

/** The witness of `gradient --check`: extrapolated central differences of the cost, 6 to 22 free runs a parameter, mostly 6 to 10. */
export async function witnessGradient(
  problem: GradientProblem,
  free: FreeRun,
): Promise<Outcome<Float64Array>> {
  const gradient = new Float64Array(problem.circuit.trainables.length);
  for (const index of gradient.keys()) {
    const limit = await extrapolateDifferences(free.cost, (relative) =>
      bracket(problem, free, index, relative),
    );
    if (limit.kind === "failed") return limit;
    gradient[index] = limit.value;
  }
  return succeed(gradient);
}

interface Bracket {
  readonly plus: FreeRun;
  readonly minus: FreeRun;
  /** θ of `plus` minus θ of `minus`, as rounded. */
  readonly width: number;
}

async function bracket(
  problem: GradientProblem,
  free: FreeRun,
  index: number,
  relative: number,
): Promise<Outcome<Bracket>> {
  const step = relative * typicalSize(problem.circuit.trainables[index]!, free.theta[index]!);
  const shifted = (offset: number): Float64Array => {
    const theta = free.theta.slice();
    theta[index]! += offset;
    return theta;
  };
  const above = shifted(step);
  const below = shifted(-step);
  const plus = await runFree(problem, above, free.margin);
  if (plus.kind === "failed") return plus;
  const minus = await runFree(problem, below, free.margin);
  if (minus.kind === "failed") return minus;
  return succeed({ plus: plus.value, minus: minus.value, width: above[index]! - below[index]! });
}

/** The size that a step is relative to: the value itself, or for a value near zero its range or start. */
function typicalSize({ start, min, max }: Trainable, value: number): number {
  if (value !== 0) return Math.abs(value);
  if (start !== 0) return Math.abs(start);
  const range = max - min;
  return Number.isFinite(range) && range > 0 ? range * 1e-3 : 1;
}

function residualsOf({ experiments }: FreeRun): Float64Array | undefined {
  const parts = experiments.map(({ evaluation }) => evaluation.residuals);
  if (parts.some((part) => part === undefined)) return undefined;
  return Float64Array.from(parts.flatMap((part) => Array.from(part!)));
}
