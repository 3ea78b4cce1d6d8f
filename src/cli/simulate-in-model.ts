import type { Plot } from "../engine/engine.ts";
import { simulateModel } from "../engine/model/simulate-model.ts";
import { fail, type Outcome, succeed } from "../numeric/outcome.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { loadCompilation } from "./load-compilation.ts";

/** Run the analyses of a linear netlist in the model engine, on the compiled network. */
export async function simulateInModel(
  name: string,
  folders: readonly string[],
  io: Io,
): Promise<Outcome<readonly Plot[]> | { readonly failure: CommandOutcome }> {
  const loaded = await loadCompilation(name, folders, io);
  if ("failure" in loaded) return loaded;
  const { circuit } = loaded.compilation;
  if (circuit.analyses.length === 0)
    return fail("unsupported", "the netlist has no analysis: add a card such as .ac dec 10 1k 1meg");
  const plots: Plot[] = [];
  for (const analysis of circuit.analyses) {
    const plot = simulateModel(circuit, analysis);
    if (plot.kind === "failed") return plot;
    plots.push(plot.value);
  }
  return succeed(plots);
}
