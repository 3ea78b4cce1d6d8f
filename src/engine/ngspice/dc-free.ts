import { buildDcDeck } from "../../experiment/deck/dc-deck.ts";
import { planRows } from "../../experiment/deck/dc-sweeps.ts";
import { sweepBlocks } from "../../experiment/deck/point-index.ts";
import { complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DcProblem, FreePoints } from "./dc-problem.ts";
import { copyBlocks } from "./read-points.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** Find the operating points of all points at a state: one analysis for each sweep and for each value beside it. */
export async function runFreePoints(
  { experiment, quantities, shelf }: DcProblem,
  slots: Float64Array,
  run: ScriptRunner,
): Promise<Outcome<FreePoints>> {
  const { points } = experiment;
  const loaded = shelf.keep("free", (title) => buildDcDeck(experiment, quantities, undefined, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const matrix = complexMatrix(quantities.length, points.length);
  const runs = planRows(points).map(
    (row): ScriptRun => ({
      loaded: loaded.value,
      slots,
      settings: [],
      command: sweepBlocks(row.first, row.count),
      take: (plot) => copyBlocks(plot, deck, row, matrix, row.first),
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed({ slots: slots.slice(), matrix });
}
