import { type Command, Option } from "commander";
import type { Dialect } from "../transform/dialects.ts";
import type { PassName, PassRequest } from "../transform/passes.ts";
import type { CommandContext } from "./command-context.ts";
import type { TransformOptions } from "./command-options.ts";
import { collect, nodeNaming, positiveSpiceNumber, wholeNumber } from "./option-values.ts";

/** An option that is a pass, and how its argument is read. */
interface PassOption {
  readonly flags: string;
  readonly description: string;
  readonly read?: (text: string) => unknown;
  readonly choices?: readonly string[];
}

/** The option of every pass: one that is forgotten here does not compile. */
const passOptions = {
  flatten: { flags: "--flatten", description: "expand subcircuits and includes, evaluate parameters" },
  evaluate: { flags: "--evaluate", description: "put numbers in the place of parameters" },
  "scale-impedance": {
    flags: "--scale-impedance <k>",
    description: "multiply every impedance by k",
    read: positiveSpiceNumber,
  },
  "scale-frequency": {
    flags: "--scale-frequency <k>",
    description: "move elements, analyses and goals to k times the frequency",
    read: positiveSpiceNumber,
  },
  "rename-nodes": {
    flags: "--rename-nodes [old=new,...]",
    description: "rename nodes of the deck, or number them all",
    read: nodeNaming,
  },
  transpose: { flags: "--transpose", description: "write the adjoint network: controlled sources swapped" },
  dual: { flags: "--dual", description: "write the dual of a planar network of R, L, C and sources" },
  merge: { flags: "--merge", description: "one R, L or C for several in series or in parallel" },
  "self-learning": {
    flags: "--self-learning [periods]",
    description:
      "write the circuit with its learning: it trains itself in a transient of any SPICE, 500 steps by default",
    read: (text: string) => (text === "" ? 500 : wholeNumber(1)(text)),
  },
  portable: {
    flags: "--portable",
    description: "comments, annotations and numbers as every simulator reads them",
  },
  to: {
    flags: "--to <simulator>",
    description: "what is written differently there",
    choices: ["ltspice", "xyce", "hspice"] satisfies readonly Dialect[],
  },
  strip: { flags: "--strip", description: "take out comments and annotations" },
  format: { flags: "--format", description: "write the canonical layout" },
} as const satisfies Record<PassName, PassOption>;

/** `tellegen transform <netlist>`. */
export function defineTransform(program: Command, { io, finish }: CommandContext): void {
  const command = program
    .command("transform")
    .summary("rewrite a netlist: flatten, scale, transpose, merge, format, …")
    .description(
      "Send a netlist through transformations, in the order in which they are given. Cards that are not touched stay as they are, byte for byte.",
    )
    .argument("<netlist>", "SPICE netlist, or - for standard input");
  const requests: PassRequest[] = [];
  for (const [pass, given] of Object.entries(passOptions)) {
    const { flags, description, read, choices }: PassOption = given;
    const option = new Option(flags, description);
    if (choices !== undefined) option.choices(choices);
    else if (read !== undefined) option.argParser(read);
    command.addOption(option);
    // Commander tells of options in the order of the command line, which its collected options do not keep.
    command.on(`option:${pass}`, (text: string | null) => {
      requests.push({ pass, argument: text === null ? read?.("") : (read?.(text) ?? text) } as PassRequest);
    });
  }
  command
    .option("-o, --output <file>", "write to this file instead of standard output")
    .option("-I, --include <folder>", "also read includes and tables below this folder", collect)
    .option("--json", 'print {"netlist", "passes", "remarks"} as one JSON document')
    .addHelpText(
      "after",
      "\nExample:\n  tellegen transform filter.cir --flatten --merge --format -o flat.cir",
    )
    .action(async (netlist: string, options: TransformOptions) => {
      const { runTransform } = await import("./run-transform.ts");
      finish(await runTransform(netlist, requests, options, io));
    });
}
