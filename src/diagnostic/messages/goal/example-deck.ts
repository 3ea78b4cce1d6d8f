/** A small AC deck around one goal, and whatever else an example needs. */
export function deck(goal: string, ...more: readonly string[]): string {
  const lines = ["title", "V1 in 0 ac 1", "R1 in out 1k", "C1 out 0 1n", ".ac dec 10 1k 1meg"];
  return [...lines, ...more, `* @goal ${goal}`, ".end", ""].join("\n");
}

/** A small deck of another analysis around one goal. */
export function deckOf(card: string, goal: string): string {
  const lines = ["title", "V1 in 0 1", "R1 in out 1k", "R2 out 0 1k", card];
  return [...lines, `* @goal ${goal}`, ".end", ""].join("\n");
}
