import type { GridAccuracy } from "../../experiment/deck/accuracy.ts";
import { layGrid } from "../../experiment/deck/deck-grid.ts";
import type { DevicePorts } from "../../experiment/deck/device-ports.ts";
import { buildLinearDeck } from "../../experiment/deck/linear-deck.ts";
import { buildSampledFixture } from "../../experiment/deck/sampled-fixture.ts";
import type { DeviceMatrices } from "../../experiment/deck/small-signal-cards.ts";
import { buildWaveformDeck } from "../../experiment/deck/waveform-deck.ts";
import type { Quantity, TransientExperiment } from "../../experiment/experiment.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { type Outcome, succeed } from "../../numeric/outcome.ts";
import { gainSettings } from "./dc-nudge.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import { copyOperatingPoint } from "./read-points.ts";
import { copyWaveforms } from "./read-waveform.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** A transient of a circuit with devices that are functions of their voltages; its quantities hold all node voltages. */
export interface BentTransient {
  readonly experiment: TransientExperiment;
  readonly devices: readonly DevicePorts[];
  readonly shelf: DeckShelf;
}

/** A free run: waveforms (quantities, samples), and what each quantity was before (quantities, 1); undefined at rest. */
export interface FreeMotion {
  readonly slots: Float64Array;
  readonly waveforms: ComplexMatrix;
  readonly before: ComplexMatrix | undefined;
}

/** The devices' matrices along a motion: before it, and at each sample. */
export interface BentMotion {
  readonly before: DeviceMatrices;
  readonly matrices: readonly DeviceMatrices[];
}

/** Read the devices' matrices along a motion: one transient of copies on sources that follow its voltages. */
export async function readAlong(
  { experiment, devices, shelf }: BentTransient,
  { slots, waveforms, before }: FreeMotion,
  accuracy: GridAccuracy,
  run: ScriptRunner,
): Promise<Outcome<BentMotion>> {
  const { circuit, quantities } = experiment;
  const count = experiment.grid.count + 1;
  const grid = layGrid({ step: experiment.grid.step, count }, false);
  const rows = new Map(quantities.map((quantity, row) => [keyOf(quantity), row]));
  const voltages = (node: number): Float64Array => {
    const row = rows.get(`n${node}`)!;
    const samples = new Float64Array(count + 1);
    samples[0] = before?.re[row] ?? 0;
    samples.set(waveforms.re.subarray(row * count, (row + 1) * count), 1);
    return samples;
  };
  const loaded = shelf.make((title) =>
    succeed(buildSampledFixture(circuit, devices, grid, voltages, accuracy, title)),
  );
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const read = complexMatrix(deck.vectors.length, count + 1);
  if (deck.vectors.length > 0) {
    const take: ScriptRun["take"] = (plot) => copyWaveforms(plot, deck, grid, read);
    const done = await run([
      { loaded: loaded.value, slots, settings: [], command: grid.command, once: true, take },
    ]);
    if (done.kind === "failed") return done;
  }
  const [first, ...matrices] = Array.from(
    { length: count + 1 },
    (_, sample): DeviceMatrices =>
      deck.entries.map((device) =>
        device.map((row) =>
          row.map((parts) =>
            parts.reduce((sum, { at, weight }) => sum + weight * read.re[at * read.columns + sample]!, 0),
          ),
        ),
      ),
  );
  return succeed({ before: first!, matrices });
}

/** A nudge of the network that is linearised along a motion, and what it leaves behind. */
export interface BentResponse {
  readonly response: ComplexMatrix;
  /** -Σ_m (Y[m] - Y_before)ᵀ y[m] of each device, [device][terminal]: see `settleBent`. */
  readonly remainder: readonly (readonly number[])[];
}

/** Run a nudge, from the end of the motion to its beginning: in sample m of the nudge the devices are as in sample N - m of the motion. */
export async function nudgeAlong(
  { experiment, devices, shelf }: BentTransient,
  slots: Float64Array,
  { before, matrices }: BentMotion,
  amplitudes: ComplexMatrix,
  run: ScriptRunner,
): Promise<Outcome<BentResponse>> {
  const grid = layGrid(experiment.grid, true);
  const reversed = matrices.toReversed();
  const loaded = shelf.make((title) =>
    buildWaveformDeck(experiment, grid, amplitudes, title, { devices, matrices: reversed }),
  );
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const response = complexMatrix(deck.vectors.length, experiment.grid.count + 1);
  const take: ScriptRun["take"] = (plot) => copyWaveforms(plot, deck, grid, response);
  const done = await run([
    { loaded: loaded.value, slots, settings: [], command: grid.command, once: true, take },
  ]);
  if (done.kind === "failed") return done;

  const rows = new Map(experiment.quantities.map((quantity, row) => [keyOf(quantity), row]));
  const { re, columns } = response;
  const node = (index: number, m: number): number =>
    index === 0 ? 0 : re[rows.get(`n${index}`)! * columns + m]!;
  const remainder = devices.map(({ reference, terminals, branch }, device) => {
    const stand = deck.vectors.indexOf(deck.stands[device]);
    const senses =
      branch === undefined
        ? terminals.map((terminal) => (m: number) => node(terminal, m) - node(reference, m))
        : [(m: number) => -re[stand * columns + m]!];
    return terminals.map((_, column) =>
      reversed.reduce(
        (sum, matrix, m) =>
          senses.reduce(
            (total, sense, row) =>
              total - (matrix[device]![row]![column]! - before[device]![row]![column]!) * sense(m),
            sum,
          ),
        0,
      ),
    );
  });
  return succeed({ response, remainder });
}

/**
 * The sum over all samples of what follows a nudge in the network as it was before the motion: with A the rest of the network at DC,
 *
 *     (A + Y_before)ᵀ Σ y = Σ e - Σ_m (Y[m] - Y_before)ᵀ y[m]
 */
export async function settleBent(
  { experiment, devices, shelf }: BentTransient,
  slots: Float64Array,
  before: DeviceMatrices,
  remainder: BentResponse["remainder"],
  { re }: ComplexMatrix,
  run: ScriptRunner,
): Promise<Outcome<ComplexMatrix>> {
  const loaded = shelf.keep("settled", (title) =>
    buildLinearDeck(experiment, devices, { kind: "gains", injected: true }, title),
  );
  if (loaded.kind === "failed") return loaded;
  const { deck } = loaded.value;
  const result = complexMatrix(experiment.quantities.length, 1);
  const settings = [
    ...deck.nudges.map((device, probe) => ({ device, parameter: "dc", value: re[probe]! })),
    ...gainSettings(deck, before),
    ...deck.injections.flatMap((terminals, device) =>
      terminals.map((name, terminal) => ({
        device: name,
        parameter: "dc",
        value: remainder[device]![terminal]!,
      })),
    ),
  ];
  const take: ScriptRun["take"] = (plot) => copyOperatingPoint(plot, deck, result);
  const done = await run([{ loaded: loaded.value, slots, settings, command: "op", take }]);
  return done.kind === "failed" ? done : succeed(result);
}

function keyOf(quantity: Quantity): string {
  return quantity.kind === "node" ? `n${quantity.node}` : `b${quantity.element}`;
}
