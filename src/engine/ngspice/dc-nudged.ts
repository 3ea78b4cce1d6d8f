import { buildDcDeck } from "../../experiment/deck/dc-deck.ts";
import { planRows } from "../../experiment/deck/dc-sweeps.ts";
import { sweepBlocks } from "../../experiment/deck/point-index.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DcProblem, FreePoints } from "./dc-problem.ts";
import { copyBlocks } from "./read-points.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** Largest distance of an operating point found again from the free one, in volts or amperes and relative to its row. */
const samePoint = { absolute: 1e-9, relative: 1e-6 } as const;

/**
 * Operating points under nudges of the given amplitudes (probes, points). The sweeps are those of the free points, with a nudged point behind
 * every free one, so that it is sought from there and no other equilibrium is found.
 */
export async function runNudgedPoints(
  { experiment, shelf }: DcProblem,
  free: FreePoints,
  amplitudes: ComplexMatrix,
  run: ScriptRunner,
): Promise<Outcome<ComplexMatrix>> {
  const { points, quantities } = experiment;
  const loaded = shelf.make((title) => buildDcDeck(experiment, quantities, amplitudes, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const pairs = complexMatrix(quantities.length, 2 * points.length);
  const runs = planRows(points).map((row): ScriptRun => {
    const blocks = { first: 2 * row.first, count: 2 * row.count };
    return {
      loaded: loaded.value,
      slots: free.slots,
      settings: [],
      command: sweepBlocks(blocks.first, blocks.count),
      once: true,
      take: (plot) => copyBlocks(plot, deck, blocks, pairs, blocks.first),
    };
  });
  const done = await run(runs);
  if (done.kind === "failed") return done;
  return findOtherPoint(pairs, free.matrix) ?? succeed(everySecond(pairs));
}

/** The failure of a run that did not begin at the free operating points. */
function findOtherPoint(pairs: ComplexMatrix, free: ComplexMatrix): Failure | undefined {
  for (let row = 0; row < pairs.rows; row++) {
    for (let point = 0; point < free.columns; point++) {
      const wanted = free.re[row * free.columns + point]!;
      const distance = Math.abs(pairs.re[row * pairs.columns + 2 * point]! - wanted);
      if (!(distance <= samePoint.absolute + samePoint.relative * Math.abs(wanted))) {
        return fail(
          "no-convergence",
          "the circuit has another operating point, from which the nudge would start",
        );
      }
    }
  }
  return undefined;
}

function everySecond({ re, rows, columns }: ComplexMatrix): ComplexMatrix {
  const result = complexMatrix(rows, columns / 2);
  for (let index = 0; index < result.re.length; index++) result.re[index] = re[2 * index + 1]!;
  return result;
}
