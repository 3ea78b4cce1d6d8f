import { samplesOf } from "../src/goal/objective.ts";
import { runFree } from "../src/gradient/free-run.ts";
import type { Compilation, Engine } from "../src/index.ts";
import { openProblem } from "../src/training/open-problem.ts";
import { expectValue } from "./built-library.ts";

/** The samples of a netlist's data set, which has to have one. */
export function dataSamples({ objectives }: Compilation) {
  const samples = objectives[0] === undefined ? undefined : samplesOf(objectives[0]);
  if (samples === undefined) throw new Error("there are no samples");
  return samples;
}

/** The classes that the values in a netlist with `@classify` give to some of its samples, by their place among the quantities. */
export async function labelSamples(
  compilation: Compilation,
  rows: Int32Array,
  engine: Engine,
): Promise<Int32Array> {
  const over = dataSamples(compilation).over(rows);
  const opened = expectValue(await openProblem(compilation.circuit, [over], engine));
  const theta = Float64Array.from(compilation.circuit.trainables, ({ start }) => start);
  const free = expectValue(await runFree(opened.problem, theta));
  await opened.close();
  return free.experiments[0]!.evaluation.classes!.predicted;
}
