import { Command } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { defineAction } from "./action-command.ts";
import { defineCheck } from "./check-command.ts";
import type { CommandContext } from "./command-context.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { defineExplain } from "./explain-command.ts";
import { defineExport } from "./export-command.ts";
import { defineGradient } from "./gradient-command.ts";
import { defineInit } from "./init-command.ts";
import type { Io } from "./io.ts";
import { defineNew } from "./new-command.ts";
import { defineSimulate } from "./simulate-command.ts";
import { defineTrain } from "./train-command.ts";
import { defineTransform } from "./transform-command.ts";

/** The commands, in the order of `--help`. */
const definitions: readonly ((program: Command, context: CommandContext) => void)[] = [
  defineTrain,
  defineGradient,
  defineExplain,
  defineSimulate,
  defineCheck,
  defineAction,
  defineExport,
  defineInit,
  defineNew,
  defineTransform,
];

/**
 * The command line's grammar: every command with its options and help. Nothing else is loaded here; a command loads its work when it runs.
 * Wrong usage throws a CommanderError.
 */
export function buildProgram(io: Io, finish: (outcome: CommandOutcome) => void): Command {
  const program = new Command("tellegen")
    .description(
      "Train the component values of a SPICE netlist: exact gradients of every value from two runs of ngspice.",
    )
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => Math.min(io.stdout.columns, 100),
      getErrHelpWidth: () => Math.min(io.stderr.columns, 100),
    })
    .showHelpAfterError("(add --help for what is possible)")
    .addHelpText(
      "after",
      "\nExample:\n  tellegen train netlists/filters/lc-lowpass.cir --report report.html",
    );
  for (const define of definitions) define(program, { io, finish });
  return program;
}
