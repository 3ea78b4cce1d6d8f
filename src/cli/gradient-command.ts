import { type Command, Option } from "commander";
import { engineChoices, estimatorChoices } from "./choices.ts";
import type { CommandContext } from "./command-context.ts";
import type { GradientOptions } from "./command-options.ts";
import { collect, positiveNumberOrAuto } from "./option-values.ts";

/** `tellegen gradient <netlist>`. */
export function defineGradient(program: Command, { io, finish }: CommandContext): void {
  program
    .command("gradient")
    .summary("print the derivative of the cost with respect to every trainable value")
    .description(
      "Print dC/dvalue of every trainable, in natural units (per Ohm, per farad, …), at the netlist's own values.",
    )
    .argument("<netlist>", "annotated SPICE netlist, or - for standard input")
    .option("--check", "put central finite differences beside it")
    .addOption(new Option("--engine <name>", "simulator").choices(engineChoices).default("ngspice"))
    .addOption(
      new Option(
        "--estimator <name>",
        "learning rule (auto: the cheapest exact one); `tellegen explain` says which are valid",
      ).choices(estimatorChoices),
    )
    .option(
      "--beta <n|auto>",
      "nudge strength of rules that contrast two phases (auto)",
      positiveNumberOrAuto,
    )
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .option("--json", "print the result as one JSON document")
    .addHelpText("after", "\nExample:\n  tellegen gradient filter.cir --check")
    .action(async (netlist: string, options: GradientOptions) => {
      const { runGradient } = await import("./run-gradient.ts");
      finish(await runGradient(netlist, options, io));
    });
}
