import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { CheckOptions } from "./command-options.ts";
import { collect } from "./option-values.ts";

/** `tellegen check <netlists or folders…>`. */
export function defineCheck(program: Command, { io, finish }: CommandContext): void {
  program
    .command("check")
    .summary("say everything that is wrong with netlists, without running them")
    .description(
      "Read netlists and say everything that is wrong or doubtful, with its place. Nothing is simulated.",
    )
    .argument("<netlist...>", "netlists, folders of netlists (*.cir *.sp *.spi *.net *.ckt …), or -")
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .addOption(new Option("--json", "print all diagnostics as one JSON document").conflicts("sarif"))
    .option("--sarif", "print all diagnostics as a SARIF 2.1.0 log, for code hosts and editors")
    .addHelpText("after", "\nExample:\n  tellegen check filter.cir netlists/")
    .action(async (netlists: readonly string[], options: CheckOptions) => {
      const { runCheck } = await import("./run-check.ts");
      finish(await runCheck(netlists, options, io));
    });
}
