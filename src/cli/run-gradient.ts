import { formatGradient } from "../report/gradient-table.ts";
import { gradient } from "../training/gradient-report.ts";
import type { GradientOptions } from "./command-options.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { done, failedComputation } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { loadCompilation } from "./load-compilation.ts";
import { openEngine } from "./open-engine.ts";

/** Take the gradient at the netlist's own values and print it. */
export async function runGradient(name: string, options: GradientOptions, io: Io): Promise<CommandOutcome> {
  const loaded = await loadCompilation(name, options.include, io);
  if ("failure" in loaded) return loaded.failure;
  const engine = await openEngine(options.engine);
  try {
    const { estimator, beta, check } = options;
    const report = await gradient(loaded.compilation, {
      engine,
      ...(estimator === undefined ? {} : { estimator }),
      ...(beta === undefined ? {} : { beta }),
      ...(check === undefined ? {} : { check }),
    });
    if (report.kind === "failed") return failedComputation(report);
    const { remarks, ...json } = report.value;
    for (const remark of remarks) io.stderr.write(`tellegen: ${remark}\n`);
    io.stdout.write(
      options.json
        ? `${JSON.stringify(json, null, 2)}\n`
        : formatGradient(report.value, Math.min(io.stdout.columns, 120)),
    );
    return done();
  } finally {
    await engine.close();
  }
}
