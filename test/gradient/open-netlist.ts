import { parseNetlist } from "../../src/ast/parse-netlist.ts";
import { elaborate } from "../../src/circuit/elaborate.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { compileGoals } from "../../src/goal/compile-goals.ts";
import type { EstimatorName } from "../../src/gradient/estimator.ts";
import { estimators } from "../../src/gradient/estimators.ts";
import { witnessGradient } from "../../src/gradient/finite-difference.ts";
import { type FreeRun, runFree } from "../../src/gradient/free-run.ts";
import type { GradientProblem } from "../../src/gradient/problem.ts";
import type { Outcome } from "../../src/numeric/outcome.ts";
import { openProblem } from "../../src/training/open-problem.ts";

/** A netlist's problem in an engine with its free run at the values as written. */
export interface OpenedNetlist {
  readonly problem: GradientProblem;
  readonly free: FreeRun;
  analyses(): number;
  close(): Promise<void>;
}

export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "failed") throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
  return outcome.value;
}

/** Compile an annotated netlist without title and `.end`, and run it freely; included files are given by name. */
export async function openNetlist(
  deck: string,
  engine: Engine,
  files: ReadonlyMap<string, string> = new Map(),
): Promise<OpenedNetlist> {
  const source = { name: "test.cir", text: `title\n${deck}\n.end\n` };
  const host = {
    readInclude(name: string) {
      const text = files.get(name);
      return text === undefined
        ? ({ kind: "missing", reason: "there is no such file here" } as const)
        : ({ kind: "text", source: { name, text } } as const);
    },
    readTable: () => ({ kind: "missing", reason: "no files here" }) as const,
  };
  const circuit = elaborate(parseNetlist(source).netlist, host);
  if (!circuit.ok) throw new Error(circuit.diagnostics.map(({ message }) => message).join("\n"));
  const objectives = compileGoals(circuit.value, host);
  if (!objectives.ok) throw new Error(objectives.diagnostics.map(({ message }) => message).join("\n"));
  const opened = unwrap(await openProblem(circuit.value, objectives.value, engine));
  const theta = Float64Array.from(circuit.value.trainables, ({ start }) => start);
  const free = unwrap(await runFree(opened.problem, theta));
  return { problem: opened.problem, free, analyses: opened.analyses, close: opened.close };
}

export async function gradientOf(
  { problem, free }: OpenedNetlist,
  name: EstimatorName,
  beta: number | "auto" = "auto",
): Promise<Float64Array> {
  return unwrap(await estimators[name].estimate(problem, free, { want: "gradient", beta })).gradient;
}

export async function witnessOf({ problem, free }: OpenedNetlist): Promise<Float64Array> {
  return unwrap(await witnessGradient(problem, free));
}
