const analysisCard = /^[ \t]*\.(ac|dc|op|tran|tf|noise|pz|sens|disto|sp)\b/i;

/** The analyses that a complete deck asks for, in order, in lower case: `ac`, `tran`, … Line 1 is the title. */
export function findAnalyses(deck: string): readonly string[] {
  return deck
    .split("\n")
    .slice(1)
    .flatMap((line) => analysisCard.exec(line)?.[1]?.toLowerCase() ?? []);
}

/**
 * A complete deck with one of its analysis cards alone, counted from 0. The continuation lines of the others go with them: ngspice
 * would join those to the card before.
 */
export function keepAnalysis(deck: string, kept: number): string {
  let count = -1;
  let isDropped = false;
  const lines = deck.split("\n").filter((line, index) => {
    const isContinuation = /^[ \t]*\+/.test(line);
    const isBetween = index === 0 || /^[ \t]*(?:\*|\r?$)/.test(line);
    if (isBetween) return true;
    if (isContinuation) return !isDropped;
    const isAnalysis = analysisCard.test(line);
    if (isAnalysis) count++;
    isDropped = isAnalysis && count !== kept;
    return !isDropped;
  });
  return lines.join("\n");
}
