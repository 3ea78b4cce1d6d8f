import type { Outcome } from "../../src/numeric/outcome.ts";

/** The value of an outcome; a failure fails the test with its explanation. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (outcome.kind === "failed") throw new Error(`${outcome.reason}: ${outcome.explanation}\n${outcome.log}`);
  return outcome.value;
}
