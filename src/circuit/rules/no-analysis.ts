import type { Rule } from "./rule.ts";

/** A circuit that nobody asks anything about. */
export const noAnalysis: Rule = ({ netlist, cards, analyses, collector }) => {
  const { source, statements } = netlist;
  if (cards.length === 0) {
    collector.report("circuit/no-elements", statements[0]?.span ?? { source, start: 0, end: 0 }, {});
  } else if (analyses.length === 0) {
    const title = statements.find(({ kind }) => kind === "title");
    collector.report("circuit/no-analysis", title?.span ?? cards[0]!.card.span, {});
  }
};
