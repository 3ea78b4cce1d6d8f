import type { Circuit } from "../../circuit/circuit.ts";
import type { IndependentSource } from "../../circuit/element.ts";
import { type SampledDrive, sampleDrive } from "../../circuit/waveform/sample-drive.ts";
import { invariant } from "../../diagnostic/invariant.ts";
import type { GridAccuracy } from "../../experiment/deck/accuracy.ts";
import { layGrid } from "../../experiment/deck/deck-grid.ts";
import { findTransientDevice, isTransientLinear } from "../../experiment/deck/deck-refusals.ts";
import { devicePorts } from "../../experiment/deck/device-ports.ts";
import { findMemory } from "../../experiment/deck/find-memory.ts";
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
import { type Failure, fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { createAlong } from "./along-run.ts";
import { withWholePoint } from "./dc-problem.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import { addInitialCurrents } from "./initial-currents.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import { copyOperatingPoint } from "./read-points.ts";
import { copyWaveforms, interpolateWaveforms } from "./read-waveform.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";
import type { BentTransient } from "./transient-linear.ts";

/**
 * Runs the phases of a transient on its fixed grid: one `.tran` each, an `.op` for a constant phase. Decks stay loaded and values are
 * altered in place; a deck is sent again when the waveforms in it change.
 */
export function createTransientDriver(experiment: TransientExperiment, shelf: DeckShelf): PhaseDriver {
  const { circuit, analysis, grid: timeGrid } = experiment;
  const bent = planBent(experiment, shelf);
  /** What the decks are read for: with devices that are not linear, the whole state. */
  const whole = bent?.experiment ?? experiment;
  const { quantities } = whole;
  let accuracy: GridAccuracy = "fine";
  /** A nudge is exact on the fixed grid alone; a free run without one may be read between ngspice's own steps. */
  const readFree = findSteppingDevice(circuit) === undefined ? copyWaveforms : interpolateWaveforms;
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
      buildTransientDeck(whole, freeGrid, drives.value, title, { accuracy }),
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
        const wrong = readFree(plot, deck, freeGrid, result);
        if (wrong === undefined && freeGrid.startsAtRest) addInitialCurrents(whole, slots, result);
        return wrong;
      },
    });
  }

  function nudgedRun(slots: Float64Array, nudges: ComplexMatrix, result: ComplexMatrix): Outcome<ScriptRun> {
    const drives = sampleSources(slots);
    if (drives.kind === "failed") return drives;
    const loaded = shelf.make((title) =>
      buildTransientDeck(whole, freeGrid, drives.value, title, { accuracy, nudges }),
    );
    if (loaded.kind === "failed") return loaded;
    const { deck } = loaded.value;
    const take: ScriptRun["take"] = (plot) => {
      const wrong = copyWaveforms(plot, deck, freeGrid, result);
      if (wrong === undefined && freeGrid.startsAtRest) addInitialCurrents(whole, slots, result);
      return wrong;
    };
    return succeed({
      loaded: loaded.value,
      slots,
      settings: [],
      once: true,
      command: freeGrid.command,
      take,
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
    if (phase.kind === "nudged") return nudgedRun(slots, phase.amplitudes, result);
    if (phase.kind === "constant") return constantRun(slots, phase.amplitudes, result);
    invariant(phase.kind === "waveform", `phase ${phase.kind} in a transient experiment`);
    return waveformRun(slots, index, phase.amplitudes, result);
  }

  const isAlong = ({ kind }: Phase): boolean => kind !== "initial" && kind !== "constant";

  async function runAll(
    slots: Float64Array,
    phases: readonly Phase[],
    run: ScriptRunner,
  ): Promise<Outcome<readonly ComplexMatrix[]>> {
    const results = phases.map((phase) =>
      complexMatrix(quantities.length, isAlong(phase) ? timeGrid.count + 1 : 1),
    );
    const runs: ScriptRun[] = [];
    for (const [index, phase] of phases.entries()) {
      const planned = runOf(slots, index, phase, results[index]!);
      if (planned.kind === "failed") return planned;
      runs.push(planned.value);
    }
    const done = await run(runs);
    return done.kind === "failed" ? done : succeed(results);
  }

  const along =
    bent && createAlong(bent, experiment.quantities.length, freeGrid.startsAtRest, () => accuracy, runAll);

  return async (slots, phases, run) => {
    const refused = refuseInitialNodes(experiment);
    if (refused !== undefined) return refused;
    const nudge = phases.find(({ kind }) => kind === "waveform" || kind === "constant");
    const memory = nudge === undefined ? undefined : findMemory(circuit);
    if (memory !== undefined) {
      return fail("unsupported", `${memory}: a nudged transient of this circuit would be wrong`);
    }
    const runPhases = along?.run ?? runAll;
    const setAccuracy = (next: GridAccuracy): void => {
      accuracy = next;
      along?.forget();
      shelf.drop("free");
    };
    const outcome = await runPhases(slots, phases, run);
    if (outcome.kind === "ok" || !leavesGrid.has(outcome.reason)) return outcome;
    const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
    if (isLinear || accuracy === "coarse") return blameDevice(circuit, outcome);
    setAccuracy("coarse");
    const again = await runPhases(slots, phases, run);
    if (again.kind === "ok") return again;
    // It was not the tolerance.
    setAccuracy("fine");
    return blameDevice(circuit, again);
  };
}

/** Devices for whose sake ngspice takes steps of its own: switches, where they switch, and lines, when a wave arrives. */
const steppingLetters: ReadonlySet<string> = new Set(["s", "w", "t", "o", "u", "y", "p"]);

function findSteppingDevice({ elements }: Circuit) {
  return elements.find((element) => element.kind === "device" && steppingLetters.has(element.letter));
}

/** Say which device a fixed grid is not kept for. */
function blameDevice(circuit: Circuit, failure: Failure): Failure {
  if (failure.reason !== "incomplete-result") return failure;
  const device = findSteppingDevice(circuit);
  return device === undefined
    ? failure
    : {
        ...failure,
        explanation: `${failure.explanation}: ngspice takes steps of its own for ${device.name}`,
      };
}

/** The experiment over the whole state, where devices have to be linearised along a run; undefined without any. */
function planBent(experiment: TransientExperiment, shelf: DeckShelf): BentTransient | undefined {
  const { circuit } = experiment;
  if (findTransientDevice(circuit) === undefined || findMemory(circuit) !== undefined) return undefined;
  const devices = circuit.elements.flatMap((element) =>
    element.kind === "device" && !isTransientLinear(element) ? [devicePorts(element)] : [],
  );
  const quantities = withWholePoint(experiment.quantities, circuit);
  return { experiment: { ...experiment, quantities }, devices, shelf };
}

/** What comes of a tolerance that Newton's iteration cannot reach. */
const leavesGrid: ReadonlySet<Failure["reason"]> = new Set(["incomplete-result", "no-convergence"]);

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
