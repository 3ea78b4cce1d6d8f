import { formatExactly, slotsOfDeck } from "../../experiment/deck/deck.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { fixtureFrequency } from "../../experiment/deck/fixture-deck.ts";
import { buildLinearDeck, type LinearDeck } from "../../experiment/deck/linear-deck.ts";
import type { Setting } from "../../experiment/deck/setting.ts";
import type { DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import type { DcExperiment } from "../../experiment/experiment.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, stateWith } from "./dc-problem.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import { copyOperatingPoint } from "./read-points.ts";
import { copySweep } from "./read-sweep.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** The points of a nudge: the devices' matrices at each, where there are devices. */
export interface LinearPoints {
  readonly slots: Float64Array;
  readonly devices: readonly DevicePorts[];
  /** One per point; empty without devices. */
  readonly matrices: readonly DeviceMatrices[];
}

/**
 * Unit nudges of some probes on the transposed, linearised network at every point. Where that is the same at all points: an operating point for
 * each probe. Otherwise: an AC sweep for each probe, whose frequencies stand for the points.
 */
export async function runLinearNudges(
  problem: Pick<DcProblem, "experiment" | "shelf">,
  linear: LinearPoints,
  probes: readonly number[],
  run: ScriptRunner,
): Promise<Outcome<readonly ComplexMatrix[]>> {
  const { experiment, shelf } = problem;
  const loaded = shelf.keep("nudge", (title) =>
    buildLinearDeck(experiment, linear.devices, { kind: "gains" }, title),
  );
  if (loaded.kind === "failed") return loaded;
  const inDeck = slotsOfDeck(loaded.value.deck);
  const varies =
    linear.devices.length > 0 ||
    experiment.points.some(({ overrides }) => overrides.some(({ slot }) => inDeck.has(slot)));
  return varies && experiment.points.length > 1
    ? runNudgeSweep(problem, linear, probes, run)
    : runNudgePoint(experiment, loaded.value, linear, probes, run);
}

async function runNudgePoint(
  { points, quantities }: DcExperiment,
  loaded: LoadedDeck<LinearDeck>,
  { slots, matrices }: LinearPoints,
  probes: readonly number[],
  run: ScriptRunner,
): Promise<Outcome<readonly ComplexMatrix[]>> {
  const { deck } = loaded;
  const results = probes.map(() => complexMatrix(quantities.length, points.length));
  const gains = matrices[0] === undefined ? [] : gainSettings(deck, matrices[0]);
  const state = stateWith(slots, points[0]!.overrides);
  const runs = probes.map(
    (probe, index): ScriptRun => ({
      loaded,
      slots: state,
      settings: [{ device: deck.nudges[probe]!, parameter: "dc", value: 1 }, ...gains],
      command: "op",
      take: (plot) => copyOperatingPoint(plot, deck, results[index]!),
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(results);
}

/** All points of a probe in one AC sweep: what differs from point to point is a table over its frequencies. */
async function runNudgeSweep(
  { experiment, shelf }: Pick<DcProblem, "experiment" | "shelf">,
  { slots, devices, matrices }: LinearPoints,
  probes: readonly number[],
  run: ScriptRunner,
): Promise<Outcome<readonly ComplexMatrix[]>> {
  const form = { kind: "tables", matrices, spacing: fixtureFrequency } as const;
  const loaded = shelf.make((title) => buildLinearDeck(experiment, devices, form, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const points = experiment.points.length;
  // `lin 2` visits its first point only.
  const count = Math.max(points, 3);
  const grid = {
    variation: "lin",
    points: count,
    from: fixtureFrequency,
    to: count * fixtureFrequency,
  } as const;
  const expected = { title: deck.title, frequencies: gridFrequencies(grid), vectors: deck.vectors };
  const sweeps = probes.map(() => complexMatrix(experiment.quantities.length, count));
  const runs = probes.map(
    (probe, index): ScriptRun => ({
      loaded: loaded.value,
      slots,
      settings: [{ device: deck.nudges[probe]!, parameter: "acmag", value: 1 }],
      command: `ac lin ${count} ${formatExactly(grid.from)} ${formatExactly(grid.to)}`,
      once: true,
      needsPoint: false,
      take: (plot) => copySweep(plot, expected, sweeps[index]!, 0),
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(sweeps.map((sweep) => firstColumns(sweep, points)));
}

/** The real part of the first columns. */
function firstColumns({ re, rows, columns }: ComplexMatrix, count: number): ComplexMatrix {
  const result = complexMatrix(rows, count);
  for (let row = 0; row < rows; row++) {
    result.re.set(re.subarray(row * columns, row * columns + count), row * count);
  }
  return result;
}

/** What sets the sources of a linear deck to the matrices of the devices. */
export function gainSettings({ gains }: LinearDeck, matrices: DeviceMatrices): readonly Setting[] {
  return gains.flatMap((rows, device) =>
    rows.flatMap((row, r) =>
      row.map(({ device: name, sign }, column) => ({
        device: name,
        parameter: "gain",
        value: sign * matrices[device]![r]![column]!,
      })),
    ),
  );
}
