import { CommanderError } from "commander";
import { InvariantError } from "../diagnostic/invariant.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { type ExitCode, exitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";
import { withPrintableStreams } from "./printable-streams.ts";
import { buildProgram } from "./program.ts";

/**
 * Run one command line and say how the process should exit. Never throws.
 *
 * @param argv without node and the script: `["train", "filter.cir", "--json"]`.
 */
export async function main(argv: readonly string[], world: Io): Promise<ExitCode> {
  const io = withPrintableStreams(world);
  const json = argv.includes("--json");
  try {
    const outcomes: CommandOutcome[] = [];
    const program = buildProgram(io, (outcome) => outcomes.push(outcome));
    await program.parseAsync(argv, { from: "user" });
    const outcome = outcomes[0];
    if (outcome === undefined) return exitCode.done;
    if (outcome.kind === "failed") await printFailure(outcome, json, io);
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return usageError(error, json, io);
    return ourFault(error, json, io);
  }
}

async function printFailure(
  failure: CommandOutcome & { kind: "failed" },
  json: boolean,
  io: Io,
): Promise<void> {
  const { printDiagnostics, diagnosticsJson } = await import("./print-diagnostics.ts");
  if (json) {
    io.stdout.write(
      `${JSON.stringify({ error: failure.error, diagnostics: diagnosticsJson(failure.diagnostics) }, null, 2)}\n`,
    );
    return;
  }
  printDiagnostics(failure.diagnostics, io);
  io.stderr.write(`tellegen: ${failure.error}\n`);
  for (const line of sayingLines(failure.log ?? "")) io.stderr.write(`  | ${line}\n`);
}

/** The lines of an engine's log without its prompts, blank lines and repetitions. */
function sayingLines(log: string): readonly string[] {
  const lines = log.split("\n").map((line) => line.replace(/^(?:ngspice \d+ -> )+/, "").trimEnd());
  const filled = lines.filter((line) => line !== "");
  return filled.filter((line, k) => line !== filled[k - 1]);
}

/** Commander has printed its own message or the help already. */
function usageError(error: CommanderError, json: boolean, io: Io): ExitCode {
  if (error.exitCode === 0) return exitCode.done;
  if (json)
    io.stdout.write(
      `${JSON.stringify({ error: error.message.replace(/^error: /, ""), diagnostics: [] }, null, 2)}\n`,
    );
  return exitCode.usage;
}

function ourFault(error: unknown, json: boolean, io: Io): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  const what =
    error instanceof InvariantError
      ? message
      : `unexpected ${error instanceof Error ? error.name : "error"}: ${message}`;
  const sentence = `This is a bug in tellegen, not in your netlist: ${what}`;
  if (json) io.stdout.write(`${JSON.stringify({ error: sentence, diagnostics: [] }, null, 2)}\n`);
  else
    io.stderr.write(
      `tellegen: ${sentence}\nPlease report it with the netlist; TELLEGEN_DEBUG=1 shows where it happened.\n`,
    );
  if (io.env["TELLEGEN_DEBUG"] && error instanceof Error) io.stderr.write(`${error.stack ?? ""}\n`);
  return exitCode.usage;
}
