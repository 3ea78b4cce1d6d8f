import type { Diagnostic } from "./diagnostic.ts";

/** What a stage returns: a value when no error stands, and in both cases everything there is to say. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** The value if no diagnostic is an error, otherwise the failure that carries them all. */
export function check<T>(value: T, diagnostics: readonly Diagnostic[]): Checked<T> {
  return diagnostics.some((d) => d.severity === "error")
    ? { ok: false, diagnostics }
    : { ok: true, value, diagnostics };
}
