/**
 * A function that now and then lets timers, signals and messages be handled: when `interval` milliseconds have gone by since the last time.
 * An engine that computes in this thread never waits for anything, and without such pauses nothing could abort a training.
 */
export function createBreather(interval = 40): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < interval) return;
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 0);
    });
    last = performance.now();
  };
}
