import type { RuleContext } from "./rule.ts";

/**
 * Whether a run needs an operating point. The AC sweep of a linear circuit does not depend on one, so what is wrong only at DC is
 * no fault there.
 */
export function needsOperatingPoint({
  analyses,
  elements,
}: Pick<RuleContext, "analyses" | "elements">): boolean {
  return (
    analyses.some(({ kind }) => kind !== "ac") ||
    elements.some((element) => element.kind === "device" && !element.linear)
  );
}
