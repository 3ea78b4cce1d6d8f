import { formatExactly, slotsOfDeck } from "../../experiment/deck/deck.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildFixtureDeck, fixtureFrequency } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceAdmittances, DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import type { DcExperiment, Quantity } from "../../experiment/experiment.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, type FreePoints, stateWith } from "./dc-problem.ts";
import { findKirchhoffBreach } from "./kirchhoff.ts";
import { readFixture } from "./read-fixture.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** The imaginary part of a reading, relative to the device's largest, above which it is not that of an operating point. */
const largestImaginaryPart = 1e-6;

/** [S] What is smaller is nothing. */
const smallestConductance = 1e-18;

/** The device whose matrix is not real, as it has to be at a vanishing frequency. */
function findCharged(devices: readonly DevicePorts[], { re, im }: DeviceAdmittances): string | undefined {
  const largest = (matrix: DeviceMatrices[number]): number =>
    matrix.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return devices.find((_, index) => {
    const imaginary = largest(im[index]!);
    return imaginary > largestImaginaryPart * largest(re[index]!) && imaginary > smallestConductance;
  })?.device.name;
}

/** Operating points that a fixture holds side by side: an analysis costs much the same for one and for these. */
const MOST_STATES = 16;

/**
 * Read the small-signal matrices of all devices at every free point: one analysis for several points. Fails where Kirchhoff's law does not hold
 * with the currents that the devices have there.
 */
export async function readDevices(
  { experiment, quantities, shelf }: DcProblem,
  devices: readonly DevicePorts[],
  { slots, matrix }: FreePoints,
  run: ScriptRunner,
): Promise<Outcome<readonly DeviceMatrices[]>> {
  const { circuit, points } = experiment;
  const loaded = shelf.keep("fixture", (title) =>
    succeed(buildFixtureDeck(circuit, devices, title, countStates(experiment, devices))),
  );
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const states = deck.matrices.length / devices.length;
  const rows = new Map(quantities.map((quantity, row) => [JSON.stringify(quantity), row]));
  const valueAt = (quantity: Quantity, point: number): number =>
    quantity.kind === "node" && quantity.node === 0
      ? 0
      : matrix.re[rows.get(JSON.stringify(quantity))! * matrix.columns + point]!;
  const readings: DeviceMatrices[] = [];
  const frequency = formatExactly(fixtureFrequency);
  const runs = Array.from({ length: Math.ceil(points.length / states) }, (_, group): ScriptRun => {
    const first = group * states;
    // The last fixture may have states to spare: they stand at the last point.
    const pointOf = (state: number): number => Math.min(first + state, points.length - 1);
    return {
      loaded: loaded.value,
      slots: stateWith(slots, points[first]!.overrides),
      settings: deck.biases.map(({ device, quantity, state }) => ({
        device,
        parameter: "dc",
        value: valueAt(quantity, pointOf(state)),
      })),
      command: `ac lin 1 ${frequency} ${frequency}`,
      take(plot) {
        const read = readFixture(plot, deck, Float64Array.of(fixtureFrequency));
        if (read.kind === "failed") return read;
        const { admittances, currents } = read.value;
        for (let point = first; point <= pointOf(states - 1); point++) {
          const own = (point - first) * devices.length;
          const of = <Item>(all: readonly Item[]): readonly Item[] => all.slice(own, own + devices.length);
          const { re, im } = admittances[0]!;
          const charged = findCharged(devices, { re: of(re), im: of(im) });
          if (charged !== undefined) {
            return fail(
              "unsupported",
              `${charged} stores so much charge that its matrix at DC cannot be read`,
            );
          }
          readings[point] = of(re);
          if (circuit.options.has("rshunt")) continue;
          const breach = findKirchhoffBreach(circuit, {
            slots: stateWith(slots, points[point]!.overrides),
            devices,
            currents: of(currents),
            valueAt: (quantity) => valueAt(quantity, point),
          });
          if (breach !== undefined) return breach;
        }
        return undefined;
      },
    };
  });
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(readings);
}

/** One where the points change numbers of the devices' own cards: then each needs a deck that stands at its numbers. */
function countStates({ circuit, points }: DcExperiment, devices: readonly DevicePorts[]): number {
  const changed = new Set(points.flatMap(({ overrides }) => overrides.map(({ slot }) => slot)));
  const read = slotsOfDeck(buildFixtureDeck(circuit, devices, ""));
  return [...read].some((slot) => changed.has(slot)) ? 1 : Math.min(points.length, MOST_STATES);
}
