/** What the process returns. */
export const exitCode = {
  /** Done; every goal that has a verdict is met. */
  done: 0,
  /** Errors in the netlist, an unreadable file, a computation that failed or diverged. */
  failed: 1,
  /** Wrong usage, or our own bug. */
  usage: 2,
  /** Finished and written, but a goal is not met. */
  goalNotMet: 3,
  /** Interrupted; the best so far is written. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
