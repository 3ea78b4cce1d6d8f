/** Durations of repeated runs, in milliseconds. */
export interface Timing {
  readonly minimum: number;
  readonly median: number;
}

/** Time `action` a number of times, one after the other. The minimum says what the work costs; the median, what the machine made of it. */
export async function timeRuns(times: number, action: () => unknown): Promise<Timing> {
  const durations: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await action();
    durations.push(performance.now() - start);
  }
  durations.sort((a, b) => a - b);
  return { minimum: durations[0]!, median: durations[durations.length >> 1]! };
}
