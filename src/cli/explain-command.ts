import { type Command, Option } from "commander";
import { engineChoices } from "./choices.ts";
import type { CommandContext } from "./command-context.ts";
import type { ExplainOptions } from "./command-options.ts";
import { collect } from "./option-values.ts";

/** `tellegen explain <netlist>`. */
export function defineExplain(program: Command, { io, finish }: CommandContext): void {
  program
    .command("explain")
    .summary("say which learning rules are valid for a circuit, why, and what they cost")
    .description(
      "Say for every learning rule whether it is valid for this circuit and why not, and try each valid one at the netlist's own values: analyses, time, and how far its gradient is from that of the rule that a training would take.",
    )
    .argument("<netlist>", "annotated SPICE netlist, or - for standard input")
    .addOption(new Option("--engine <name>", "simulator").choices(engineChoices).default("ngspice"))
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .option("--json", "print the result as one JSON document")
    .addHelpText("after", "\nExample:\n  tellegen explain filter.cir")
    .action(async (netlist: string, options: ExplainOptions) => {
      const { runExplain } = await import("./run-explain.ts");
      finish(await runExplain(netlist, options, io));
    });
}
