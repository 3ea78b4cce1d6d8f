import { type Command, Option } from "commander";
import { engineChoices } from "./choices.ts";
import type { CommandContext } from "./command-context.ts";
import type { SimulateOptions } from "./command-options.ts";
import { collect } from "./option-values.ts";

/** `tellegen simulate <netlist>`. */
export function defineSimulate(program: Command, { io, finish }: CommandContext): void {
  program
    .command("simulate")
    .summary("run the netlist's analyses and print, plot or store the results")
    .description("Run the netlist's own analyses and print every vector. `.control` blocks are not executed.")
    .argument("<netlist>", "SPICE netlist, or - for standard input")
    .option("--vectors <list>", "only these, such as `v(out),v(a,b),i(V1)`")
    .option("--csv", "comma-separated values instead of a table")
    .option("--json", "one JSON document instead of a table")
    .option("--raw <file>", "write an ngspice raw file (binary)")
    .option("--plot <file>", "write a chart as SVG, or draw it here with -")
    .option("-o, --output <file>", "write table, CSV or JSON to a file")
    .addOption(
      new Option("--engine <name>", "simulator; model: linear circuits and diodes at rest, without ngspice")
        .choices(engineChoices)
        .default("ngspice"),
    )
    .option("-I, --include <folder>", "also read includes below this folder", collect)
    .addHelpText("after", "\nExample:\n  tellegen simulate filter.cir --vectors 'v(out)' --plot response.svg")
    .action(async (netlist: string, options: SimulateOptions) => {
      const { runSimulate } = await import("./run-simulate.ts");
      finish(await runSimulate(netlist, options, io));
    });
}
