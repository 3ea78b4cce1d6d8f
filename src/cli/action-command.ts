import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { ActionOptions } from "./command-options.ts";
import { collect } from "./option-values.ts";

/** `tellegen action <netlist>`. */
export function defineAction(program: Command, { io, finish }: CommandContext): void {
  program
    .command("action")
    .summary("state the network model and its effective action")
    .description(
      "State the compiled network (nodes, branches, matrices), its effective action S and the learning rule of each value.",
    )
    .argument("<netlist>", "SPICE netlist, or - for standard input")
    .addOption(new Option("--format <name>", "how to write it (text)").choices(["text", "latex", "json"]))
    .option("--json", "the same as --format json")
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .addHelpText("after", "\nExample:\n  tellegen action filter.cir --format latex")
    .action(async (netlist: string, options: ActionOptions) => {
      const { runAction } = await import("./run-action.ts");
      finish(await runAction(netlist, options, io));
    });
}
