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
import type { DeckShelf } from "./deck-shelf.ts";
import type { LoadedDeck } from "./loaded-deck.ts";
import type { PhaseDriver } from "./ngspice-session.ts";
import { copySweep } from "./read-sweep.ts";
import type { ScriptRun } from "./run-script.ts";

/** Which deck a phase runs on, and which sources are on while grid `grid` runs. */
interface PhaseSetup {
  readonly loaded: LoadedDeck<AcDeck>;
  /** Built for this call alone. */
  readonly once: boolean;
  stimuli(grid: number): readonly Stimulus[];
}

/** Runs the phases of an AC experiment: one sweep per phase and grid. */
export function createAcDriver(experiment: AcExperiment, shelf: DeckShelf): PhaseDriver {
  const { circuit, grids } = experiment;
  const isLinear = circuit.elements.every((element) => element.kind !== "device" || element.linear);
  const gridPoints = grids.map(gridFrequencies);
  const firstColumns = gridPoints.map((_, grid) =>
    gridPoints.slice(0, grid).reduce((sum, { length }) => sum + length, 0),
  );

  function deckOf(variant: AcDeckVariant): Outcome<LoadedDeck<AcDeck>> {
    const build = (title: string): Outcome<AcDeck> => buildAcDeck(experiment, variant, title);
    if (variant.injected !== undefined) return shelf.make(build);
    return shelf.keep(`${variant.transposed}/${variant.terminated}`, build);
  }

  function setUp(phase: PointwisePhase): Outcome<PhaseSetup> {
    if (phase.kind !== "free") {
      const device = findUnknownDevice(circuit);
      if (device !== undefined) {
        return fail(
          "unsupported",
          `${device.name} has no linear model here: a nudged run of this circuit would be wrong`,
        );
      }
    }
    if (phase.kind === "nudge") {
      const deck = deckOf({ transposed: hasControlledSources(circuit), terminated: phase.terminated });
      if (deck.kind === "failed") return deck;
      const nudge = deck.value.deck.nudges[phase.probe]!;
      return succeed({ loaded: deck.value, once: false, stimuli: () => [nudge] });
    }
    const { excitation } = phase;
    const variant = { transposed: false, terminated: excitation.kind === "port" };
    const deck = deckOf(phase.kind === "nudged" ? { ...variant, injected: phase.amplitudes } : variant);
    if (deck.kind === "failed") return deck;
    const { injectionUnits } = deck.value.deck;
    const driven = drivenSources(excitation, deck.value.deck);
    return succeed({
      loaded: deck.value,
      once: phase.kind === "nudged",
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
      const setup = setUp(phase);
      if (setup.kind === "failed") return setup;
      const { loaded, once, stimuli } = setup.value;
      const { title, vectors } = loaded.deck;
      grids.forEach(({ variation, points, from, to }, grid) => {
        const expected = { title, frequencies: gridPoints[grid]!, vectors };
        runs.push({
          loaded,
          slots,
          once,
          needsPoint: !isLinear,
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
