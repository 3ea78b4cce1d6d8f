import type { Engine } from "../engine/engine.ts";
import { followedBias } from "../gradient/bias-coverage.ts";
import { compareGradients } from "../gradient/compare-gradients.ts";
import type { Estimator, EstimatorName } from "../gradient/estimator.ts";
import { chooseEstimator, estimators } from "../gradient/estimators.ts";
import { runFree } from "../gradient/free-run.ts";
import { findNonReciprocal } from "../network/reciprocity.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { Compilation } from "./compile.ts";
import { nothingToTrain } from "./nothing-to-train.ts";
import { openProblem } from "./open-problem.ts";

/** One learning rule for one circuit. */
export type ExplainedRule = { readonly name: EstimatorName } & (
  | { readonly status: "refused"; readonly reason: string }
  /** Valid, but its runs did not succeed here. */
  | { readonly status: "failed"; readonly reason: string }
  | {
      readonly status: "valid";
      readonly givesJacobian: boolean;
      /** Of one gradient with its free phases. */
      readonly analyses: number;
      readonly seconds: number;
      /** Against the rule that `auto` takes; absent for that rule itself, and where its gradient vanishes. */
      readonly comparison?: { readonly cosine: number; readonly maxRelativeError: number };
    }
);

/** Which learning rules a circuit admits. */
export interface Explanation {
  readonly parameters: number;
  /** Kinds of the analyses that have goals. */
  readonly analyses: readonly string[];
  /** Elements that make the network non-reciprocal; none if it is reciprocal. */
  readonly nonReciprocal: readonly string[];
  readonly auto: EstimatorName;
  /** Devices whose operating point moves with the trained values, which the adjoint of an AC analysis follows. */
  readonly followed: readonly string[];
  /** Why `auto` did not take the exact rule for everything. */
  readonly remark?: string;
  readonly rules: readonly ExplainedRule[];
}

/**
 * Say for every learning rule whether it is valid for a circuit, and what one gradient costs and is worth: each valid rule is tried once
 * at the netlist's own values. Fails where there is nothing to train, or where the rule that `auto` takes fails.
 */
export async function explainRules(compilation: Compilation, engine: Engine): Promise<Outcome<Explanation>> {
  const { circuit, objectives } = compilation;
  const nothing = nothingToTrain(compilation);
  if (nothing !== undefined) return fail("unsupported", nothing);
  const kinds = new Set(objectives.map(({ kind }) => kind));
  const choice = chooseEstimator(circuit, kinds, "auto");
  if ("refused" in choice) return fail("unsupported", choice.refused);
  const { estimator: auto, remark } = choice;
  // What starts with the engine and with its first deck is nobody's cost.
  const first = await tryRule(compilation, auto, engine);
  if (first.kind === "failed") return first;
  const theta = Float64Array.from(circuit.trainables, ({ start }) => start);
  const vanishes = first.value.gradient.every((value) => value === 0);

  const rules: ExplainedRule[] = [];
  for (const rule of Object.values(estimators)) {
    const { name, givesJacobian } = rule;
    const reason = rule.refuse(circuit, kinds);
    if (reason !== undefined) {
      rules.push({ name, status: "refused", reason });
      continue;
    }
    const tried = await tryRule(compilation, rule, engine);
    if (tried.kind === "failed") {
      rules.push({ name, status: "failed", reason: tried.explanation });
      continue;
    }
    const { analyses, seconds, gradient } = tried.value;
    const { cosine, maxRelativeError } = compareGradients(theta, gradient, first.value.gradient);
    const comparison = name === auto.name || vanishes ? {} : { comparison: { cosine, maxRelativeError } };
    rules.push({ name, status: "valid", givesJacobian, analyses, seconds, ...comparison });
  }
  return succeed({
    parameters: circuit.trainables.length,
    analyses: [...new Set(objectives.map(({ analysis }) => analysis.kind))],
    nonReciprocal: findNonReciprocal(circuit).map(({ name }) => name),
    auto: auto.name,
    followed: auto.name === "adjoint" && kinds.has("ac") ? followedBias(circuit) : [],
    ...(remark === undefined ? {} : { remark }),
    rules,
  });
}

interface TriedRule {
  readonly gradient: Float64Array;
  readonly analyses: number;
  readonly seconds: number;
}

/** One gradient at the netlist's own values, in sessions of its own. */
async function tryRule(
  { circuit, objectives }: Compilation,
  rule: Estimator,
  engine: Engine,
): Promise<Outcome<TriedRule>> {
  const startedAt = performance.now();
  const opened = await openProblem(circuit, objectives, engine);
  if (opened.kind === "failed") return opened;
  try {
    const { problem, analyses } = opened.value;
    const free = await runFree(
      problem,
      Float64Array.from(circuit.trainables, ({ start }) => start),
    );
    if (free.kind === "failed") return free;
    const estimated = await rule.estimate(problem, free.value, { want: "gradient", beta: "auto" });
    if (estimated.kind === "failed") return estimated;
    const { gradient } = estimated.value;
    return succeed({ gradient, analyses: analyses(), seconds: (performance.now() - startedAt) / 1000 });
  } finally {
    await opened.value.close();
  }
}
