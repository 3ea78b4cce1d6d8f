import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type Topology,
  type TopologyOption,
  topologyNames,
  topologyOptions,
} from "../generator/topology-options.ts";
import { formatSpiceNumber } from "../numeric/spice-number.ts";
import type { CommandContext } from "./command-context.ts";
import type { NewOptions } from "./command-options.ts";
import { positiveSpiceNumber, wholeNumber } from "./option-values.ts";

/** One line about each topology, and options that make a good example. */
const topologyTexts = {
  layered: {
    summary: "layers of resistors with diodes and bidirectional amplifiers",
    example: "--layers 2-10-2 --seed 3",
  },
  disordered: {
    summary: "disordered network of R, L and C with amplitudes and phases to learn",
    example: "--nodes 30 --outputs 3",
  },
  ladder: { summary: "LC low-pass ladder between two resistances", example: "--order 7 --impedance 75" },
  lattice: { summary: "square lattice of resistors: allostery or regression", example: "--task regression" },
  springs: {
    summary: "masses and springs in the plane, by the mobility analogy",
    example: "--masses 20 --columns 5 --drive rest",
  },
} satisfies Record<Topology, { readonly summary: string; readonly example: string }>;

/** `tellegen new <topology>`: a command of its own for each, with its options. */
export function defineNew(program: Command, { io, finish }: CommandContext): void {
  const command = program
    .command("new")
    .summary("write an annotated netlist of a known kind of network")
    .description(
      "Write an annotated netlist of a kind of network, with drawn values and a task to learn. The same options and seed give the same netlist.",
    )
    .addHelpText(
      "after",
      "\nExample:\n  tellegen new layered --layers 2-10-2 -o xor.cir && tellegen train xor.cir",
    );
  for (const topology of topologyNames) {
    const { summary, example } = topologyTexts[topology];
    const own = command
      .command(topology)
      .summary(summary)
      .description(`Write a netlist: ${summary}.`)
      .addHelpText("after", `\nExample:\n  tellegen new ${topology} ${example} -o ${topology}.cir`);
    for (const [key, option] of Object.entries<TopologyOption>(topologyOptions[topology]))
      own.addOption(describeOption(key, option));
    if (topology === "layered") {
      own
        .option("--data <file>", "CSV or JSON file of samples to classify, instead of patterns")
        .option("--label <column>", "its column of classes; the other columns of numbers are inputs");
    }
    own
      .option("-o, --output <file>", "write to a new file; an existing one is not overwritten")
      .option("--json", 'print {"netlist", "topology", "options"} as one JSON document')
      .action(async (options: NewOptions) => {
        const { runNew } = await import("./run-new.ts");
        finish(await runNew(topology, options, io));
      });
  }
}

function describeOption(key: string, option: TopologyOption): Option {
  switch (option.kind) {
    case "count":
      return new Option(`--${key} <n>`, `${option.description} (${option.default})`).argParser(
        wholeNumber(option.least),
      );
    case "positive":
      return new Option(
        `--${key} <n>`,
        `${option.description} (${formatSpiceNumber(option.default)})`,
      ).argParser(positiveSpiceNumber);
    case "sizes":
      return new Option(`--${key} <sizes>`, `${option.description} (${option.default.join("-")})`).argParser(
        layerSizes,
      );
    case "choice":
      return new Option(`--${key} <word>`, `${option.description} (${option.default})`).choices(
        option.choices,
      );
  }
}

/** Reads `--layers 2-10-2`. */
function layerSizes(text: string): readonly number[] {
  if (!/^[1-9]\d*(?:-[1-9]\d*)+$/.test(text))
    throw new InvalidArgumentError("two or more whole numbers with - between them are needed, as in 2-10-2.");
  return text.split("-").map(Number);
}
