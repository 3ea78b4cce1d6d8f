import { findGroupsWithoutDcPath, groupNames } from "./floating-groups.ts";
import { needsOperatingPoint } from "./operating-point.ts";
import type { Rule } from "./rule.ts";

/**
 * Nodes that only capacitors tie to the rest: they have no operating point, though sound AC equations. ngspice finds a point for them by
 * stepping gmin, so that this is a warning.
 */
export const dcPaths: Rule = (context) => {
  if (!context.hasGround || !needsOperatingPoint(context)) return;
  const { floating, nodes, placeOf, collector } = context;
  const known = new Set(floating.flat());
  for (const group of findGroupsWithoutDcPath(context)) {
    const span = placeOf(group[0]!);
    if (span === undefined || group.some((node) => known.has(node))) continue;
    collector.report("circuit/no-dc-path", span, { nodes: groupNames(group, nodes) });
  }
};
