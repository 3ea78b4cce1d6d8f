import { formatExactly } from "../../experiment/deck/deck.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildFixtureDeck, type FixtureDeck, fixtureFrequency } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import type { Quantity } from "../../experiment/experiment.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, type FreePoints, stateWith } from "./dc-problem.ts";
import { findKirchhoffBreach } from "./kirchhoff.ts";
import type { RawPlot } from "./raw-file.ts";
import { findForeignPlot, findMissingPoints } from "./read-plot.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** The imaginary part of a reading, relative to the device's largest, above which it is not that of an operating point. */
const largestImaginaryPart = 1e-6;

/** [S] What is smaller is nothing. */
const smallestConductance = 1e-18;

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
        const read = readFixture(plot, deck, devices);
        if (read.kind === "failed") return read;
        const { matrices, currents } = read.value;
        readings[point] = matrices;
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

interface FixtureReading {
  readonly matrices: DeviceMatrices;
  /** [device][terminal] */
  readonly currents: readonly (readonly number[])[];
}

function readFixture(
  plot: RawPlot,
  deck: FixtureDeck,
  devices: readonly DevicePorts[],
): Outcome<FixtureReading> {
  const failure: Failure | undefined =
    findForeignPlot(plot, { title: deck.title, name: "AC Analysis", isComplex: true }) ??
    findMissingPoints(plot, 1);
  if (failure !== undefined) return failure;
  const positions = new Map(plot.vectors.map(({ name }, index) => [name, index]));
  const part = (vector: string, imaginary: 0 | 1): number => {
    const at = positions.get(vector);
    return at === undefined ? Number.NaN : plot.values[2 * at + imaginary]!;
  };
  for (const [index, rows] of deck.matrices.entries()) {
    const { name } = devices[index]!.device;
    const vectors = [...rows.flat(), ...deck.currents[index]!];
    if (!vectors.every((vector) => Number.isFinite(part(vector, 0)) && Number.isFinite(part(vector, 1)))) {
      return fail("not-finite", `a small-signal value of ${name} at its operating point is not a number`);
    }
    const largest = (imaginary: 0 | 1): number =>
      rows.flat().reduce((most, vector) => Math.max(most, Math.abs(part(vector, imaginary))), 0);
    if (largest(1) > largestImaginaryPart * largest(0) && largest(1) > smallestConductance) {
      return fail("unsupported", `${name} stores so much charge that its matrix at DC cannot be read`);
    }
  }
  return succeed({
    matrices: deck.matrices.map((rows) => rows.map((row) => row.map((vector) => part(vector, 0)))),
    currents: deck.currents.map((row) => row.map((vector) => part(vector, 0))),
  });
}
