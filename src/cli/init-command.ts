import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { InitOptions } from "./command-options.ts";

/** `tellegen init <netlist>`. */
export function defineInit(program: Command, { io, finish }: CommandContext): void {
  program
    .command("init")
    .summary("put suggested @train and @goal lines into a plain netlist")
    .description(
      "Print the netlist with suggested `* @train` and `* @goal` lines to start from. The input is never changed.",
    )
    .argument("<netlist>", "SPICE netlist, or - for standard input")
    .option("-o, --output <file>", "write to a new file instead; an existing one is not overwritten")
    .option("--json", 'print {"netlist", "lines"} as one JSON document')
    .addHelpText("after", "\nExample:\n  tellegen init plain.cir -o annotated.cir")
    .action(async (netlist: string, options: InitOptions) => {
      const { runInit } = await import("./run-init.ts");
      finish(await runInit(netlist, options, io));
    });
}
