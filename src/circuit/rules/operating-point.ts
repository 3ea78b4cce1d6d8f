import type { RuleContext } from "./rule.ts";

/**
 * Whether a run needs an operating point. The AC sweep of a linear circuit does not depend on one, and a transient with `uic` begins without
 * it, so what is wrong only at DC is no fault there.
 */
export function needsOperatingPoint({
  analyses,
  elements,
}: Pick<RuleContext, "analyses" | "elements">): boolean {
  const isNonlinear = elements.some((element) => element.kind === "device" && !element.linear);
  return analyses.some((analysis) => {
    if (analysis.kind === "ac") return isNonlinear;
    return analysis.kind !== "tran" || !analysis.useInitialConditions;
  });
}
