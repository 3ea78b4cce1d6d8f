import { type AcDeck, type AcDeckVariant, buildAcDeck } from "../../experiment/deck/ac-deck.ts";
import { formatExactly } from "../../experiment/deck/deck.ts";
import { findUnknownDevice, hasControlledSources } from "../../experiment/deck/deck-refusals.ts";
import { isIndependentSource } from "../../experiment/deck/element-cards.ts";
import { type Stimulus, stimulusSettings } from "../../experiment/deck/stimulus.ts";
import { type AcExperiment, type PointwisePhase, pointwisePhases } from "../../experiment/experiment.ts";
import { gridFrequencies } from "../../goal/frequency-grid.ts";
import type { Excitation } from "../../goal/observable.ts";
import { complexMatrix } from "../../numeric/complex-matrix.ts";
import { fail, type Outcome, succeed } from "../../numeric/outcome.ts";
import { type LinearSweep, lineariseSweep } from "./ac-linear.ts";
import type { DeckShelf } from "./deck-shelf.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import { copySweep } from "./read-sweep.ts";
import type { ScriptRun, ScriptRunner } from "./run-script.ts";

/** Which deck a phase runs on while grid `grid` runs, and which sources are on. */
interface PhaseSetup {
  deckOf(grid: number): LoadedDeck<AcDeck>;
  /** Built for this call alone. */
  readonly once: boolean;
  /** False where the operating point is of no consequence. */
  readonly needsPoint: boolean;
  stimuli(grid: number): readonly Stimulus[];
}

/** The devices about the operating point found last. */
interface KnownSweep {
  readonly slots: Float64Array;
  readonly sweep: LinearSweep;
  /** The nudged network of each grid, with and without terminations. */
  readonly decks: Map<string, LoadedDeck<AcDeck>>;
}

/**
 * Runs the phases of an AC experiment: one sweep per phase and grid. Nudges of a circuit with devices run on the network of what the
 * devices are about the operating point, which is found again only where the state is another.
 */
export function createAcDriver(experiment: AcExperiment, shelf: DeckShelf): PhaseDriver {
  const { circuit, grids } = experiment;
  const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
  const gridPoints = grids.map(gridFrequencies);
  const firstColumns = gridPoints.map((_, grid) =>
    gridPoints.slice(0, grid).reduce((sum, { length }) => sum + length, 0),
  );

  let latest: KnownSweep | undefined;

  function deckOf(variant: AcDeckVariant): Outcome<LoadedDeck<AcDeck>> {
    const build = (title: string): Outcome<AcDeck> => buildAcDeck(experiment, variant, title);
    if (variant.injected !== undefined || variant.linearised !== undefined) return shelf.make(build);
    return shelf.keep(`${variant.transposed}/${variant.terminated}`, build);
  }

  async function lineariseAt(slots: Float64Array, run: ScriptRunner): Promise<Outcome<KnownSweep>> {
    const isSame = latest?.slots.every((value, slot) => Object.is(value, slots[slot]));
    if (latest !== undefined && isSame) return succeed(latest);
    const sweep = await lineariseSweep(experiment, shelf, slots, run);
    if (sweep.kind === "failed") return sweep;
    latest = { slots: slots.slice(), sweep: sweep.value, decks: new Map() };
    return succeed(latest);
  }

  /** The decks of a nudge about an operating point, one for each grid. */
  function linearDecks(
    { sweep, decks }: KnownSweep,
    terminated: boolean,
  ): Outcome<readonly LoadedDeck<AcDeck>[]> {
    const loaded: LoadedDeck<AcDeck>[] = [];
    for (const [grid, matrices] of sweep.grids.entries()) {
      const linearised = { devices: sweep.devices, frequencies: gridPoints[grid]!, matrices };
      const key = `${grid}/${terminated}`;
      const known = decks.get(key);
      const deck = known ? succeed(known) : deckOf({ transposed: true, terminated, linearised });
      if (deck.kind === "failed") return deck;
      decks.set(key, deck.value);
      loaded.push(deck.value);
    }
    return succeed(loaded);
  }

  async function setUpNudge(
    { probe, terminated }: Extract<PointwisePhase, { readonly kind: "nudge" }>,
    slots: Float64Array,
    run: ScriptRunner,
  ): Promise<Outcome<PhaseSetup>> {
    if (findUnknownDevice(circuit) === undefined) {
      const deck = deckOf({ transposed: hasControlledSources(circuit), terminated });
      if (deck.kind === "failed") return deck;
      const nudge = deck.value.deck.nudges[probe]!;
      return succeed({
        deckOf: () => deck.value,
        once: false,
        needsPoint: !isLinear,
        stimuli: () => [nudge],
      });
    }
    if (terminated && !isLinear) {
      return fail("unsupported", "the terminations of ports move the operating point of the devices");
    }
    const known = await lineariseAt(slots, run);
    if (known.kind === "failed") return known;
    const decks = linearDecks(known.value, terminated);
    if (decks.kind === "failed") return decks;
    return succeed({
      deckOf: (grid) => decks.value[grid]!,
      once: true,
      needsPoint: false,
      stimuli: (grid) => [decks.value[grid]!.deck.nudges[probe]!],
    });
  }

  async function setUp(
    phase: PointwisePhase,
    slots: Float64Array,
    run: ScriptRunner,
  ): Promise<Outcome<PhaseSetup>> {
    if (phase.kind === "nudge") return setUpNudge(phase, slots, run);
    if (phase.kind === "nudged") {
      const device = findUnknownDevice(circuit);
      if (device !== undefined) {
        return fail(
          "unsupported",
          `${device.name} has no linear model here: a nudged run of this circuit would be wrong`,
        );
      }
    }
    const { excitation } = phase;
    const variant = { transposed: false, terminated: excitation.kind === "port" };
    const deck = deckOf(phase.kind === "nudged" ? { ...variant, injected: phase.amplitudes } : variant);
    if (deck.kind === "failed") return deck;
    const { injectionUnits } = deck.value.deck;
    const driven = drivenSources(excitation, deck.value.deck);
    return succeed({
      deckOf: () => deck.value,
      once: phase.kind === "nudged",
      needsPoint: !isLinear,
      stimuli: (grid) => [...driven, ...(injectionUnits[grid] ?? [])],
    });
  }

  function drivenSources(excitation: Excitation, deck: AcDeck): readonly Stimulus[] {
    switch (excitation.kind) {
      case "sources":
        return deck.ownSources;
      case "port":
        return [deck.portDrives[excitation.port]!];
      case "source": {
        const sources = circuit.elements.filter(isIndependentSource);
        const place = sources.findIndex(({ index }) => index === excitation.element);
        return [{ device: deck.ownSources[place]!.device, magnitude: sources[place]!.factor, phase: 0 }];
      }
    }
  }

  return async (slots, phases, run) => {
    const results = phases.map(() =>
      complexMatrix(experiment.quantities.length, experiment.frequencies.length),
    );
    const runs: ScriptRun[] = [];
    for (const [index, phase] of pointwisePhases(phases).entries()) {
      const setup = await setUp(phase, slots, run);
      if (setup.kind === "failed") return setup;
      const { once, needsPoint, stimuli } = setup.value;
      grids.forEach(({ variation, points, from, to }, grid) => {
        const loaded = setup.value.deckOf(grid);
        const { title, vectors } = loaded.deck;
        const expected = { title, frequencies: gridPoints[grid]!, vectors };
        runs.push({
          loaded,
          slots,
          once,
          needsPoint,
          settings: stimulusSettings(stimuli(grid), slots),
          command: `ac ${variation} ${points} ${formatExactly(from)} ${formatExactly(to)}`,
          take: (plot) => copySweep(plot, expected, results[index]!, firstColumns[grid]!),
        });
      });
    }
    const done = await run(runs);
    return done.kind === "failed" ? done : succeed(results);
  };
}
