import type { Compilation } from "./compile.ts";

/** Why there is nothing to train in a netlist: no value is marked, or no goal given. Undefined where there is both. */
export function nothingToTrain({
  circuit,
  objectives,
}: Pick<Compilation, "circuit" | "objectives">): string | undefined {
  if (circuit.trainables.length === 0)
    return "nothing is marked for training: add a line such as `* @train R1`, or let `tellegen init` suggest some";
  if (objectives.length === 0)
    return "there is no goal: add a line such as `* @goal mag(v(out)) = 0.5 at 1k`, or let `tellegen init` suggest some";
  return undefined;
}
