import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Failure } from "../numeric/outcome.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";

/** How a command ended. Output of a command that is done has been written; a failure is printed by `main`, as text or JSON. */
export type CommandOutcome =
  | { readonly kind: "done"; readonly exitCode: ExitCode }
  | {
      readonly kind: "failed";
      readonly exitCode: ExitCode;
      /** One sentence. */
      readonly error: string;
      readonly diagnostics: readonly Diagnostic[];
      /** What the engine printed, where there is anything. */
      readonly log?: string;
    };

/** Finished, with what the goals say. */
export function done(code: ExitCode = exitCode.done): CommandOutcome {
  return { kind: "done", exitCode: code };
}

/** Stopped by errors in the netlist or by a file that cannot be read. */
export function failedWith(error: string, diagnostics: readonly Diagnostic[] = []): CommandOutcome {
  return { kind: "failed", exitCode: exitCode.failed, error, diagnostics };
}

/** Stopped because a combination of options makes no sense. */
export function wrongUsage(error: string): CommandOutcome {
  return { kind: "failed", exitCode: exitCode.usage, error, diagnostics: [] };
}

/** Stopped by a computation that did not succeed, with what may be wrong with its netlist. */
export function failedComputation(failure: Failure, diagnostics: readonly Diagnostic[] = []): CommandOutcome {
  return {
    kind: "failed",
    exitCode: failure.reason === "interrupted" ? exitCode.interrupted : exitCode.failed,
    error: failure.explanation,
    diagnostics,
    log: failure.log,
  };
}
