import { formatExplanation } from "../report/explanation-text.ts";
import { explainRules } from "../training/explain-rules.ts";
import type { ExplainOptions } from "./command-options.ts";
import { type CommandOutcome, done, failedComputation } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { loadCompilation } from "./load-compilation.ts";
import { openEngine } from "./open-engine.ts";

/** Try the learning rules at the netlist's own values and print what they are worth. */
export async function runExplain(name: string, options: ExplainOptions, io: Io): Promise<CommandOutcome> {
  const loaded = await loadCompilation(name, options.include, io);
  if ("failure" in loaded) return loaded.failure;
  const engine = await openEngine(options.engine);
  try {
    const explained = await explainRules(loaded.compilation, engine);
    if (explained.kind === "failed") return failedComputation(explained);
    const netlist = loaded.reader.source.name;
    io.stdout.write(
      options.json
        ? `${JSON.stringify({ netlist, engine: engine.name, ...explained.value }, null, 2)}\n`
        : formatExplanation(netlist, explained.value, Math.min(io.stdout.columns, 100)),
    );
    return done();
  } finally {
    await engine.close();
  }
}
