import type { Engine } from "../engine/engine.ts";
import { compareGradients } from "../gradient/compare-gradients.ts";
import { estimateFinite } from "../gradient/estimate-finite.ts";
import type { EstimatorName } from "../gradient/estimator.ts";
import { chooseEstimator } from "../gradient/estimators.ts";
import { witnessGradient } from "../gradient/finite-difference.ts";
import { runFree } from "../gradient/free-run.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import { nothingToTrain } from "./nothing-to-train.ts";
import { openProblem } from "./open-problem.ts";

/** How to take a gradient; what is left out comes from the netlist's `@learn`, then from the defaults. */
export interface GradientOptions {
  readonly engine: Engine;
  readonly estimator?: EstimatorName | "auto";
  readonly beta?: number | "auto";
  /** Add central finite differences as a witness. */
  readonly check?: boolean;
}

/** ∂C/∂θ of every trainable at the netlist's values, in natural units; the fields of `gradient --json`. */
export interface GradientReport {
  readonly cost: number;
  readonly engine: Engine["name"];
  readonly estimator: EstimatorName;
  /** With the witness's, where one was asked for. */
  readonly analyses: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly unit: string;
    readonly value: number;
    readonly gradient: number;
    readonly witness?: number;
    readonly relativeError?: number;
  }[];
  readonly check?: { readonly cosine: number; readonly maxRelativeError: number };
  /** Why an estimator was chosen, where that is worth saying. */
  readonly remarks: readonly string[];
}

/** Take the gradient of the cost at the netlist's own values. */
export async function gradient(
  compilation: Compilation,
  options: GradientOptions,
): Promise<Outcome<GradientReport>> {
  const { circuit, objectives, learn } = compilation;
  const nothing = nothingToTrain(compilation);
  if (nothing !== undefined) return fail("unsupported", nothing);
  const choice = chooseEstimator(
    circuit,
    new Set(objectives.map(({ kind }) => kind)),
    options.estimator ?? learn.estimator ?? "auto",
  );
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const opened = await openProblem(circuit, objectives, options.engine);
  if (opened.kind === "failed") return opened;
  try {
    const { problem } = opened.value;
    const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
    const free = await runFree(problem, theta);
    if (free.kind === "failed") return free;
    const beta = options.beta ?? learn.beta ?? "auto";
    const estimated = await estimateFinite(choice.estimator, problem, free.value, { want: "gradient", beta });
    if (estimated.kind === "failed") return estimated;
    const witness = options.check ? await witnessGradient(problem, free.value) : undefined;
    if (witness?.kind === "failed") return witness;
    const comparison = witness && compareGradients(theta, estimated.value.gradient, witness.value);
    return succeed({
      cost: free.value.cost,
      engine: options.engine.name,
      estimator: choice.estimator.name,
      analyses: opened.value.analyses(),
      parameters: circuit.trainables.map(({ name, unit }, index) => ({
        name,
        unit,
        value: theta[index]!,
        gradient: estimated.value.gradient[index]!,
        ...(witness && comparison
          ? { witness: witness.value[index]!, relativeError: comparison.relativeErrors[index]! }
          : {}),
      })),
      ...(comparison
        ? { check: { cosine: comparison.cosine, maxRelativeError: comparison.maxRelativeError } }
        : {}),
      remarks: choice.remark === undefined ? [] : [choice.remark],
    });
  } finally {
    await opened.value.close();
  }
}
