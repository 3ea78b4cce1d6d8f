import type { Statement } from "../../ast/netlist.ts";
import { isDotCard } from "../../ast/title-line.ts";
import type { Rule } from "./rule.ts";

/** A circuit that nobody asks anything about. */
export const noAnalysis: Rule = ({ netlist, cards, analyses, collector }) => {
  const { source, statements } = netlist;
  if (cards.length === 0) {
    const span = statements[0]?.span ?? { source, start: 0, end: 0 };
    collector.report(isCircuit(statements) ? "circuit/no-elements" : "circuit/no-circuit", span, {});
  } else if (analyses.length === 0 && !statements.some(({ kind }) => kind === "analysis")) {
    const title = statements.find(({ kind }) => kind === "title");
    collector.report("circuit/no-analysis", title?.span ?? cards[0]!.card.span, {});
  }
};

/**
 * Whether a file without elements means to be a circuit: it asks for an analysis and nothing else, or it is empty. What begins with a card has
 * no title, and is a piece of a deck.
 */
function isCircuit(statements: readonly Statement[]): boolean {
  const title = statements.find(({ kind }) => kind === "title");
  if (title?.kind === "title" && isDotCard(title.text)) return false;
  const kinds = new Set(statements.map(({ kind }) => kind));
  if (kinds.has("analysis") || kinds.has("directive")) return !kinds.has("control") && !kinds.has("other");
  return [...kinds].every((kind) => kind === "title" || kind === "comment" || kind === "end");
}
