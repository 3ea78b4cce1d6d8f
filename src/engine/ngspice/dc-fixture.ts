import { formatExactly } from "../../experiment/deck/deck.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildFixtureDeck, type FixtureDeck, fixtureFrequency } from "../../experiment/deck/fixture-deck.ts";
import type { DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import type { Quantity } from "../../experiment/experiment.ts";
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type DcProblem, type FreePoints, stateWith } from "./dc-problem.ts";
import type { RawPlot } from "./raw-file.ts";
import { findForeignPlot, findMissingPoints } from "./read-plot.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** The imaginary part of a reading, relative to the device's largest, above which it is not that of an operating point. */
const largestImaginaryPart = 1e-6;

/** [S] What is smaller is nothing. */
const smallestConductance = 1e-18;

/** Read the small-signal matrices of all devices at every free point: one analysis a point. */
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
    matrix.re[rows.get(JSON.stringify(quantity))! * matrix.columns + point]!;
  const readings: DeviceMatrices[] = [];
  const frequency = formatExactly(fixtureFrequency);
  const runs = points.map(
    ({ overrides }, point): ScriptRun => ({
      loaded: loaded.value,
      slots: stateWith(slots, overrides),
      settings: deck.biases.map(({ device, quantity }) => ({
        device,
        parameter: "dc",
        value: valueAt(quantity, point),
      })),
      command: `ac lin 1 ${frequency} ${frequency}`,
      take(plot) {
        const read = readMatrices(plot, deck, devices);
        if (read.kind === "failed") return read;
        readings[point] = read.value;
        return undefined;
      },
    }),
  );
  const done = await run(runs);
  return done.kind === "failed" ? done : succeed(readings);
}

function readMatrices(
  plot: RawPlot,
  deck: FixtureDeck,
  devices: readonly DevicePorts[],
): Outcome<DeviceMatrices> {
  const failure: Failure | undefined =
    findForeignPlot(plot, { title: deck.title, name: "AC Analysis", isComplex: true }) ??
    findMissingPoints(plot, 1);
  if (failure !== undefined) return failure;
  const positions = new Map(plot.vectors.map(({ name }, index) => [name, index]));
  const result: number[][][] = [];
  for (const [index, entries] of deck.matrices.entries()) {
    let largest = 0;
    let imaginary = 0;
    const values = entries.map((row) =>
      row.map((vector) => {
        const at = positions.get(vector);
        const re = at === undefined ? Number.NaN : plot.values[2 * at]!;
        const im = at === undefined ? Number.NaN : plot.values[2 * at + 1]!;
        largest = Math.max(largest, Math.abs(re));
        imaginary = Math.max(imaginary, Math.abs(im));
        return re;
      }),
    );
    const { name } = devices[index]!.device;
    if (!values.flat().every(Number.isFinite) || !Number.isFinite(imaginary)) {
      return fail("not-finite", `a small-signal value of ${name} at its operating point is not a number`);
    }
    if (imaginary > largestImaginaryPart * largest && imaginary > smallestConductance) {
      return fail("unsupported", `${name} stores so much charge that its matrix at DC cannot be read`);
    }
    result.push(values);
  }
  return succeed(result);
}
