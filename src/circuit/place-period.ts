import type { PeriodicDirective } from "../ast/directive.ts";
import type { Collector } from "../diagnostic/collector.ts";
import type { Analysis } from "./analysis.ts";
import type { Evaluator } from "./expression/evaluator.ts";
import type { Instance } from "./flattening/instance.ts";

interface PeriodContext {
  readonly evaluator: Evaluator;
  readonly collector: Collector;
  readonly top: Instance;
}

/** Fewer steps a period cannot carry the fundamental. */
const FEWEST_STEPS = 3;

/** The analyses with the period of `@periodic` [s] in each `.tran`. A period that makes no sense is reported and left out. */
export function placePeriod(
  directives: readonly PeriodicDirective[],
  analyses: readonly Analysis[],
  { evaluator, collector, top }: PeriodContext,
): readonly Analysis[] {
  const [directive, second] = directives;
  if (directive === undefined) return analyses;
  if (second !== undefined) {
    const related = [{ message: "first given here", span: directive.span }];
    collector.report("circuit/bad-period", second.span, { problem: "there is one already" }, { related });
  }
  const { span } = directive.period;
  const period = evaluator.tape.valueOf(evaluator.node(directive.period, top.scope));
  if (!(period > 0 && Number.isFinite(period))) {
    collector.report("circuit/bad-period", span, { problem: "it must be a positive number of seconds" });
    return analyses;
  }
  if (!analyses.some(({ kind }) => kind === "tran")) {
    collector.report("circuit/period-without-transient", directive.span, {});
  }
  return analyses.map((analysis) => {
    if (analysis.kind !== "tran") return analysis;
    if (analysis.step * FEWEST_STEPS > period * (1 + 1e-9)) {
      const related = [{ message: "the step of this card", span: analysis.span }];
      const problem = `it must hold at least ${FEWEST_STEPS} steps of .tran`;
      collector.report("circuit/bad-period", span, { problem }, { related });
    }
    return { ...analysis, period };
  });
}
