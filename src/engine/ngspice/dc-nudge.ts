import { planDcRuns } from "../../experiment/deck/dc-sweeps.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildLinearDeck, type LinearDeck } from "../../experiment/deck/linear-deck.ts";
import type { Setting } from "../../experiment/deck/setting.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DeviceMatrices } from "./dc-fixture.ts";
import { type DcProblem, stateWith } from "./dc-problem.ts";
import { copyDcRun } from "./read-points.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** The points of a nudge: the devices' matrices at each, where there are devices. */
export interface LinearPoints {
  readonly slots: Float64Array;
  readonly devices: readonly DevicePorts[];
  /** One per point; empty without devices. */
  readonly matrices: readonly DeviceMatrices[];
}

/**
 * Unit nudges of some probes on the transposed, linearised network at every point: one operating point for each probe and point. Points at
 * which a linear network is the same are run once.
 */
export async function runLinearNudges(
  { experiment, shelf }: Pick<DcProblem, "experiment" | "shelf">,
  { slots, devices, matrices }: LinearPoints,
  probes: readonly number[],
  run: ScriptRunner,
): Promise<Outcome<readonly ComplexMatrix[]>> {
  const { circuit, points, quantities } = experiment;
  const loaded = shelf.keep("nudge", (title) => buildLinearDeck(experiment, devices, title));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const inDeck = new Set([...deck.fixedSlots, ...deck.alterable.flatMap(({ number }) => slotOf(number))]);
  // Devices differ from point to point.
  const plan =
    devices.length === 0
      ? planDcRuns(points, circuit, deck, (slot) => inDeck.has(slot))
      : points.map(({ overrides }, point) => ({ command: "op", overrides, points: [[point]] }));
  const results = probes.map(() => complexMatrix(quantities.length, points.length));
  const runs = plan.flatMap((dcRun): ScriptRun[] => {
    const state = stateWith(slots, dcRun.overrides);
    const atPoint = matrices[dcRun.points[0]![0]!];
    const gains = atPoint === undefined ? [] : gainSettings(deck, atPoint);
    return probes.map((probe, index) => ({
      loaded: loaded.value,
      slots: state,
      settings: [{ device: deck.nudges[probe]!, parameter: "dc", value: 1 }, ...gains],
      command: dcRun.command,
      take: (plot) => copyDcRun(plot, deck, dcRun, results[index]!),
    }));
  });
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(results);
}

function gainSettings({ gains }: LinearDeck, matrices: DeviceMatrices): readonly Setting[] {
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

function slotOf(number: LinearDeck["alterable"][number]["number"]): readonly number[] {
  return typeof number === "number" ? [] : [number.slot];
}
