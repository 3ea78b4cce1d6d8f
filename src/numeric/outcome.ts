/** Why a computation did not succeed; a value, never an exception. */
export type FailureReason =
  | "singular"
  | "no-convergence"
  | "timeout"
  | "stale-result"
  | "incomplete-result"
  | "not-finite"
  | "rejected-deck"
  | "engine-died"
  | "unsupported"
  | "interrupted";

export interface Failure {
  readonly kind: "failed";
  readonly reason: FailureReason;
  /** One sentence for a person, naming nodes and elements of the user's netlist where they are known. */
  readonly explanation: string;
  /** What the engine printed, where there is anything. */
  readonly log: string;
}

export interface Success<T> {
  readonly kind: "ok";
  readonly value: T;
}

/** The result of a computation that can fail. */
export type Outcome<T> = Success<T> | Failure;

export function succeed<T>(value: T): Success<T> {
  return { kind: "ok", value };
}

export function fail(reason: FailureReason, explanation: string, log = ""): Failure {
  return { kind: "failed", reason, explanation, log };
}
