import type { Deck } from "../../experiment/deck/deck.ts";
import { type Failure, fail } from "../../numeric/outcome.ts";
import type { WorkerAccess } from "./shared-worker.ts";

/**
 * Name a place where a singular network is underdetermined. An AC analysis says only that it is; an operating point of the same
 * deck names a node or a branch, so one is tried. The failure comes back as it was where that finds nothing.
 */
export async function explainSingular(
  failure: Failure,
  deck: Deck,
  access: WorkerAccess,
  deadlineSeconds: number,
): Promise<Failure> {
  const commands = [...access.circuits.select(deck.title), "op", "destroy all"];
  const outcome = await access.run(
    { writes: [], script: commands.join("\n"), reads: [] },
    { deadlineSeconds },
  );
  const log = outcome.kind === "ok" ? outcome.value.log : outcome.log;
  const places = /singular matrix:\s*(check nodes? .*)/i.exec(log)?.[1]?.trim();
  if (places === undefined || !deck.names.mentions(places)) return failure;
  const explanation = `the equations of the circuit have no unique solution: ${deck.names.translate(places)}`;
  return fail("singular", explanation, `${failure.log}\n${log}`);
}
