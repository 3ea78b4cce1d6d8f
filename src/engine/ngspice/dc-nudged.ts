import { buildDcDeck } from "../../experiment/deck/dc-deck.ts";
import { sweepCommand } from "../../experiment/deck/dc-sweeps.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, type FreePoints, stateWith } from "./dc-problem.ts";
import { copyDcRun } from "./read-points.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** Largest distance of an operating point found again from the free one, in volts or amperes and relative to its row. */
const samePoint = { absolute: 1e-9, relative: 1e-6 } as const;

/**
 * Operating points under nudges of the given amplitudes (probes, points). Each is a sweep of two points, from no nudge to the whole one,
 * so that the nudged point is sought from the free one and no other equilibrium is found.
 */
export async function runNudgedPoints(
  { experiment, shelf }: DcProblem,
  free: FreePoints,
  amplitudes: ComplexMatrix,
  run: ScriptRunner,
): Promise<Outcome<ComplexMatrix>> {
  const { points, quantities } = experiment;
  const loaded = shelf.keep("nudged", (title) => buildDcDeck(experiment, quantities, true, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const result = complexMatrix(quantities.length, points.length);
  const level = Float64Array.of(0, 1);
  const sweep = {
    command: sweepCommand(deck.nudgeLevel, deck.idleSource, level),
    overrides: [],
    swept: level,
    points: [[0], [1]],
  };
  const runs = points.map(
    ({ overrides }, point): ScriptRun => ({
      loaded: loaded.value,
      slots: stateWith(free.slots, overrides),
      settings: deck.injections.map((device, probe) => ({
        device,
        parameter: "gain",
        value: amplitudes.re[probe * amplitudes.columns + point]!,
      })),
      command: sweep.command,
      take(plot) {
        const pair = complexMatrix(quantities.length, 2);
        const wrong = copyDcRun(plot, deck, sweep, pair) ?? findOtherPoint(pair, free.matrix, point);
        if (wrong !== undefined) return wrong;
        for (let row = 0; row < pair.rows; row++) {
          result.re[row * result.columns + point] = pair.re[row * 2 + 1]!;
        }
        return undefined;
      },
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(result);
}

/** The failure of a run that did not begin at the free operating point. */
function findOtherPoint(pair: ComplexMatrix, free: ComplexMatrix, point: number): Failure | undefined {
  for (let row = 0; row < pair.rows; row++) {
    const wanted = free.re[row * free.columns + point]!;
    const distance = Math.abs(pair.re[row * 2]! - wanted);
    if (!(distance <= samePoint.absolute + samePoint.relative * Math.abs(wanted))) {
      return fail(
        "no-convergence",
        "the circuit has another operating point, from which the nudge would start",
      );
    }
  }
  return undefined;
}
