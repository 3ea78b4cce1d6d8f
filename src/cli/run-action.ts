import { formatAction } from "../action/format-action.ts";
import { stateAction } from "../action/state-action.ts";
import type { ActionOptions } from "./command-options.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import { done, wrongUsage } from "./command-outcome.ts";
import type { Io } from "./io.ts";
import { loadCompilation } from "./load-compilation.ts";

/** State the network model and the effective action of a netlist. */
export async function runAction(name: string, options: ActionOptions, io: Io): Promise<CommandOutcome> {
  const format = options.format ?? (options.json ? "json" : "text");
  if (options.json && format !== "json")
    return wrongUsage(`--json and --format ${format} exclude each other`);
  const loaded = await loadCompilation(name, options.include, io);
  if ("failure" in loaded) return loaded.failure;
  io.stdout.write(formatAction(await stateAction(loaded.compilation.circuit), format));
  return done();
}
