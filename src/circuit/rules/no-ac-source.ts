import type { Rule } from "./rule.ts";

/** An AC sweep that nothing drives: scattering parameters alone need no source. */
export const noAcSource: Rule = ({ analyses, cards, ports, collector }) => {
  const sweep = analyses.find(({ kind }) => kind === "ac");
  if (sweep === undefined || ports.length > 0) return;
  const drives = cards.some(({ card }) => card.source?.hasAc === true || !isUnderstood(card.letter));
  if (!drives) collector.report("circuit/no-ac-source", sweep.span, {});
};

/** Devices of code models and files that were not read may drive the circuit in ways that are not known here. */
function isUnderstood(letter: string): boolean {
  return letter !== "a" && letter !== "n" && letter !== "x";
}
