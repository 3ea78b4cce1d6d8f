/** Our own mistake, as opposed to the user's (a Diagnostic) or a computation's (a Failure). Only the command line catches it. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/** Throw when something that must hold by construction does not. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}
