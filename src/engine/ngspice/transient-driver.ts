import type { IndependentSource } from "../../circuit/element.ts";
import { type SampledDrive, sampleDrive } from "../../circuit/waveform/sample-drive.ts";
import { invariant } from "../../diagnostic/invariant.ts";
import { layGrid } from "../../experiment/deck/deck-grid.ts";
import { findTransientDevice } from "../../experiment/deck/deck-refusals.ts";
import { buildLinearDeck, type LinearDeck } from "../../experiment/deck/linear-deck.ts";
import {
  buildTransientDeck,
  type SourceDrives,
  type TransientDeck,
} from "../../experiment/deck/transient-deck.ts";
import { buildWaveformDeck, type WaveformDeck } from "../../experiment/deck/waveform-deck.ts";
import type { Phase, TransientExperiment } from "../../experiment/experiment.ts";
import { refuseInitialNodes } from "../../experiment/initial-nodes.ts";
import { type ComplexMatrix, complexMatrix } from "../../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import { addInitialCurrents } from "./initial-currents.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import { copyOperatingPoint } from "./read-points.ts";
import { copyWaveforms } from "./read-waveform.ts";
import type { ScriptRun } from "./run-script.ts";

/**
 * Runs the phases of a transient on its fixed grid: one `.tran` each, an `.op` for a constant phase. Decks stay loaded and values are
 * altered in place; a deck is sent again when the waveforms in it change.
 */
export function createTransientDriver(experiment: TransientExperiment, shelf: DeckShelf): PhaseDriver {
  const { circuit, analysis, grid: timeGrid, quantities } = experiment;
  const freeGrid = layGrid(timeGrid, analysis.useInitialConditions);
  const nudgeGrid = layGrid(timeGrid, true);
  /** What drives each deck that is kept: while it stays the same, so does the deck. */
  const drives = new Map<string, Float64Array>();

  function deckWith<Kind extends WaveformDeck>(
    key: string,
    values: Float64Array,
    build: (title: string) => Outcome<Kind>,
  ): Outcome<LoadedDeck<Kind>> {
    const driven = drives.get(key);
    if (driven === undefined || !isSame(driven, values)) {
      drives.set(key, values.slice());
      shelf.drop(key);
    }
    return shelf.keep(key, build);
  }

  function sampleSources(slots: Float64Array): Outcome<SourceDrives> {
    const drives = new Map<number, SampledDrive>();
    for (const element of circuit.elements) {
      if (!hasWaveform(element)) continue;
      const sampled = sampleDrive(element, slots, timeGrid, analysis);
      if (sampled.kind === "failed") return sampled;
      drives.set(element.index, sampled.value);
    }
    return succeed(drives);
  }

  function freeDeck(slots: Float64Array): Outcome<LoadedDeck<TransientDeck>> {
    const drives = sampleSources(slots);
    if (drives.kind === "failed") return drives;
    const values = [...drives.value.values()].flatMap(({ before, samples }) => [
      Float64Array.of(before),
      samples,
    ]);
    const loaded = deckWith("free", concatenate(values), (title) =>
      buildTransientDeck(experiment, freeGrid, drives.value, title),
    );
    return loaded;
  }

  function freeRun(slots: Float64Array, result: ComplexMatrix): Outcome<ScriptRun> {
    const loaded = freeDeck(slots);
    if (loaded.kind === "failed") return loaded;
    const { deck } = loaded.value;
    return succeed({
      loaded: loaded.value,
      slots,
      settings: [],
      isAnew: deck.isSpoiledByRun && !freeGrid.startsAtRest,
      command: freeGrid.command,
      take(plot) {
        const wrong = copyWaveforms(plot, deck, freeGrid, result);
        if (wrong === undefined && freeGrid.startsAtRest) addInitialCurrents(experiment, slots, result);
        return wrong;
      },
    });
  }

  function initialRun(slots: Float64Array, result: ComplexMatrix): Outcome<ScriptRun> {
    const loaded = freeDeck(slots);
    if (loaded.kind === "failed") return loaded;
    const { deck } = loaded.value;
    const take: ScriptRun["take"] = (plot) => copyOperatingPoint(plot, deck, result);
    const isAnew = deck.isSpoiledByRun;
    return succeed({ loaded: loaded.value, slots, settings: [], isAnew, command: "op", take });
  }

  function waveformRun(
    slots: Float64Array,
    index: number,
    amplitudes: ComplexMatrix,
    result: ComplexMatrix,
  ): Outcome<ScriptRun> {
    const loaded = deckWith(`waveform ${index}`, amplitudes.re, (title) =>
      buildWaveformDeck(experiment, nudgeGrid, amplitudes, title),
    );
    if (loaded.kind === "failed") return loaded;
    const { deck } = loaded.value;
    const take: ScriptRun["take"] = (plot) => copyWaveforms(plot, deck, nudgeGrid, result);
    return succeed({ loaded: loaded.value, slots, settings: [], command: nudgeGrid.command, take });
  }

  function constantRun(
    slots: Float64Array,
    { re }: ComplexMatrix,
    result: ComplexMatrix,
  ): Outcome<ScriptRun> {
    const loaded = shelf.keep<LinearDeck>("constant", (title) =>
      buildLinearDeck(experiment, [], { kind: "gains" }, title),
    );
    if (loaded.kind === "failed") return loaded;
    const { deck } = loaded.value;
    return succeed({
      loaded: loaded.value,
      slots,
      settings: deck.nudges.map((device, probe) => ({ device, parameter: "dc", value: re[probe]! })),
      command: "op",
      take: (plot) => copyOperatingPoint(plot, deck, result),
    });
  }

  function runOf(
    slots: Float64Array,
    index: number,
    phase: Phase,
    result: ComplexMatrix,
  ): Outcome<ScriptRun> {
    if (phase.kind === "free") return freeRun(slots, result);
    if (phase.kind === "initial") return initialRun(slots, result);
    const device = findTransientDevice(circuit);
    if (device !== undefined) {
      return fail(
        "unsupported",
        `${device.name} is not linear: a nudged transient of this circuit would be wrong`,
      );
    }
    if (phase.kind === "constant") return constantRun(slots, phase.amplitudes, result);
    invariant(phase.kind === "waveform", `phase ${phase.kind} in a transient experiment`);
    return waveformRun(slots, index, phase.amplitudes, result);
  }

  return async (slots, phases, run) => {
    const refused = refuseInitialNodes(experiment);
    if (refused !== undefined) return refused;
    const results = phases.map(({ kind }) =>
      complexMatrix(quantities.length, kind === "free" || kind === "waveform" ? timeGrid.count + 1 : 1),
    );
    const runs: ScriptRun[] = [];
    for (const [index, phase] of phases.entries()) {
      const planned = runOf(slots, index, phase, results[index]!);
      if (planned.kind === "failed") return planned;
      runs.push(planned.value);
    }
    const done = await run(runs);
    return done.kind === "failed" ? done : succeed(results);
  };
}

function hasWaveform(element: { readonly kind: string }): element is IndependentSource {
  return "waveform" in element && element.waveform !== undefined;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
