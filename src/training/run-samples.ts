import { type FreeRun, runFree } from "../gradient/free-run.ts";
import type { GradientProblem } from "../gradient/problem.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import type { OpenedProblem, SampledProblem } from "./open-problem.ts";

/** A free run over samples, and the problem over just these samples; whoever asked for it closes it. */
export interface SampleRun {
  readonly problem: GradientProblem;
  readonly run: FreeRun;
  /** Samples that were left out because no operating point was found for them. */
  readonly skipped: readonly number[];
  close(): Promise<void>;
}

/** What to do with a sample that cannot be simulated. */
export type FailingSamples = "refuse" | "skip";

/**
 * Run the free phase over some samples. Where that does not converge and failing samples are skipped, they are found by halving, and the
 * others are run without them; if none is left, or otherwise, the failure is the result.
 */
export async function runSamples(
  opened: Pick<OpenedProblem, "openOver">,
  rows: Int32Array,
  theta: Float64Array,
  margin: number,
  failing: FailingSamples,
): Promise<Outcome<SampleRun>> {
  const first = await runRows(opened, rows, theta, margin);
  if (first.kind === "ok" || failing === "refuse" || first.reason !== "no-convergence") return first;
  const skipped = await findFailing(opened, rows, theta, margin);
  if (skipped.length === rows.length) return first;
  const left = rows.filter((row) => !skipped.includes(row));
  const second = await runRows(opened, left, theta, margin);
  return second.kind === "failed" ? second : succeed({ ...second.value, skipped });
}

async function runRows(
  opened: Pick<OpenedProblem, "openOver">,
  rows: Int32Array,
  theta: Float64Array,
  margin: number,
): Promise<Outcome<SampleRun>> {
  const over = await opened.openOver(rows);
  if (over.kind === "failed") return over;
  const { problem, close }: SampledProblem = over.value;
  const run = await runFree(problem, theta, margin);
  if (run.kind === "ok") return succeed({ problem, run: run.value, skipped: [], close });
  await close();
  return run;
}

/** The samples among `rows`, which fail together, that fail by themselves or in a half that cannot be told apart further. */
async function findFailing(
  opened: Pick<OpenedProblem, "openOver">,
  rows: Int32Array,
  theta: Float64Array,
  margin: number,
): Promise<readonly number[]> {
  if (rows.length === 1) return [...rows];
  const middle = rows.length >> 1;
  const found: number[] = [];
  for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
    const run = await runRows(opened, half, theta, margin);
    if (run.kind === "ok") await run.value.close();
    else found.push(...(await findFailing(opened, half, theta, margin)));
  }
  return found;
}
