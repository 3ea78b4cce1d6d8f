import { type Command, Option } from "commander";
import { engineChoices, estimatorChoices, optimiserChoices } from "./choices.ts";
import type { CommandContext } from "./command-context.ts";
import type { TrainOptions } from "./command-options.ts";
import { collect, positiveNumber, positiveNumberOrAuto, wholeNumber } from "./option-values.ts";

/** `tellegen train <netlist>`. */
export function defineTrain(program: Command, { io, finish }: CommandContext): void {
  program
    .command("train")
    .summary("train the values marked with @train until the @goals are met")
    .description(
      "Train the values marked with `* @train` until the `* @goal`s are met, and write the netlist with the trained values to <name>.trained.cir. Nothing but the trained numbers changes.",
    )
    .argument("<netlist>", "annotated SPICE netlist, or - for standard input")
    .option(
      "-o, --output <file>",
      "where to write; - for standard output, a folder for <name>.trained.cir there",
    )
    .option("-i, --in-place", "overwrite the input")
    .option("--report <file>", "write an HTML report; - for standard output")
    .option("--plot <file>", "draw the response before and after as SVG, or here with -")
    .addOption(new Option("--engine <name>", "simulator").choices(engineChoices).default("ngspice"))
    .addOption(
      new Option(
        "--estimator <name>",
        "learning rule (auto: the cheapest exact one); `tellegen explain` says which are valid",
      ).choices(estimatorChoices),
    )
    .addOption(
      new Option("--optimizer <name>", "how values are moved (lm where there are residuals)").choices(
        optimiserChoices,
      ),
    )
    .option("--steps <n>", "at most so many steps (200)", wholeNumber(1))
    .option(
      "--beta <n|auto>",
      "nudge strength of rules that contrast two phases (auto)",
      positiveNumberOrAuto,
    )
    .option("--rate <n>", "learning rate of adam and gd", positiveNumber)
    .option("--seed <n>", "seed of random starts", wholeNumber(0))
    .option("--starts <n>", "try up to so many starting points (1)", wholeNumber(1))
    .option("--workers <n>", "ngspice threads that the samples of a data set go through (1)", wholeNumber(1))
    .option("--checkpoint <file>", "save the state after each step")
    .option("--resume <file>", "continue from such a file")
    .option("--no-verify", "skip the fresh simulation of the written netlist")
    .option("--dry-run", "say what would be trained, and what it costs")
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .option("--json", "print the result as one JSON document")
    .addHelpText(
      "after",
      [
        "",
        "Exit codes: 0 done, goals met; 1 failed; 2 wrong usage; 3 finished, but a goal",
        "is not met; 130 interrupted, the best values so far are written.",
        "",
        "Example:",
        "  tellegen train filter.cir -o tuned.cir --report tuned.html",
      ].join("\n"),
    )
    .action(async (netlist: string, options: TrainOptions) => {
      const { runTrain } = await import("./run-train.ts");
      finish(await runTrain(netlist, options, io));
    });
}
