import { type Command, Option } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { ExportOptions } from "./command-options.ts";
import { collect, listOfTemperatures, positiveNumber, wholeNumber } from "./option-values.ts";

/** `tellegen export <netlist>`. */
export function defineExport(program: Command, { io, finish }: CommandContext): void {
  program
    .command("export")
    .summary("choose values that can be bought; tolerance, parts list, KiCad")
    .description(
      "Take a trained netlist to one that can be bought and built: choose preferred values with the cost in view, write them to <name>.snapped.cir, and say what tolerances make of it. Without @fabricate: resistors E96 1 %, capacitors E12 5 %, inductors E12 10 %.",
    )
    .argument("<netlist>", "trained netlist with its goals, or - for standard input")
    .option("-o, --output <file>", "where to write the netlist; - for standard output")
    .option(
      "-f, --fabricate <words>",
      "what @fabricate says, from here: 'C* series=E6 tol=10% esr=50m'",
      collect,
    )
    .option("--parts <file.csv>", "choose from these parts instead of a series")
    .addOption(
      new Option("--method <name>", "how values are chosen").choices(["guided", "nearest"]).default("guided"),
    )
    .option("--reach <factor>", "no value moves further than by this factor (4)", positiveNumber)
    .option("--pairs <n>", "two parts in series or parallel at up to so many places", wholeNumber(0))
    .option("--robust [n]", "choose for the mean cost over n specimens (16) instead of the nominal cost")
    .option(
      "--samples <n>",
      "specimens of the Monte Carlo run; 0 for none (1000, with ngspice 200)",
      wholeNumber(0),
    )
    .option("--seed <n>", "seed of the specimens (1)", wholeNumber(0))
    .addOption(
      new Option("--distribution <name>", "of values within their tolerance")
        .choices(["uniform", "normal"])
        .default("uniform"),
    )
    .option("--workers <n>", "ngspice processes for the Monte Carlo run (1)", wholeNumber(1))
    .option("--temperature <list>", "also look at it at these degrees Celsius: -40,85", listOfTemperatures)
    .option("--drive <n>", "factor on ac magnitudes for voltage and power of parts (1)", positiveNumber)
    .option("--report <file>", "write an HTML report with histograms; - for standard output")
    .option("--bom <file>", "write a bill of materials as CSV")
    .addOption(
      new Option("--bom-format <name>", "its columns").choices(["generic", "jlcpcb"]).default("generic"),
    )
    .option("--exclude <patterns>", "leave elements out of parts lists: 'Rs,Rl'", collect)
    .option(
      "--kicad <sheet>",
      "write the values into this schematic (.kicad_sch, KiCad 6 to 9) and its sheets",
    )
    .option("--kicad-output <folder>", "put the changed sheets there (default: <sheet's folder>/snapped)")
    .option("--kicad-in-place", "change the sheets where they are")
    .option("--reference <element=symbol>", "what an element is called in the schematic: X1.R1=R5", collect)
    .option("--kicad-netlist <file>", "write a netlist for KiCad's board editor")
    .option("--touchstone <file.sNp>", "write the scattering parameters of the chosen circuit")
    .addOption(
      new Option("--touchstone-format <name>", "how numbers stand in it")
        .choices(["RI", "MA", "DB"])
        .default("RI"),
    )
    .addOption(
      new Option(
        "--engine <name>",
        "simulator of search and specimens: model for linear circuits, else ngspice",
      )
        .choices(["auto", "ngspice", "model"])
        .default("auto"),
    )
    .option("--no-verify", "skip the fresh ngspice simulation of the written netlist")
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .option("--json", "print the result as one JSON document")
    .addHelpText(
      "after",
      [
        "",
        "Exit codes: 0 done, goals met; 1 failed, or a part that cannot be had; 2 wrong",
        "usage; 3 written, but a goal is not met; 130 interrupted.",
        "",
        "Example:",
        "  tellegen export filter.trained.cir --bom parts.csv --kicad board.kicad_sch",
      ].join("\n"),
    )
    .action(async (netlist: string, options: ExportOptions) => {
      const { runExport } = await import("./run-export.ts");
      finish(await runExport(netlist, options, io));
    });
}
