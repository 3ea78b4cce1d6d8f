import { type FreeRun, runFree } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { SourceText } from "../source/source-text.ts";
import { formatValues, writeValues } from "../writer/write-values.ts";
import { allMet } from "./descend.ts";

/** Significant digits to try, in order; 17 always give the same number back. */
const DIGITS = [6, 9, 12, 15, 17] as const;

/** The trained netlist and the circuit's state as it stands there. */
export interface SettledValues {
  readonly text: string;
  /** The free run at the values as written. */
  readonly run: FreeRun;
}

/**
 * Write the trained values with six significant digits, or with as many as the cost needs: until the rounded values cost at most
 * 0.1 % (or 1e-15 of the cost at the start) more than the exact ones, and goals that were met are still met. One free run per attempt, none for
 * values that are written exactly.
 */
export async function settleValues(
  problem: GradientProblem,
  source: SourceText,
  trained: FreeRun,
  initialCost: number,
): Promise<Outcome<SettledValues>> {
  const { trainables } = problem.circuit;
  const allowed = trained.cost + Math.max(1e-3 * trained.cost, 1e-15 * initialCost);
  let settled: SettledValues | undefined;
  for (const digits of DIGITS) {
    const written = Float64Array.from(formatValues(trainables, trained.theta, digits), ({ value }) => value);
    // Values that need no rounding were run already; an operating point found anew would differ in its last digits.
    const exact = written.every((value, index) => value === trained.theta[index]);
    const run = exact ? succeed(trained) : await runFree(problem, written);
    if (run.kind === "failed") return run;
    settled = { text: writeValues(source, trainables, trained.theta, digits), run: run.value };
    if (run.value.cost <= allowed && (allMet(run.value) || !allMet(trained))) break;
  }
  return succeed(settled!);
}
