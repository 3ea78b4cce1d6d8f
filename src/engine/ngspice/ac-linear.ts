import { formatExactly } from "../../experiment/deck/deck.ts";
import { replacedDevices } from "../../experiment/deck/deck-refusals.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildFixtureDeck } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceAdmittances } from "../../experiment/deck/small-signal-cards.ts";
import type { AcExperiment, Quantity } from "../../experiment/experiment.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { runFreePoints } from "./dc-free.ts";
import { type DcProblem, withWholePoint } from "./dc-problem.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import { findKirchhoffBreach } from "./kirchhoff.ts";
import { readFixture } from "./read-fixture.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** What the devices of a circuit are about its operating point. */
export interface LinearSweep {
  readonly devices: readonly DevicePorts[];
  /** [grid][frequency] */
  readonly grids: readonly (readonly DeviceAdmittances[])[];
}

/**
 * Find the operating point of an AC experiment and read the admittances of its devices there at every frequency: one analysis for the
 * point and one for each grid. Fails where a device cannot be read, or where the point is none.
 */
export async function lineariseSweep(
  { circuit, grids, analysis }: AcExperiment,
  shelf: DeckShelf,
  slots: Float64Array,
  run: ScriptRunner,
): Promise<Outcome<LinearSweep>> {
  const devices = replacedDevices(circuit);
  if (devices.kind === "failed") return devices;
  const quantities = withWholePoint([], circuit);
  const problem: DcProblem = {
    experiment: {
      kind: "dc",
      circuit,
      analysis: { kind: "op", span: analysis.span },
      points: [{ overrides: [] }],
      probes: [],
      quantities,
    },
    shelf,
    quantities,
  };
  const free = await runFreePoints(problem, slots, run);
  if (free.kind === "failed") return free;
  const loaded = shelf.keep("fixture", (title) => succeed(buildFixtureDeck(circuit, devices.value, title)));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const values = new Map(
    quantities.map((quantity, row) => [JSON.stringify(quantity), free.value.matrix.re[row]!]),
  );
  const valueAt = (quantity: Quantity): number =>
    quantity.kind === "node" && quantity.node === 0 ? 0 : values.get(JSON.stringify(quantity))!;
  const settings = deck.biases.map(({ device, quantity }) => ({
    device,
    parameter: "dc",
    value: valueAt(quantity),
  }));
  const readings: (readonly DeviceAdmittances[])[] = [];
  const runs = grids.map(
    (grid, index): ScriptRun => ({
      loaded: loaded.value,
      slots,
      settings,
      command: `ac ${grid.variation} ${grid.points} ${formatExactly(grid.from)} ${formatExactly(grid.to)}`,
      take(plot) {
        const read = readFixture(plot, deck, gridFrequencies(grid));
        if (read.kind === "failed") return read;
        readings[index] = read.value.admittances;
        return circuit.options.has("rshunt")
          ? undefined
          : findKirchhoffBreach(circuit, {
              slots,
              devices: devices.value,
              currents: read.value.currents,
              valueAt,
            });
      },
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed({ devices: devices.value, grids: readings });
}
