import type { AnalysisCommand, ControlCommand } from "../../ast/netlist.ts";

/**
 * The analyses that a deck without analysis cards runs in its `.control` blocks, the first of each kind. Those in loops and branches run under
 * conditions that are not looked into.
 */
export function commandedAnalyses(commands: readonly ControlCommand[]): readonly AnalysisCommand[] {
  const found = new Map<string, AnalysisCommand>();
  for (const { analysis, depth } of commands) {
    if (analysis === undefined || depth > 0 || found.has(analysis.analysis)) continue;
    if (analysis.arguments.length < fewestArguments[analysis.analysis]) continue;
    found.set(analysis.analysis, analysis);
  }
  return [...found.values()];
}

const fewestArguments: Readonly<Record<AnalysisCommand["analysis"], number>> = {
  ac: 4,
  tran: 2,
  dc: 4,
  op: 0,
};
