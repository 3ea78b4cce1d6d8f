import { buildDcDeck } from "../../experiment/deck/dc-deck.ts";
import { planDcRuns } from "../../experiment/deck/dc-sweeps.ts";
import { complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, type FreePoints, stateWith } from "./dc-problem.ts";
import { copyDcRun } from "./read-points.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** Find the operating points of all points at a state: one analysis for each stretch of a sweep. */
export async function runFreePoints(
  { experiment, quantities, shelf }: DcProblem,
  slots: Float64Array,
  run: ScriptRunner,
): Promise<Outcome<FreePoints>> {
  const { circuit, points } = experiment;
  const loaded = shelf.keep("free", (title) => buildDcDeck(experiment, quantities, false, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const matrix = complexMatrix(quantities.length, points.length);
  const runs = planDcRuns(points, circuit, deck, () => true).map(
    (dcRun): ScriptRun => ({
      loaded: loaded.value,
      slots: stateWith(slots, dcRun.overrides),
      settings: [],
      command: dcRun.command,
      take: (plot) => copyDcRun(plot, deck, dcRun, matrix),
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed({ slots: slots.slice(), matrix });
}
