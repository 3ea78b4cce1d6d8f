import { formatExactly } from "../../experiment/deck/deck.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildFixtureDeck, fixtureFrequency } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceAdmittances, DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import type { Quantity } from "../../experiment/experiment.ts";
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

/**
 * Read the small-signal matrices of all devices at every free point: one analysis a point. Fails where Kirchhoff's law does not hold with
 * the currents that the devices have there.
 */
export async function readDevices(
  { experiment, quantities, shelf }: DcProblem,
  devices: readonly DevicePorts[],
  { slots, matrix }: FreePoints,
  run: ScriptRunner,
): Promise<Outcome<readonly DeviceMatrices[]>> {
  const { circuit, points } = experiment;
  const loaded = shelf.keep("fixture", (title) => succeed(buildFixtureDeck(circuit, devices, title)));
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const rows = new Map(quantities.map((quantity, row) => [JSON.stringify(quantity), row]));
  const valueAt = (quantity: Quantity, point: number): number =>
    quantity.kind === "node" && quantity.node === 0
      ? 0
      : matrix.re[rows.get(JSON.stringify(quantity))! * matrix.columns + point]!;
  const readings: DeviceMatrices[] = [];
  const frequency = formatExactly(fixtureFrequency);
  const runs = points.map(({ overrides }, point): ScriptRun => {
    const state = stateWith(slots, overrides);
    return {
      loaded: loaded.value,
      slots: state,
      settings: deck.biases.map(({ device, quantity }) => ({
        device,
        parameter: "dc",
        value: valueAt(quantity, point),
      })),
      command: `ac lin 1 ${frequency} ${frequency}`,
      take(plot) {
        const read = readFixture(plot, deck, Float64Array.of(fixtureFrequency));
        if (read.kind === "failed") return read;
        const { admittances, currents } = read.value;
        const charged = findCharged(devices, admittances[0]!);
        if (charged !== undefined) {
          return fail("unsupported", `${charged} stores so much charge that its matrix at DC cannot be read`);
        }
        readings[point] = admittances[0]!.re;
        const at = (quantity: Quantity): number => valueAt(quantity, point);
        return circuit.options.has("rshunt")
          ? undefined
          : findKirchhoffBreach(circuit, { slots: state, devices, currents, valueAt: at });
      },
    };
  });
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(readings);
}
