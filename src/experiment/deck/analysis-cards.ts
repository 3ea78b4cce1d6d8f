const analysisCard = /^[ \t]*\.(ac|dc|op|tran|tf|noise|pz|sens|disto|sp)\b/i;

/** The analyses that a complete deck asks for, in order, in lower case: `ac`, `tran`, … Line 1 is the title. */
export function findAnalyses(deck: string): readonly string[] {
  return deck
    .split("\n")
    .slice(1)
    .flatMap((line) => analysisCard.exec(line)?.[1]?.toLowerCase() ?? []);
}

/** A complete deck without some of its analysis cards. Their continuation lines go with them: ngspice would join those to the card before. */
export function removeAnalyses(deck: string, isRemoved: (analysis: string) => boolean): string {
  let isInside = false;
  const kept = deck.split("\n").filter((line, index) => {
    if (index === 0) return true;
    const isContinuation = /^[ \t]*\+/.test(line);
    const isBetween = /^[ \t]*(?:\*|\r?$)/.test(line);
    if (!isContinuation && !isBetween) {
      const analysis = analysisCard.exec(line)?.[1]?.toLowerCase();
      isInside = analysis !== undefined && isRemoved(analysis);
    }
    return !isInside || isBetween;
  });
  return kept.join("\n");
}
