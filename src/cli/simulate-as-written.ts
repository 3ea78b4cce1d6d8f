import type { AnalysisCommand, ControlCommand, IncludeCommand, Netlist, Statement } from "../ast/netlist.ts";
import { parseNetlist } from "../ast/parse-netlist.ts";
import { commandedAnalyses } from "../circuit/definitions/commanded-analyses.ts";
import type { Diagnostic } from "../diagnostic/diagnostic.ts";
import type { Plot } from "../engine/engine.ts";
import { createNgspiceEngine } from "../engine/ngspice/ngspice-engine.ts";
import { writePlainDeck } from "../experiment/plain-deck.ts";
import { type Outcome, succeed } from "../numeric/outcome.ts";
import { spanText } from "../source/source-text.ts";
import { compile } from "../training/compile.ts";
import { type CommandOutcome, failedComputation, failedWith } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { countErrors, printDiagnostics } from "./print-diagnostics.ts";
import { openSource, type SourceReader } from "./source-reader.ts";

/**
 * Run a netlist in ngspice as its text stands: includes put in place, `.control` blocks left out, nothing compiled. So every deck that
 * ngspice understands can be simulated, whether or not the compiler does.
 */
export async function simulateAsWritten(
  name: string,
  folders: readonly string[],
  io: Io,
): Promise<Outcome<readonly Plot[]> | { readonly failure: CommandOutcome }> {
  const opened = await openSource(name, folders, io);
  if (!opened.ok) return { failure: failedWith(opened.error) };
  const { reader } = opened;
  const { netlist, diagnostics } = parseNetlist(reader.source);
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { failure: failedWith(`${reader.source.name} has ${countErrors(diagnostics)}`, diagnostics) };
  }
  printDiagnostics(diagnostics, io);
  const includes = readIncludes(netlist, reader);
  if ("failure" in includes) return includes;
  const commanded = includes.hasAnalysis ? [] : commandedAnalyses(includes.commands);
  if (includes.hasControl) {
    const names = commanded.map(({ analysis }) => analysis).join(", ");
    const instead = names === "" ? "" : `; of its analyses ${names} will be run`;
    io.stderr.write(`tellegen: the .control block is not executed${instead}\n`);
  }

  const plain = writePlainDeck(netlist, (statement) => includes.netlists.get(statement), disarm);
  const deck = [plain, ...commanded.map(({ span }) => `.${spanText(span)}\n`)].join("");
  const engine = createNgspiceEngine();
  const abort = new AbortController();
  const unsubscribe = io.onInterrupt(() => abort.abort());
  try {
    const plots = await engine.simulate({ deck: `${deck}.end\n` }, abort.signal);
    // ngspice gives titles back in lower case.
    const title = netlist.statements.find((statement) => statement.kind === "title")?.text.trim();
    if (plots.kind === "failed") {
      return { failure: failedComputation(plots, plots.reason === "interrupted" ? [] : troubleOf(reader)) };
    }
    return succeed(plots.value.map((plot) => ({ ...plot, title: title ?? plot.title })));
  } finally {
    unsubscribe();
    await engine.close();
  }
}

/** What the compiler finds wrong, or else doubtful, with a netlist that could not be run: ngspice seldom says where. */
function troubleOf({ source, read, readBytes }: SourceReader): readonly Diagnostic[] {
  const { diagnostics } = compile(source, { readInclude: read, readTable: read, readBytes });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  // What the parser says was printed before the run.
  const isDoubt = ({ code, severity }: Diagnostic) => severity === "warning" && !code.startsWith("syntax/");
  return errors.length > 0 ? errors : diagnostics.filter(isDoubt);
}

/**
 * What is given to ngspice in place of a statement: it executes comments that begin with `*#` as if they stood in a `.control` block, and runs a
 * sweep of its own choice where an `.ac` card asks for no points.
 */
function disarm(statement: Statement): string | undefined {
  if (statement.kind === "analysis" && isEmptySweep(statement)) return "* no points";
  if (statement.kind !== "comment") return undefined;
  const text = spanText(statement.span);
  return /^\s*\*#/m.test(text) ? text.replaceAll(/^(\s*\*)#/gm, "$1 #") : undefined;
}

/** `.ac lin 0 0Hz 0Hz`, as schematic editors write where no sweep was filled in. */
function isEmptySweep({ analysis, arguments: args }: AnalysisCommand): boolean {
  return analysis === "ac" && args.slice(1).every((value) => value.kind === "number" && value.value === 0);
}

interface Includes {
  readonly netlists: ReadonlyMap<IncludeCommand, Netlist>;
  readonly hasControl: boolean;
  /** Some analysis card stands in the deck, so that those of `.control` blocks are not needed. */
  readonly hasAnalysis: boolean;
  /** The commands of all `.control` blocks. */
  readonly commands: readonly ControlCommand[];
}

/** Levels of includes within includes; a file that includes itself would go on for ever. */
const deepest = 32;

function readIncludes(main: Netlist, reader: SourceReader): Includes | { readonly failure: CommandOutcome } {
  const netlists = new Map<IncludeCommand, Netlist>();
  const commands: ControlCommand[] = [];
  let hasControl = false;
  let hasAnalysis = false;
  const visit = (statements: readonly Statement[], depth: number): string | undefined => {
    for (const statement of statements) {
      if (statement.kind === "analysis") hasAnalysis = true;
      if (statement.kind === "control") {
        hasControl = true;
        commands.push(...statement.commands);
      }
      if (statement.kind === "subcircuit" || statement.kind === "library") {
        const error = visit(statement.body, depth);
        if (error !== undefined) return error;
      }
      if (statement.kind !== "include") continue;
      if (depth >= deepest) return `${statement.file} is included within includes more than ${deepest} deep`;
      const result = reader.read(statement.file, statement.span.source);
      if (result.kind !== "text") {
        const advice = result.kind === "forbidden" ? "; allow its folder with -I" : "";
        return `${statement.file} cannot be included: ${result.reason}${advice}`;
      }
      const { netlist } = parseNetlist(result.source, { included: true });
      netlists.set(statement, netlist);
      const error = visit(netlist.statements, depth + 1);
      if (error !== undefined) return error;
    }
    return undefined;
  };
  const error = visit(main.statements, 0);
  if (error === undefined) return { netlists, hasControl, hasAnalysis, commands };
  const places = troubleOf(reader).filter(({ code }) => code.includes("include"));
  return { failure: failedWith(error, places) };
}
