/** Durations of repeated runs, in milliseconds. */
export interface Timing {
  readonly minimum: number;
  readonly median: number;
}

/** Time `action` a number of times, one after the other. The minimum says what the work costs; the median, what the machine made of it. */
export async function timeRuns(times: number, action: () => unknown): Promise<Timing> {
  const [timing] = await timeInTurns(times, [action]);
  return timing!;
}

/** Time several actions in turns, so that whatever else the machine does falls on all of them alike. */
export async function timeInTurns(
  rounds: number,
  actions: readonly (() => unknown)[],
): Promise<readonly Timing[]> {
  const durations = actions.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [n, action] of actions.entries()) {
      const start = performance.now();
      await action();
      durations[n]!.push(performance.now() - start);
    }
  }
  return durations.map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { minimum: sorted[0]!, median: sorted[rounds >> 1]! };
  });
}
